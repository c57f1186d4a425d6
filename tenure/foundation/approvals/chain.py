"""Starts an approval, and takes signatures: called by the verbs of domains, inside their transaction.

Lock order: the approval first, then the subject; whoever decides second finds it decided.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenure.foundation.access import Actor, Held
from tenure.foundation.audit import trail
from tenure.foundation.events import announce
from tenure.foundation.records.models import Record
from tenure.foundation.refusal import NotThere, Refused

from . import steps
from .access import DECIDE
from .choosing import Facts, chosen
from .events import Decided
from .models import Approval, ApprovalStep, Signature
from .registry import accounts, kind_of
from .resolving import barred
from .states import APPROVAL, State, StepState

R = TypeVar("R", bound=Record)


class AlreadyWaiting(Refused):
    message = _("This waits for approval already. Withdraw that first.")
    status = 409


class NotForYourself(Refused):
    message = _("Nobody decides on what they asked for, prepared, or what is about themself.")
    status = 403


class NotYourTurn(Refused):
    message = _("This does not wait for you now: somebody else decides, or you have signed already.")
    status = 409


class ReasonMissing(Refused):
    message = _("Say why, in a few words: whoever asked will read it.")

    def __init__(self) -> None:
        super().__init__(errors={"reason": str(self.message)})


@transaction.atomic
def start(
    subject: Record,
    kind: str,
    *,
    by: Actor,
    label: str,
    about: Iterable[int] = (),
    prepared_by: Iterable[int] = (),
    facts: Facts | None = None,
) -> Approval:
    """Ask for approval of a subject: choose the chain, open its first step, tell who decides.

    ``about`` are the keys of the people concerned, none of whom will decide; nor will ``by`` or the
    users in ``prepared_by``. ``facts`` (by name: values; "amount": a number) choose among chains.
    """
    declared = kind_of(kind)
    if Approval.objects.filter(kind=kind, subject_id=subject.pk, state=State.WAITING).exists():
        raise AlreadyWaiting
    row, specs = chosen(declared, facts or {})
    concerned = sorted(set(about))
    approval: Approval = Approval.objects.create(
        kind=kind,
        subject_id=subject.pk,
        subject_uid=subject.uid,
        label=label[:300],
        about=concerned,
        chain=row,
        asked_by_id=by.user_id,
        prepared_by=sorted(set(prepared_by)),
    )
    steps.lay(approval, specs)
    steps.open_next(approval, by.today)
    trail.record(by, "approvals.approval.asked", approval, about=concerned, kind=kind)
    return approval


@transaction.atomic
def waiting(model: type[R], uid: UUID, *, by: Actor) -> R:
    """Give the subject of an approval, locked, for whoever is asked to sign it; else it is not there."""
    approval = _of(uid, model)
    _check_door(approval, by)
    found: R = model._default_manager.select_for_update(of=("self",)).get(pk=approval.subject_id)
    return found


@transaction.atomic
def asked(model: type[R], uid: UUID, *, by: Actor) -> R:
    """Give the subject of an approval, locked, for whoever asked for it; else it is not there."""
    approval = _of(uid, model)
    if by.user_id is None or approval.asked_by_id != by.user_id:
        raise NotThere
    found: R = model._default_manager.select_for_update(of=("self",)).get(pk=approval.subject_id)
    return found


@transaction.atomic
def sign(subject: Record, *, by: Actor, note: str = "") -> bool:
    """Sign the open step; say whether the whole approval is complete and the effect is due."""
    approval = _of(subject.uid, type(subject))
    _check_door(approval, by)
    APPROVAL.after("sign", State(approval.state))
    step, mine = _my_turn(approval, by)
    mine.signed_at, mine.note = timezone.now(), note
    mine.save(update_fields=["signed_at", "note"])
    complete = steps.is_signed(step) and _finish(approval, step, by)
    trail.record(
        by, "approvals.step.signed", approval, about=approval.about, step=step.position, complete=complete
    )
    return complete


@transaction.atomic
def decline(subject: Record, *, by: Actor, reason: str) -> None:
    """Say no, with a reason: nothing more happens."""
    approval = _of(subject.uid, type(subject))
    _check_door(approval, by)
    APPROVAL.after("decline", State(approval.state))
    _my_turn(approval, by)
    if not reason.strip():
        raise ReasonMissing
    _end(approval, "decline", by, reason.strip())
    trail.record(by, "approvals.approval.declined", approval, about=approval.about, kind=approval.kind)


@transaction.atomic
def withdraw(subject: Record, *, by: Actor) -> None:
    """Take back what one asked for, while it waits."""
    approval = _of(subject.uid, type(subject))
    if by.user_id is None or approval.asked_by_id != by.user_id:
        raise NotThere
    _end(approval, "withdraw", by, "")
    trail.record(by, "approvals.approval.withdrawn", approval, about=approval.about, kind=approval.kind)


def empowered(by: Actor, *permissions: str) -> Actor:
    """Give the signer the permissions that the chain gives its effect, for this effect alone."""
    held = tuple(Held(code, "everyone") for code in permissions)
    return replace(by, held=(*by.held, *held), scopes=None)


def _of(uid: UUID, model: type[Record]) -> Approval:
    """Find and lock the newest approval of a subject."""
    rows = Approval.objects.select_for_update(of=("self",)).filter(subject_uid=uid).order_by("-pk")
    found: Approval | None = rows.first()
    if found is None or not issubclass(found.declared.model, model):
        raise NotThere
    return found


def _check_door(approval: Approval, by: Actor) -> None:
    """Let nobody in who was never asked, nor anybody whom it is about, whatever they hold."""
    asked_for = Signature.objects.filter(step__approval=approval, user=by.user_id or 0).exists()
    own = by.user_id is not None and by.user_id in _concerned(approval)
    own = own or (by.person_id is not None and by.person_id in approval.about)
    if own and by.holds(DECIDE):
        raise NotForYourself
    if not asked_for or not by.holds(DECIDE):
        raise NotThere


def _concerned(approval: Approval) -> set[int]:
    asked_by = {approval.asked_by_id} if approval.asked_by_id else set()
    return {*approval.prepared_by, *asked_by, *accounts(tuple(approval.about))}


def _my_turn(approval: Approval, by: Actor) -> tuple[ApprovalStep, Signature]:
    """Give the open step and one's own place in it, as rights are at this moment."""
    step = ApprovalStep.objects.get(approval=approval, state=StepState.OPEN)
    steps.refresh(step, by.today)
    mine = step.signatures.filter(user=by.user_id, signed_at=None).first()
    if mine is None or by.user_id in barred(approval, step, by.today):
        raise NotYourTurn
    return step, mine


def _finish(approval: Approval, step: ApprovalStep, by: Actor) -> bool:
    """Close a signed step; end the approval if it was the last."""
    steps.close(step)
    if steps.open_next(approval, by.today):
        return False
    _end(approval, "approve", by, "")
    return True


def _end(approval: Approval, act: str, by: Actor, reason: str) -> None:
    approval.state = APPROVAL.after(act, State(approval.state))
    approval.decided_at, approval.decided_by_id, approval.reason = timezone.now(), by.user_id, reason
    approval.save(update_fields=["state", "decided_at", "decided_by", "reason"])
    announce(Decided(approval.pk, approval.kind, approval.subject_id, approval.state))
