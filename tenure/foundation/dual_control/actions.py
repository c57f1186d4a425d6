"""Asking for an act that takes two people, confirming it, and using what was confirmed."""

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenure.foundation.access import Actor
from tenure.foundation.access.second_person import SecondPersonNeeded
from tenure.foundation.approvals import chain
from tenure.foundation.audit import trail
from tenure.foundation.identity.step_up import step_up
from tenure.foundation.refusal import Refused

from .models import Facts, PendingAct, State, key_of
from .registry import Act, act_of, actor_of


class AskerMayNot(Refused):
    message = _(
        "Whoever asked for this may not do it any more, or it does not fit what is on file by now. "
        "Decline it, so that it can be asked for again."
    )
    status = 409


@transaction.atomic
def ask_for_act(
    code: str,
    facts: Facts,
    *,
    label: str,
    why: str = "",
    about: Iterable[int] = (),
    users: Iterable[int] = (),
    by: Actor,
) -> PendingAct:
    """Ask for an act; what would be refused is refused now. Nothing has happened until it is confirmed.

    ``about`` are the people and ``users`` the accounts concerned, none of whom will confirm.
    """
    declared, concerned = act_of(code), sorted(set(about))
    _try_out(declared, facts, by)
    row = PendingAct(code=code, asked_by_id=by.user_id, why=why.strip()[:300])
    row.keep(facts)
    if PendingAct.objects.filter(code=code, key=row.key, state=State.WAITING).exists():
        raise chain.AlreadyWaiting
    row.save()
    chain.start(row, declared.kind, by=by, label=label, about=concerned, prepared_by=users)
    trail.record(by, "dual_control.act.asked", row, about=concerned, reason=row.why, act=code)
    return row


@transaction.atomic
def confirm_act(uid: UUID, *, by: Actor, words: str = "") -> PendingAct:
    """Confirm what somebody else asked for; it is done with the rights of both, as they are now."""
    row = chain.waiting(PendingAct, uid, by=by)
    step_up(by)
    declared, facts = act_of(row.code), row.facts
    if row.state == State.WAITING:
        _check_asker(row, declared, facts)
    if chain.sign(row, by=by, note=words):
        declared.do(facts, replace(by, seconded=row.code))
        row.state = State.DONE
        row.valid_until = timezone.now() + declared.lasts if declared.lasts else None
        row.save(update_fields=["state", "valid_until"])
    trail.record(by, "dual_control.act.confirmed", row, act=row.code, asked_by=row.asked_by_id)
    return row


@transaction.atomic
def decline_act(uid: UUID, *, by: Actor, words: str = "") -> PendingAct:
    """Say no to what somebody else asked for, with a reason."""
    row = chain.waiting(PendingAct, uid, by=by)
    chain.decline(row, by=by, reason=words)
    _end(row, State.DECLINED)
    trail.record(by, "dual_control.act.declined", row, act=row.code)
    return row


@transaction.atomic
def withdraw_act(uid: UUID, *, by: Actor, words: str = "") -> PendingAct:
    """Take back what one asked for."""
    row = chain.asked(PendingAct, uid, by=by)
    chain.withdraw(row, by=by)
    _end(row, State.WITHDRAWN)
    trail.record(by, "dual_control.act.withdrawn", row, reason=words, act=row.code)
    return row


@transaction.atomic
def use_permit(code: str, facts: Facts, *, by: Actor) -> PendingAct:
    """Use a confirmed permit for exactly this, once; without one a second person is needed."""
    mine = PendingAct.objects.filter(code=code, key=key_of(code, facts), asked_by_id=by.user_id or 0)
    lasting = mine.filter(state=State.DONE, used_at=None, valid_until__gt=timezone.now())
    row: PendingAct | None = lasting.select_for_update(of=("self",)).order_by("pk").first()
    if row is None:
        raise SecondPersonNeeded
    row.used_at = timezone.now()
    row.save(update_fields=["used_at"])
    trail.record(by, "dual_control.permit.used", row, act=code)
    return row


def _end(row: PendingAct, state: State) -> None:
    row.state = state
    row.save(update_fields=["state"])


def _check_asker(row: PendingAct, declared: Act, facts: Facts) -> None:
    """Refuse where whoever asked could not do it today."""
    asker = actor_of(row.asked_by_id)
    if asker is None:
        raise AskerMayNot
    try:
        _try_out(declared, facts, asker)
    except (Refused, ObjectDoesNotExist):
        raise AskerMayNot from None


def _try_out(declared: Act, facts: Facts, by: Actor) -> None:
    """Do it and take it back."""
    with transaction.atomic():
        declared.do(facts, replace(by, seconded=declared.code))
        transaction.set_rollback(True)
