"""The verbs of bulk changes: ask for one, run it, take it back, drop it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tenure.foundation.access import Actor, require
from tenure.foundation.audit import trail
from tenure.foundation.audit.run import shared
from tenure.foundation.exchange.staging import Staging, Steps
from tenure.foundation.records.models import new_uid
from tenure.foundation.refusal import Clash, NotThere, Refused
from tenure.foundation.runs import actions as runs

from . import working
from .models import BulkChange
from .verbs import Verb, verb

OWN: Final = "bulk.own"
MOST: Final = 2_000
State = BulkChange.State


class NoRows(Refused):
    message = _("Choose at least one row.")


class TooManyRows(Refused):
    message = _("That is more than {most} rows. Narrow the list, or do it in parts.")


class NothingToChange(Refused):
    message = _("Fill in at least one field: what is left blank stays as it is.")


class BadFacts(Refused):
    message = _("Some of this cannot be taken. Look at the marked fields.")


class NoCorrection(Refused):
    message = _("This cannot be done as a correction.")


class NotNow(Clash):
    message = _("This change is in the state “{state}”; that cannot be done now.")


class SomeRowsFail(Refused):
    message = _("Nothing was changed: {count} rows cannot be, and all or nothing was asked for.")


class NoRowLeft(Refused):
    message = _("Nothing was changed: not one of the rows can be.")


@dataclass(frozen=True)
class Asked:
    """What is asked for: which rows, which facts as typed, from when and why."""

    subjects: Sequence[UUID]
    facts: Mapping[str, Any]
    on: date
    is_correction: bool = False
    reason: str = ""
    why: str = ""
    is_whole: bool = True


@transaction.atomic
def ask(key: str, asked: Asked, *, by: Actor) -> BulkChange:
    """Ask for a change of many rows to be worked out, for somebody to look at."""
    one = verb(key)
    require(by, one.permission)
    _check(one, asked, by)
    change: BulkChange = BulkChange.objects.create(
        owner_id=by.user_id,
        verb=key,
        subjects=[str(uid) for uid in dict.fromkeys(asked.subjects)],
        facts=_typed(asked),
        on=asked.on,
        is_correction=asked.is_correction,
        reason=asked.reason[:40],
        why=asked.why[:2000],
        is_whole=asked.is_whole,
    )
    _put_off(change)
    trail.record(
        by, "bulk.change.asked", change, what=key, rows=len(change.subjects), fields=sorted(change.facts)
    )
    return change


@transaction.atomic
def begin(uid: UUID, *, by: Actor, is_whole: bool | None = None) -> BulkChange:
    """Have what was looked at done: all rows or none, or only those that can be."""
    change = _mine(uid, by, State.CHECKED)
    if is_whole is not None:
        change.is_whole = is_whole
    _refuse_hopeless(change.lines, is_whole=change.is_whole)
    change.state, change.problem = State.RUNNING, ""
    change.save(update_fields=["state", "is_whole", "problem"])
    _put_off(change)
    trail.record(by, "bulk.change.begun", change, whole=change.is_whole)
    return change


@transaction.atomic
def carry_on(uid: UUID, *, by: Actor) -> BulkChange:
    """Work out or do what a change waits for. Called by the job, as the owner; safe to run twice."""
    change = _mine(uid, by, *State)
    try:
        if change.state == State.CHECKING:
            change.lines, change.state = _tried(change, by), State.CHECKED
        elif change.state == State.RUNNING:
            _run(change, by)
    except Refused as refusal:
        change.state, change.problem = State.FAILED, str(refusal)
    change.save(update_fields=["state", "problem", "lines", "run"])
    trail.record(by, "bulk.change.carried_on", change, state=change.state)
    return change


@transaction.atomic
def undo(uid: UUID, *, by: Actor) -> BulkChange:
    """Put back what a change of many rows did, while nothing was built on it."""
    change = _mine(uid, by, State.DONE)
    if change.run is None:
        raise NotNow(state=State(change.state).label)
    runs.take_back(change.run, by=by)
    change.state = State.UNDONE
    change.save(update_fields=["state"])
    trail.record(by, "bulk.change.undone", change)
    return change


@transaction.atomic
def drop(uid: UUID, *, by: Actor) -> None:
    """Give a change up that was not run."""
    change = _mine(uid, by, State.CHECKED, State.FAILED)
    trail.record(by, "bulk.change.dropped", change)
    change.delete()


def _check(one: Verb, asked: Asked, by: Actor) -> None:
    if not asked.subjects:
        raise NoRows
    if len(set(asked.subjects)) > MOST:
        raise TooManyRows(most=MOST)
    if asked.is_correction and not one.may_correct:
        raise NoCorrection
    typed = _typed(asked)
    if not typed:
        raise NothingToChange
    if asked.reason and asked.reason not in {code for code, _label in one.reasons}:
        raise BadFacts(errors={"reason": str(_("Choose one of the reasons."))})
    working.read_facts(one, typed, by)


def _typed(asked: Asked) -> dict[str, str]:
    texts = {name: str(value).strip() for name, value in asked.facts.items() if value is not None}
    return {name: text for name, text in texts.items() if text}


def _tried(change: BulkChange, by: Actor) -> list[dict[str, Any]]:
    """Do it and throw it away: what is shown is what the verbs themselves say."""
    steps = _steps(change)
    with transaction.atomic():
        with shared(new_uid()):
            lines = working.work(change, by, steps.forward)
        transaction.set_rollback(True)
    steps.staging.remove()
    return lines


def _run(change: BulkChange, by: Actor) -> None:
    run, steps = new_uid(), _steps(change)
    with transaction.atomic(), shared(run):
        lines = working.work(change, by, steps.forward)
        _refuse_hopeless(lines, is_whole=change.is_whole)
        one = verb(change.verb)
        runs.keep(kind="bulk", label=str(one.title), permission=one.permission, by=by, open_for=None)
    steps.staging.remove()
    change.lines, change.state, change.run = lines, State.DONE, run


def _refuse_hopeless(lines: Sequence[Mapping[str, Any]], *, is_whole: bool) -> None:
    failed = sum(line["state"] == working.ERROR for line in lines)
    if failed and is_whole:
        raise SomeRowsFail(count=failed)
    if not any(line["state"] == working.OK for line in lines):
        raise NoRowLeft


def _steps(change: BulkChange) -> Steps:
    staging = Staging(change.uid)
    staging.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return Steps(staging, len(change.subjects))


def _put_off(change: BulkChange) -> None:
    from .jobs import carry_on_job, defer

    defer(carry_on_job, uid=str(change.uid))


def _mine(uid: UUID, by: Actor, *states: State) -> BulkChange:
    change: BulkChange | None = (
        BulkChange.objects.allowed(by, OWN).select_for_update().filter(uid=uid).first()
    )
    if change is None:
        raise NotThere
    if change.state not in states:
        raise NotNow(state=State(change.state).label)
    return change
