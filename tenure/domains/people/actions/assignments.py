"""What people do, where and for whom: changed, corrected, taken back."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from tenure.foundation.access import Actor
from tenure.foundation.audit import trail
from tenure.foundation.effective import acts
from tenure.foundation.events import announce
from tenure.foundation.refusal import Refused

from ..models import Assignment, Employment
from ._checks import Check, Fetch
from ._dated import Because, NothingBefore
from ._jobs import ROWS, Jobs


class NothingToAnnounce(Refused):
    message = _("Only what begins in the future is announced, at the latest on its day, {day}.")


class PrimaryAlready(Refused):
    message = _("This is the primary job already on that day.")


@transaction.atomic
def change_assignment(
    assignment_uid: UUID,
    *,
    on: date,
    reason: str = "",
    why: str = "",
    version: int | None = None,
    by: Actor,
    **facts: object,
) -> Assignment:
    """From a day on, let other facts about the work hold; later rows that carried the old ones follow."""
    row = ROWS.fetch(assignment_uid, by, version, facts)
    clean = Jobs.clean(facts, on=on, person_id=row.person_id, held=ROWS.on(row, on))
    begun = ROWS.change(row, on, clean, Because(reason, why))
    announce(Jobs.follow(begun, on, clean))
    trail.record(
        by, "people.assignment.changed", begun, about=begun.person_id, reason=why, on=on, fields=sorted(clean)
    )
    return begun


@transaction.atomic
def correct_assignment(
    assignment_uid: UUID,
    *,
    reason: str = "",
    why: str = "",
    version: int | None = None,
    by: Actor,
    **facts: object,
) -> Assignment:
    """Put right what the record said for the whole time of this row."""
    row = ROWS.fetch(assignment_uid, by, version, facts)
    clean = Jobs.clean(facts, on=row.valid_from, person_id=row.person_id, held=row)
    right = ROWS.correct(row, clean)
    announce(Jobs.follow(right, right.valid_from, clean))
    trail.record(
        by,
        "people.assignment.corrected",
        right,
        about=right.person_id,
        reason=why or reason,
        fields=sorted(clean),
    )
    return right


@transaction.atomic
def rescind_assignment(
    assignment_uid: UUID, *, reason: str = "", why: str = "", version: int | None = None, by: Actor
) -> None:
    """Take back a row that never was true; what it hid holds again."""
    row = ROWS.fetch(assignment_uid, by, version, {})
    others = Assignment.objects.filter(employment_id=row.employment_id).exclude(pk=row.pk)
    if not others.filter(valid_from__lte=row.valid_from).exists():
        raise NothingBefore
    acts.rescind(row)
    trail.record(
        by, "people.assignment.rescinded", row, about=row.person_id, reason=why or reason, on=row.valid_from
    )
    Jobs.promote(row.person_id, row.valid_from)
    announce(Jobs.follow(row, row.valid_from, dict.fromkeys(row.facts)))


@transaction.atomic
def announce_assignment(
    assignment_uid: UUID, *, on: date | None = None, version: int | None = None, by: Actor
) -> Assignment:
    """Let a planned change be known, from a day on, to whoever may see this person's job."""
    row = ROWS.fetch(assignment_uid, by, version, {})
    day = on or by.today
    if row.valid_from <= by.today or day > row.valid_from:
        raise NothingToAnnounce(day=date_format(row.valid_from))
    acts.announce([row], day)
    trail.record(by, "people.assignment.announced", row, about=row.person_id, on=day)
    return row


@transaction.atomic
def add_assignment(
    employment_uid: UUID,
    *,
    on: date,
    last_day: date | None = None,
    reason: str = "",
    why: str = "",
    by: Actor,
    **facts: object,
) -> Assignment:
    """Give somebody a second job beside the first, within one contract."""
    employment = Fetch.dated(Employment, employment_uid, "people.edit", by)
    end = employment.valid_until if last_day is None else date.fromordinal(last_day.toordinal() + 1)
    Check.within(employment, on, end)
    Check.period(on, end)
    clean = Jobs.clean(facts, on=on, person_id=employment.person_id)
    last = employment.assignments.aggregate(last=Max("line"))["last"] or 0
    row = acts.begin(
        Assignment(
            employment=employment,
            person_id=employment.person_id,
            line=last + 1,
            primary=Jobs.is_free(employment.person_id, on, end),
            valid_from=on,
            valid_until=end,
            reason=reason,
            why=why,
            **clean,
        )
    )
    announce(Jobs.follow(row, on, {**clean, "primary": row.primary}))
    trail.record(by, "people.assignment.added", row, about=row.person_id, reason=why, on=on)
    return row


@transaction.atomic
def make_primary(assignment_uid: UUID, *, on: date, why: str = "", by: Actor) -> Assignment:
    """Let this job be the one that counts, from a day on: its manager, its unit, its place."""
    row = ROWS.fetch(assignment_uid, by, None, {})
    held = ROWS.on(row, on)
    if held is None:
        raise acts.NothingHolds(day=date_format(on))
    if held.primary:
        raise PrimaryAlready
    Jobs.make_primary(held, on)
    announce(Jobs.follow(held, on, {"primary": True}))
    trail.record(by, "people.assignment.made_primary", held, about=held.person_id, reason=why, on=on)
    main: Assignment = Assignment.objects.as_of(on).get(employment_id=row.employment_id, line=row.line)
    return main
