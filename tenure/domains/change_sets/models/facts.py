"""Facts of lines as they are kept, by identifier, and as the verbs take them, as rows."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from django.db.models import Model

from tenure.domains.organisation.models import (
    CostCentre,
    Job,
    LegalEntity,
    Level,
    Place,
    Position,
    Unit,
    UnitTerm,
)
from tenure.domains.people.models import Assignment, Person

from ..rules import JOB, NEW, UNIT
from .sets import Line

RELATED: Final[Mapping[str, type[Model]]] = {
    "unit": Unit,
    "parent": Unit,
    "place": Place,
    "manager": Person,
    "position": Position,
    "job": Job,
    "level": Level,
    "cost_centre": CostCentre,
    "legal_entity": LegalEntity,
}
Kept = dict[str, str | None]


def kept(facts: Mapping[str, Any]) -> Kept:
    """Write facts as they are kept."""
    return {name: _kept(value) for name, value in facts.items()}


def _kept(value: Any) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(value, Model):
        return str(value.uid)  # type: ignore[attr-defined]
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


def jobs_on(people: Iterable[int], day: date) -> dict[int, Assignment]:
    """Give the main job of each of these people on a day, with what it points to."""
    rows = Assignment.objects.as_of(day).filter(person__in=list(people), primary=True)
    related = [name for name in JOB if name in RELATED]
    return {row.person_id: row for row in rows.select_related(*related)}


def units_on(units: Iterable[int], day: date) -> dict[int, UnitTerm]:
    """Give the terms of these units on a day, with what they point to."""
    rows = UnitTerm.objects.as_of(day).filter(unit__in=list(units))
    return {row.unit_id: row for row in rows.select_related("parent", "legal_entity", "cost_centre")}


def said(row: Assignment | UnitTerm | None) -> Kept:
    """Give what a row says, as it is kept."""
    if row is None:
        return {}
    names = JOB if isinstance(row, Assignment) else UNIT
    return kept({name: getattr(row, name) for name in names})


class Rows:
    """The rows that kept facts point to, read in one query for each kind."""

    def __init__(self, lines: Iterable[Line]) -> None:
        wanted: dict[type[Model], set[UUID]] = {}
        for line in lines:
            for name, value in line.facts.items():
                if name in RELATED and value and not value.startswith(NEW):
                    wanted.setdefault(RELATED[name], set()).add(UUID(value))
        self.found = {
            model: {row.uid: row for row in model._default_manager.filter(uid__in=uids)}  # type: ignore[attr-defined]
            for model, uids in wanted.items()
        }

    def facts(self, facts: Mapping[str, str | None]) -> dict[str, Any]:
        """Give facts as the verbs take them; a row that is gone raises ``DoesNotExist``."""
        return {name: self._value(name, value) for name, value in facts.items()}

    def _value(self, name: str, value: str | None) -> Any:
        if name not in RELATED:
            return "" if value is None else Decimal(value) if name == "fte" else value
        if value is None:
            return None
        if value.startswith(NEW):
            return Unit.objects.get(code=value.removeprefix(NEW))
        row = self.found.get(RELATED[name], {}).get(UUID(value))
        if row is None:
            raise Unit.DoesNotExist
        return row
