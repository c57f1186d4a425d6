"""Break-glass: one file for a stated reason and a few hours, told at once, reviewed afterwards."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as __, gettext_lazy as _

from tenure.foundation.access import Actor, require
from tenure.foundation.access.second_person import second_person
from tenure.foundation.approvals import chain
from tenure.foundation.audit import trail
from tenure.foundation.dual_control.actions import ask_for_act
from tenure.foundation.dual_control.models import PendingAct
from tenure.foundation.events import announce
from tenure.foundation.identity.models import User
from tenure.foundation.identity.step_up import step_up
from tenure.foundation.refusal import NotAllowed, Refused
from tenure.foundation.settings.declare import Setting, declare
from tenure.foundation.settings.queries import value

from ..events import GlassBroken
from ..models import BreakGlass, Person
from ._checks import NotValid

GLASS: Final = "access.break_glass"
REVIEW: Final = "people.break_glass_review"
ALWAYS: Final = ("people.directory", "people.view")
# Parts of a file that can be opened; self-identification and cases never are.
PARTS: Final = (
    "people.view_personal",
    "people.view_identity",
    "people.view_bank",
    "pay.view",
    "notes.view_hr",
)
LEAST_WORDS: Final = 15
LONGEST: Final = declare(
    Setting(
        "access.break_glass_hours",
        default=4,
        label=_("Hours for which emergency access lasts at most"),
        help=_("Break-glass opens one file; it ends by itself."),
        least=1,
        most=24,
        guarded=True,
    )
)


class NobodyByThisNumber(Refused):
    message = _("Nobody has this personnel number.")


class OpenAlready(Refused):
    message = _("This file is open to this account already.")
    status = 409


class StillRuns(Refused):
    message = _("The access still runs. Review it when it has ended; declining it ends it now.")
    status = 409


@transaction.atomic
def break_glass(
    number: str, *, parts: Iterable[str], reason: str, hours: int, to: UUID | None = None, by: Actor
) -> BreakGlass:
    """Open parts of one file to oneself for some hours; ``to`` names who asked, once somebody confirmed.

    Whose roles open no file at all needs a second person. HR and the person are told at once.
    """
    person, chosen = _checked(number, parts, reason, hours, by)
    user = _opener(to, by)
    if not by.holds("people.view"):
        second_person(by, GLASS, about=[person.pk])
    if BreakGlass.running().filter(user=user, person=person).exists():
        raise OpenAlready
    row = BreakGlass(user=user, person=person, permissions=[*ALWAYS, *chosen], reason=reason.strip()[:500])
    row.begins_at, row.ends_at = Now(), Now() + timedelta(hours=hours)
    row.save()
    row.refresh_from_db()
    chain.start(row, REVIEW, by=by, label=person.number or "", about=[person.pk], prepared_by=[user.pk])
    announce(GlassBroken(row.pk))
    trail.record(by, "people.glass.broken", row, about=person, reason=row.reason, parts=chosen, to=user.uid)
    return row


@transaction.atomic
def ask_to_break_glass(
    number: str, *, parts: Iterable[str], reason: str, hours: int, by: Actor
) -> PendingAct:
    """Ask a second person to let one open a file."""
    person, chosen = _checked(number, parts, reason, hours, by)
    facts = {"number": number.strip(), "parts": chosen, "reason": reason, "hours": hours}
    facts["to"] = str(_opener(None, by).uid)
    row = ask_for_act(GLASS, facts, label=number.strip(), why=reason, about=[person.pk], by=by)
    trail.record(by, "people.glass.asked", row, about=person, reason=reason[:500])
    return row


@transaction.atomic
def end_glass(uid: UUID, *, by: Actor) -> BreakGlass:
    """Close what one opened before its time is over."""
    row: BreakGlass = BreakGlass.objects.allowed(by, GLASS).select_for_update(of=("self",)).get(uid=uid)
    if BreakGlass.running().filter(pk=row.pk).exists():
        _end(row)
    trail.record(by, "people.glass.ended", row, about=row.person_id)
    return row


@transaction.atomic
def find_glass_justified(uid: UUID, *, by: Actor, words: str = "") -> BreakGlass:
    """Find, once it has ended, that the access was needed."""
    row = chain.waiting(BreakGlass, uid, by=by)
    if BreakGlass.running().filter(pk=row.pk).exists():
        raise StillRuns
    if chain.sign(row, by=by, note=words):
        _find(row, BreakGlass.Finding.JUSTIFIED)
    trail.record(by, "people.glass.reviewed", row, about=row.person_id, finding=row.finding)
    return row


@transaction.atomic
def find_glass_not_justified(uid: UUID, *, by: Actor, words: str = "") -> BreakGlass:
    """Find that the access was not needed, with a reason; one that still runs ends now."""
    row = chain.waiting(BreakGlass, uid, by=by)
    chain.decline(row, by=by, reason=words)
    if BreakGlass.running().filter(pk=row.pk).exists():
        _end(row)
    _find(row, BreakGlass.Finding.NOT_JUSTIFIED)
    trail.record(by, "people.glass.reviewed", row, about=row.person_id, finding=row.finding)
    return row


@transaction.atomic
def keep_glass_review(uid: UUID, *, by: Actor, words: str = "") -> BreakGlass:
    """Refuse to take a review back: whoever opened a file is reviewed."""
    row = BreakGlass.objects.allowed(by, GLASS).get(uid=uid)
    trail.record(by, "people.glass.review_kept", row, about=row.person_id, reason=words)
    raise NotAllowed


def _checked(
    number: str, parts: Iterable[str], reason: str, hours: int, by: Actor
) -> tuple[Person, list[str]]:
    require(by, GLASS)
    step_up(by)
    chosen = sorted(set(parts))
    errors = {}
    if not chosen or not set(chosen) <= set(PARTS):
        errors["parts"] = __("Choose what you need to see, and no more.")
    if len(reason.strip()) < LEAST_WORDS:
        errors["reason"] = __("Say why, so that whoever reviews it understands.")
    if not 1 <= hours <= value(LONGEST, on=by.today):
        errors["hours"] = __("That is longer than it may last.")
    if errors:
        raise NotValid(errors=errors)
    person = Person.objects.filter(number=number.strip(), merged_into__isnull=True).first()
    if person is None:
        raise NobodyByThisNumber(errors={"number": str(NobodyByThisNumber.message)})
    return person, chosen


def _opener(to: UUID | None, by: Actor) -> User:
    """Give who will see: oneself, or whoever asked for what a second person confirms."""
    if to is not None and by.seconded != GLASS:
        raise NotAllowed
    user: User = User.objects.get(uid=to) if to else User.objects.get(pk=by.user_id or 0)
    return user


def _end(row: BreakGlass) -> None:
    row.ends_at = Now()
    row.save(update_fields=["ends_at"])
    row.refresh_from_db()


def _find(row: BreakGlass, finding: BreakGlass.Finding) -> None:
    row.finding = finding
    row.save(update_fields=["finding"])
