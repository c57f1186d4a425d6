"""Delegates, chains, and passing on what nobody signed."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as __, gettext_lazy as _

from tenure.foundation.access import Actor, require
from tenure.foundation.audit import trail
from tenure.foundation.deadlines import Calendar, add_working_days
from tenure.foundation.effective import acts
from tenure.foundation.events import announce
from tenure.foundation.identity.models import User
from tenure.foundation.refusal import NotAllowed, Refused

from . import steps
from .access import CONFIGURE, DECIDE
from .events import EscalationAhead, StepEscalated
from .models import ApprovalStep, Chain, ChainStep, Delegation
from .registry import StepSpec, UnknownResolver, calendar, kind_of, resolver_of

DAY: Final = timedelta(days=1)


class NoDelegate(Refused):
    message = _("Choose somebody else who has an account.")


class PeriodTaken(Refused):
    message = _("Somebody signs for you on some of these days already. End that first.")
    status = 409


class NotAChain(Refused):
    message = _("This chain cannot be kept.")


@transaction.atomic
def delegate(
    to: UUID, *, start: date, last_day: date | None = None, reason: str = "", by: Actor
) -> Delegation:
    """Let somebody sign for oneself, for a time; what is about pay or a case stays with oneself."""
    if by.user_id is None or not by.holds(DECIDE):
        raise NotAllowed
    other = User.objects.filter(uid=to, is_active=True).exclude(pk=by.user_id).first()
    if other is None:
        raise NoDelegate(errors={"delegate": str(NoDelegate.message)})
    if start < by.today or (last_day and last_day < start):
        raise NoDelegate(errors={"start": __("Choose days from today on, the last not before the first.")})
    owner = User.objects.select_for_update(no_key=True).get(pk=by.user_id)
    until = last_day + DAY if last_day else None
    if Delegation.objects.filter(user=owner).overlapping(start, until).exists():
        raise PeriodTaken
    row = Delegation(user=owner, delegate=other, valid_from=start, valid_until=until, reason=reason[:300])
    row.save()
    steps.refresh_of([owner.pk], by.today)
    trail.record(by, "approvals.delegation.begun", row, start=start, delegate=other.uid)
    return row


@transaction.atomic
def end_delegation(uid: UUID, *, by: Actor) -> None:
    """Sign for oneself again from today; one that has not begun is taken back."""
    reachable = Delegation.objects.allowed(by, DECIDE)
    row = reachable.select_for_update(of=("self",)).get(uid=uid)
    trail.record(by, "approvals.delegation.ended", row, delegate=row.delegate.uid)
    acts.cut(Delegation.objects.filter(pk=row.pk), by.today)
    steps.refresh_of([row.user_id, row.delegate_id], by.today)


@transaction.atomic
def set_chain(
    kind: str,
    specs: Sequence[StepSpec],
    *,
    uid: UUID | None = None,
    name: str = "",
    conditions: Mapping[str, Any] | None = None,
    version: int | None = None,
    by: Actor,
) -> Chain:
    """Say who decides on a kind of thing, in which order; what waits already keeps its chain."""
    _check(kind, specs, by)
    rows = Chain.objects.allowed(by, CONFIGURE).select_for_update().filter(kind=kind)
    row = rows.get(uid=uid) if uid else Chain(kind=kind)
    if uid and version not in (None, row.version):
        raise NotAChain(errors={"": __("Somebody changed this chain while you had it open. Look again.")})
    row.name, row.conditions = name.strip()[:120], dict(conditions or {})
    row.rank = 50 if row.conditions else 100  # what has conditions is tried first
    row.save()
    row.steps.all().delete()
    for number, spec in enumerate(specs, start=1):
        ChainStep.objects.create(chain=row, position=number, **_columns(spec))
    trail.record(by, "approvals.chain.set", row, kind=kind, steps=len(specs))
    return row


@transaction.atomic
def remove_chain(uid: UUID, *, by: Actor) -> None:
    """Take a chain out: the next that fits decides, or the one that the kind comes with."""
    row = Chain.objects.allowed(by, CONFIGURE).select_for_update().get(uid=uid)
    trail.record(by, "approvals.chain.removed", row, kind=row.kind)
    row.delete()


@transaction.atomic
def follow_up(*, by: Actor) -> list[int]:
    """Ask anew who may sign each open step; warn a working day ahead, then pass on; give the steps passed on."""
    passed = [step.pk for step in _locked() if _follow(step, by.today)]
    for pk in passed:
        trail.record(by, "approvals.step.escalated", ApprovalStep.objects.get(pk=pk))
    return passed


def _locked() -> Iterable[ApprovalStep]:
    return steps.open_steps().select_for_update(of=("self",)).order_by("pk")


def _follow(step: ApprovalStep, day: date) -> bool:
    """Bring one step up to date; say whether it was passed on."""
    steps.refresh(step, day)
    if not step.escalate_after or not step.escalate_to or step.escalated_on or step.opened_on is None:
        return False
    days = calendar(tuple(step.approval.about), day) or Calendar("", known=False)
    due = add_working_days(step.opened_on, step.escalate_after, days).due
    if step.warned_on is None and day >= add_working_days(due, -1, days).due:
        step.warned_on = day
        step.save(update_fields=["warned_on"])
        announce(EscalationAhead(step.pk))
    if step.warned_on is None or step.warned_on >= day or day < due:
        return False
    step.escalated_on = day
    step.save(update_fields=["escalated_on"])
    steps.refresh(step, day)
    announce(StepEscalated(step.pk))
    return True


def _check(kind: str, specs: Sequence[StepSpec], by: Actor) -> None:
    require(by, CONFIGURE)
    if not any(scope == "everyone" for scope, _targets in by.grants(CONFIGURE)):
        raise NotAllowed
    kind_of(kind)
    if not specs or not all(spec.approvers for spec in specs):
        raise NotAChain(errors={"approvers": __("Each step needs somebody who decides.")})
    try:
        for name in (one for spec in specs for one in (*spec.approvers, spec.escalate_to) if one):
            resolver_of(name)
    except UnknownResolver:
        raise NotAChain(errors={"approvers": __("There is no such way to find who decides.")}) from None


def _columns(spec: StepSpec) -> dict[str, Any]:
    return {
        "rule": spec.rule,
        "approvers": list(spec.approvers),
        "escalate_after": spec.escalate_after,
        "escalate_to": spec.escalate_to,
    }
