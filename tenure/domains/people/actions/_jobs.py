"""Assignments as rows: what a seat brings along, which one is primary, and the checks they share."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from django.db.models import Q
from django.utils.translation import gettext as __

from tenure.domains.organisation.models import Position, PositionTerm
from tenure.foundation.effective import acts
from tenure.foundation.events import announce

from ..events import AssignmentChanged, ManagersChanged
from ..models import Assignment
from ..rules import checks as rules
from ._checks import Check
from ._dated import Dated
from ._lines import Lines

MOVES: Final = frozenset({"manager", "position", "primary"})
FROM_SEAT: Final = ("title", "job", "level", "unit", "place", "cost_centre")
ROWS: Final = Dated(Assignment, "people.edit", closed=("primary",))


class Jobs:
    """What the verbs about assignments share."""

    @staticmethod
    def clean(
        facts: Mapping[str, object], *, on: date, person_id: int, held: Assignment | None = None
    ) -> dict[str, object]:
        """Turn what was given into facts; a new seat brings along what is not said otherwise."""
        clean = ROWS.clean(facts)
        errors: dict[str, str] = {}
        if "fte" in clean and not rules.is_fte(clean["fte"]):  # type: ignore[arg-type]
            errors["fte"] = __("A share of full time lies between 0 and 2.")
        if getattr(clean.get("manager"), "pk", None) == person_id:
            errors["manager"] = __("Nobody is their own manager.")
        Check.refuse(errors)
        seat = clean.get("position")
        is_new = isinstance(seat, Position) and (held is None or held.position_id != seat.pk)
        return {**_brought(seat, on), **clean} if is_new else clean

    @staticmethod
    def is_free(person_id: int, start: date, end: date | None) -> bool:
        """Say whether the person has no primary job on any of these days."""
        return (
            not Assignment.objects.overlapping(start, end).filter(person_id=person_id, primary=True).exists()
        )

    @staticmethod
    def make_primary(row: Assignment, on: date) -> None:
        """Let a job be the primary one from a day on, and all others not."""
        mine = Q(employment_id=row.employment_id, line=row.line)
        everything = Assignment.objects.filter(person_id=row.person_id)
        for one in everything.overlapping(on, None).exclude(mine).filter(primary=True).in_order():
            _set_primary(one, on, primary=False)
        for one in everything.overlapping(on, None).filter(mine, primary=False).in_order():
            _set_primary(one, on, primary=True)

    @staticmethod
    def promote(person_id: int, on: date) -> None:
        """When the primary job is over, let the one that has run longest take its place."""
        running = Assignment.objects.as_of(on).filter(person_id=person_id)
        if not running.filter(primary=True).exists() and (next_one := running.in_order().first()):
            Jobs.make_primary(next_one, on)

    @staticmethod
    def follow(row: Assignment, on: date, fields: Mapping[str, object]) -> AssignmentChanged:
        """Bring the reporting lines in step, and say what happened."""
        if MOVES & set(fields) and Lines.refresh([row.person_id]):
            announce(ManagersChanged(person_ids=(row.person_id,)))
        return AssignmentChanged(
            person_id=row.person_id, employment_id=row.employment_id, on=on, fields=tuple(sorted(fields))
        )


def _brought(position: object, on: date) -> dict[str, object]:
    if not isinstance(position, Position):
        return {}
    term = PositionTerm.objects.as_of(on).filter(position=position).first()
    if term is None:
        Check.refuse({"position": __("This seat does not exist on that day.")})
        return {}
    return {name: value for name in FROM_SEAT if (value := getattr(term, name)) not in (None, "")}


def _set_primary(row: Assignment, on: date, *, primary: bool) -> None:
    row.refresh_from_db()
    if row.primary != primary:
        acts.change_from(row, max(on, row.valid_from), primary=primary)
