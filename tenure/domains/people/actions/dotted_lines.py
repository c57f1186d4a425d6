"""Second managers beside the one of the reporting line."""

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as __

from tenure.foundation.access import Actor
from tenure.foundation.audit import trail
from tenure.foundation.effective import acts

from ..models import DottedLine, Person
from ._checks import Check, Fetch, NotValid


@transaction.atomic
def add_dotted_line(
    person_uid: UUID,
    *,
    manager: Person | int,
    on: date,
    last_day: date | None = None,
    kind: str = "functional",
    by: Actor,
) -> DottedLine:
    """Give somebody a second manager from a day on; it opens no rights."""
    person = Fetch.person(person_uid, "people.edit", by)
    clean = Check.facts(DottedLine, {"manager": manager, "kind": kind}, frozenset({"manager", "kind"}))
    if getattr(clean["manager"], "pk", None) == person.pk:
        raise NotValid(errors={"manager": __("Nobody is their own manager.")})
    end = last_day and last_day + timedelta(days=1)
    line = acts.begin(DottedLine(person=person, valid_from=on, valid_until=end, **clean))
    trail.record(by, "people.dotted_line.added", line, about=[person.pk, line.manager_id], on=on)
    return line


@transaction.atomic
def end_dotted_line(line_uid: UUID, *, last_day: date, by: Actor) -> DottedLine:
    """Let a dotted line end after a day."""
    line = Fetch.dated(DottedLine, line_uid, "people.edit", by)
    acts.move(line, line.valid_from, last_day + timedelta(days=1))
    trail.record(by, "people.dotted_line.ended", line, about=line.person_id, on=last_day)
    return line


@transaction.atomic
def rescind_dotted_line(line_uid: UUID, *, why: str = "", by: Actor) -> None:
    """Take back a dotted line that never was."""
    line = Fetch.dated(DottedLine, line_uid, "people.edit", by)
    trail.record(by, "people.dotted_line.rescinded", line, about=line.person_id, reason=why)
    acts.rescind(line)
