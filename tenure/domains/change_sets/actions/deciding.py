"""Checking a set, submitting it, deciding on it, writing it, announcing it, undoing it."""

from datetime import date
from typing import Final
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models.functions import Coalesce
from django.utils.formats import date_format
from django.utils.translation import gettext as __, gettext_lazy as _, ngettext

from tenure.foundation.access import Actor, require
from tenure.foundation.approvals import chain
from tenure.foundation.audit import run, trail
from tenure.foundation.effective import acts
from tenure.foundation.events import announce
from tenure.foundation.refusal import Refused
from tenure.foundation.runs.actions import undo_run

from ..access import KIND, PREPARE, approvers
from ..events import ChangeSetApplied, ChangeSetFailed, ChangeSetSubmitted
from ..models import ChangeSet, Line, Member
from ..states import STEPS, State
from ._carry import WHOLE, Outcome, carry, trial, written_by
from ._fetch import Fetch

SHOWN: Final = 3
# What the approval gives its effect, as the preparer held it when the set was tried at submission.
NEEDED: Final = (
    "people.edit",
    "people.directory",
    "people.plan",
    "organisation.view",
    "organisation.edit",
    "organisation.plan",
)


class NotReady(Refused):
    message = _("This set cannot be written as it is. {problems}")


class NothingInIt(Refused):
    message = _("There is nothing in this set yet. Add people or units first.")


class NobodyDecides(Refused):
    message = _(
        "Nobody is let in to approve this confidential set. Let somebody in first, who did not prepare it."
    )


class TooLateToUndo(Refused):
    message = _("Its day, {day}, has come. Change or correct the records instead.")


class TooLate(Refused):
    message = _("It cannot be announced after its day, {day}.")


@transaction.atomic
def check_change_set(uid: UUID, *, by: Actor) -> ChangeSet:
    """Try the whole set and take the trial back; keep what is wrong with which line, and what would differ."""
    held = Fetch.held(uid, "edit", by)
    _check(held, by)
    trail.record(by, "change_sets.set.checked", held)
    return held


@transaction.atomic
def submit_change_set(uid: UUID, *, version: int | None = None, by: Actor) -> ChangeSet:
    """Ask for approval of a set that has no problem left."""
    held = Fetch.held(uid, "submit", by, version=version)
    outcome = _check(held, by)
    if outcome.problems:
        raise NotReady(problems=_told(outcome.problems))
    Fetch.step(held, "submit")
    _ask(held, by)
    announce(ChangeSetSubmitted(change_set_id=held.pk))
    trail.record(by, "change_sets.set.submitted", held, **Fetch.about(held))
    return held


@transaction.atomic
def approve_change_set(uid: UUID, *, words: str = "", by: Actor) -> ChangeSet:
    """Sign a set; with the last signature what is not confidential is written into the records at once."""
    held = chain.waiting(ChangeSet, uid, by=by)
    STEPS.after("approve", State(held.state))
    if chain.sign(held, by=by, note=words):
        Fetch.step(held, "approve")
        _take_effect(held, chain.empowered(by, *NEEDED))
    trail.record(by, "change_sets.set.signed", held, state=held.state, **Fetch.about(held))
    return held


@transaction.atomic
def decline_change_set(uid: UUID, *, words: str = "", by: Actor) -> ChangeSet:
    """Say no to a set, with a reason: it goes back to those who prepare it."""
    held = chain.waiting(ChangeSet, uid, by=by)
    chain.decline(held, by=by, reason=words)
    Fetch.step(held, "decline")
    trail.record(by, "change_sets.set.declined", held, **Fetch.about(held, []))
    return held


@transaction.atomic
def withdraw_change_set(uid: UUID, *, words: str = "", by: Actor) -> ChangeSet:
    """Take a set back that one submitted, to go on preparing it."""
    held = chain.asked(ChangeSet, uid, by=by)
    chain.withdraw(held, by=by)
    Fetch.step(held, "withdraw")
    trail.record(by, "change_sets.set.withdrawn", held, **Fetch.about(held, [], words))
    return held


@transaction.atomic
def return_change_set(uid: UUID, *, why: str = "", by: Actor) -> ChangeSet:
    """Go on preparing a set that was approved and is not written yet: it needs approval again."""
    held = Fetch.held(uid, "return", by)
    Fetch.step(held, "return")
    trail.record(by, "change_sets.set.returned", held, **Fetch.about(held, [], why))
    return held


@transaction.atomic
def drop_change_set(uid: UUID, *, why: str = "", by: Actor) -> ChangeSet:
    """Give a set up that was not written yet."""
    held = Fetch.held(uid, "drop", by)
    Fetch.step(held, "drop")
    trail.record(by, "change_sets.set.dropped", held, **Fetch.about(held, [], why))
    return held


@transaction.atomic
def undo_change_set(uid: UUID, *, why: str = "", by: Actor) -> ChangeSet:
    """Bring every record back to what it was; refuse once the day has come, or something was built on it."""
    held = Fetch.held(uid, "undo", by)
    if held.on <= by.today or held.run is None:
        raise TooLateToUndo(day=date_format(held.on))
    acts.hush(written_by(held))
    undo_run(held.run, kind="change_set", by=by)
    Fetch.step(held, "undo")
    trail.record(by, "change_sets.set.undone", held, **Fetch.about(held, reason=why))
    return held


@transaction.atomic
def announce_change_set(uid: UUID, *, on: date, by: Actor) -> ChangeSet:
    """Say from which day a set is no secret.

    A confidential one is written into the records then. Its rows, though they begin later, are from
    that day on seen by whoever may see rows of their kind.
    """
    held = Fetch.held(uid, "announce", by)
    if on > held.on:
        raise TooLate(day=date_format(held.on))
    held.announce_on = on
    held.save(update_fields=["announce_on"])
    if held.state == State.APPLIED:
        acts.announce(written_by(held), on)
    elif on <= by.today:
        _write(held, by)
    trail.record(by, "change_sets.set.announced", held)
    return held


@transaction.atomic
def write_due_sets(*, day: date, by: Actor) -> int:
    """Write the approved sets whose announcement, or whose day, has come; give how many there were.

    One that cannot be written stays, says why, and is announced as failed.
    """
    require(by, PREPARE)
    waiting = ChangeSet.objects.allowed(by, PREPARE).filter(state=State.APPROVED)
    due = waiting.annotate(due=Coalesce("announce_on", "on")).filter(due__lte=day)
    written = 0
    for held in due.select_for_update(of=("self",)).order_by("pk"):
        try:
            with transaction.atomic():
                _write(held, by)
        except NotReady as refused:
            _failed(held, str(refused))
        else:
            written += 1
            trail.record(by, "change_sets.set.written", held, **Fetch.about(held))
    return written


def _ask(held: ChangeSet, by: Actor) -> None:
    """Ask for approval; of a confidential set the approval itself does not say whom it is about."""
    preparing = held.members.filter(part=Member.Part.PREPARES).values_list("user_id", flat=True)
    if held.is_confidential and not approvers(held, by.today) - set(preparing):
        raise NobodyDecides
    moved = held.lines.exclude(person=None).values_list("person_id", flat=True)
    about = () if held.is_confidential else moved
    chain.start(held, KIND, by=by, label=held.name, about=about, prepared_by=preparing)


def _take_effect(held: ChangeSet, by: Actor) -> None:
    """Write an approved set; a confidential one is only tried, and waits for its announcement or its day."""
    if not held.is_confidential:
        return _write(held, by)
    if problems := trial(held, list(held.lines.all()), by).problems:
        raise NotReady(problems=_told(problems))
    return None


def _failed(held: ChangeSet, problem: str) -> None:
    if held.problem != problem:
        held.refresh_from_db()
        held.problem = problem
        held.save(update_fields=["problem"])
        announce(ChangeSetFailed(change_set_id=held.pk))


def _check(held: ChangeSet, by: Actor) -> Outcome:
    lines = list(held.lines.all())
    if not lines:
        raise NothingInIt
    outcome = trial(held, lines, by)
    for line in lines:
        line.problem = outcome.problems.get(line.pk, "")
    Line.objects.bulk_update(lines, ["problem"])
    held.found, held.is_checked = outcome.found, True
    held.problem = outcome.problems.get(WHOLE, "")
    held.save(update_fields=["found", "is_checked", "problem"])
    return outcome


def _write(held: ChangeSet, by: Actor) -> None:
    """Carry all lines out for good, in one run; one that cannot be is a refusal of the whole."""
    held.run, held.problem = uuid4(), ""
    with run.shared(held.run):  # the set itself is written under another run: undoing leaves it alone
        problems = carry(held, list(held.lines.all()), by)
    if problems:
        raise NotReady(problems=_told(problems))
    held.save(update_fields=["run", "problem"])
    if held.announce_on:
        acts.announce(written_by(held), held.announce_on)
    Fetch.step(held, "write")
    announce(ChangeSetApplied(change_set_id=held.pk, on=held.on))


def _told(problems: dict[int, str]) -> str:
    """Give the problem of the whole, else the first few and how many more there are."""
    if WHOLE in problems:
        return problems[WHOLE]
    first = list(dict.fromkeys(problems.values()))[:SHOWN]
    count = ngettext("%(n)s line has a problem:", "%(n)s lines have a problem:", len(problems))
    return " ".join([count % {"n": len(problems)}, *first]) + ("" if len(first) < SHOWN else __(" …"))
