"""Works out who may sign a step today: approvers, their delegates, whoever stands in; never those concerned."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext_lazy as _

from tenure.foundation.identity.models import User
from tenure.foundation.settings.declare import Setting, declare
from tenure.foundation.settings.queries import value

from .models import Approval, ApprovalStep, Delegation, Signature
from .registry import Matter, absent, accounts, resolver_of
from .states import Rule

APART: Final = declare(
    Setting(
        "approvals.separate_steps",
        default=True,
        label=_("Each step is signed by somebody else"),
        help=_("Whoever signed one step of an approval cannot sign another step of it."),
        permission="approvals.configure",
    )
)
LAST: Final = declare(
    Setting(
        "approvals.last_resort",
        default="role:hr_manager",
        label=_("Who decides where nobody else can"),
        help=_("Asked when a step finds nobody but those whom it is about."),
        permission="approvals.configure",
    )
)


@dataclass(frozen=True)
class Place:
    """One signature that may be given."""

    user: int
    in_place_of: int | None = None
    stands_in: bool = False


def barred(approval: Approval, step: ApprovalStep, day: date) -> set[int]:
    """Give the users who must not sign: who asked, who prepared it, whom it is about, who signed before."""
    out = {*approval.prepared_by, *accounts(tuple(approval.about))}
    if approval.asked_by_id:
        out.add(approval.asked_by_id)
    if value(APART, on=day):
        signed = Signature.objects.filter(step__approval=approval, signed_at__isnull=False)
        out |= set(signed.exclude(step=step).values_list("user_id", flat=True))
    return out


def places(approval: Approval, step: ApprovalStep, day: date) -> list[Place]:
    """Give everybody who may sign a step on a day."""
    matter = Matter(tuple(approval.about), approval.asked_by_id, day, approval.kind, approval.subject_id)
    out = barred(approval, step, day)
    first = signers(step.approvers, matter, out)
    stand_ins: set[int] = set()
    if step.escalate_to and (step.escalated_on or not first - absent(first, day)):
        stand_ins = signers([step.escalate_to], matter, out) - first
    if not first and not stand_ins:
        first = signers([value(LAST, on=day)], matter, out)
    first = _present(first, step, day)
    delegates = _delegates(first, day) if approval.declared.is_delegable else {}
    found = {one: Place(one) for one in first}
    found |= {one: Place(one, stands_in=True) for one in stand_ins}
    for owner, delegate in sorted(delegates.items()):
        if delegate not in found and delegate not in out:
            found[delegate] = Place(delegate, in_place_of=owner)
    admits = approval.declared.admits
    let_in = admits(approval.subject_id, set(found)) if admits else set(found)
    return [place for user, place in found.items() if user in let_in]


def signers(names: Iterable[str], matter: Matter, out: set[int]) -> set[int]:
    """Ask each resolver, leaving out who must not sign; accounts that are closed decide nothing."""
    users: set[int] = set()
    for name in names:
        users |= set(resolver_of(name).finds(matter, name.partition(":")[2]))
    return set(User.objects.filter(pk__in=users - out, is_active=True).values_list("pk", flat=True))


def _present(users: set[int], step: ApprovalStep, day: date) -> set[int]:
    """Leave out who is away and has no delegate, as long as somebody else is there for it."""
    if step.rule != Rule.ONE or len(users) < 2:
        return users
    away = absent(users, day) - set(_delegates(users, day))
    return users - away or users


def _delegates(users: set[int], day: date) -> dict[int, int]:
    rows = Delegation.objects.as_of(day).filter(user__in=users, delegate__is_active=True)
    return dict(rows.values_list("user_id", "delegate_id"))
