"""Dated and undated records as pages show them: rows with facts in words, past, current, future."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final, Literal
from uuid import UUID

from django.db.models import BooleanField, DateField, DecimalField, Field, Model
from django.utils.translation import gettext as _

from tenure.domains.organisation.models import Position, PositionTerm, Unit, UnitTerm
from tenure.foundation.effective.models import Effective
from tenure.foundation.ui.filters import date as words_of_day, number

State = Literal["past", "current", "future"]


@dataclass(frozen=True)
class Fact:
    """One field of a row: its value, and the value in words."""

    name: str
    label: str
    value: Any
    text: str


@dataclass(frozen=True)
class Row:
    """One row as it is shown; ``changed`` names the facts that differ from the row before."""

    pk: int
    uid: UUID
    version: int
    facts: tuple[Fact, ...]
    valid_from: date | None = None
    last_day: date | None = None
    state: State = "current"
    changed: frozenset[str] = frozenset()
    reason: str = ""
    why: str = ""
    line: int = 1

    def __getitem__(self, name: str) -> Any:
        """Give the text of a fact by its name."""
        return next((one.text for one in self.facts if one.name == name), "")


@dataclass(frozen=True)
class Section:
    """One part of a profile: its rows, newest first, and whether the viewer may change it."""

    code: str
    label: str
    permission: str
    dated: bool
    may_edit: bool
    rows: tuple[Row, ...] = field(default_factory=tuple)

    @property
    def current(self) -> tuple[Row, ...]:
        """Rows that hold on the day."""
        return tuple(row for row in self.rows if row.state == "current")

    @property
    def past(self) -> tuple[Row, ...]:
        """Rows before the day."""
        return tuple(row for row in self.rows if row.state == "past")

    @property
    def future(self) -> tuple[Row, ...]:
        """Rows after the day."""
        return tuple(row for row in self.rows if row.state == "future")


@dataclass(frozen=True)
class Told:
    """How rows are told: the fields with their labels, the day, and from when on ends are not known.

    Units and seats are called what they are called on ``named_on``: later names may not be announced.
    """

    labels: Mapping[str, Any]
    day: date
    ends_known_until: date | None
    named_on: date

    def rows(self, found: Iterable[Any]) -> tuple[Row, ...]:
        """Tell rows, the newest first."""
        rows = list(found)
        names = Names(self.named_on).of(rows, self.labels)
        told = [self._row(row, names) for row in rows]
        return tuple(reversed(_compared(told, rows)))

    def _row(self, row: Any, names: Mapping[tuple[type[Model], int], str]) -> Row:
        facts = tuple(
            Fact(name, str(label), getattr(row, name), in_words(row, name, names))
            for name, label in self.labels.items()
        )
        more = self._when(row) if isinstance(row, Effective) else {}
        for name in ("reason", "why", "line"):
            if hasattr(row, name):
                more[name] = getattr(row, name)
        return Row(row.pk, row.uid, row.version, facts, **more)

    def _when(self, row: Effective) -> dict[str, Any]:
        end, known = row.valid_until, self.ends_known_until
        if end is not None and known is not None and end > known:
            end = None
        last = end - timedelta(days=1) if end else None
        return {
            "valid_from": row.valid_from,
            "last_day": last,
            "state": _state(row.valid_from, end, self.day),
        }


def _state(start: date, end: date | None, day: date) -> State:
    if start > day:
        return "future"
    return "past" if end is not None and end <= day else "current"


def _compared(told: Sequence[Row], rows: Sequence[Any]) -> list[Row]:
    """Mark in each row what differs from the row before it of the same owner."""
    last: dict[Any, Row] = {}
    out: list[Row] = []
    for one, row in zip(told, rows, strict=True):
        owner = tuple(getattr(row, row._meta.get_field(name).attname) for name in getattr(row, "owners", ()))
        before = last.get(owner)
        if before is not None:
            pairs = zip(one.facts, before.facts, strict=True)
            one = Row(**{**vars(one), "changed": frozenset(a.name for a, b in pairs if a.value != b.value)})  # noqa: PLW2901
        last[owner] = one
        out.append(one)
    return out


class Names:
    """The names that units and seats have on a day, else the last before, else the first to come."""

    def __init__(self, day: date) -> None:
        self.day = day

    def of(self, rows: Iterable[Any], labels: Iterable[str]) -> dict[tuple[type[Model], int], str]:
        """Find the names of all units and seats that the rows point to, in two queries."""
        related = [getattr(row, name) for row in rows for name in labels]
        units = {one.pk for one in related if isinstance(one, Unit)}
        seats = {one.pk for one in related if isinstance(one, Position)}
        return {**self._units(units), **self._seats(seats)}

    def _units(self, keys: set[int]) -> dict[tuple[type[Model], int], str]:
        rows = UnitTerm.objects.filter(unit_id__in=keys).in_order() if keys else ()
        return {
            (Unit, key): name for key, name in self._chosen((r.unit_id, r.valid_from, r.name) for r in rows)
        }

    def _seats(self, keys: set[int]) -> dict[tuple[type[Model], int], str]:
        rows = PositionTerm.objects.filter(position_id__in=keys).in_order() if keys else ()
        found = self._chosen((r.position_id, r.valid_from, r.title) for r in rows)
        return {(Position, key): name for key, name in found}

    def _chosen(self, rows: Iterable[tuple[int, date, str]]) -> Iterable[tuple[int, str]]:
        chosen: dict[int, str] = {}
        for key, start, name in rows:
            if key not in chosen or start <= self.day:
                chosen[key] = name
        return chosen.items()


LISTED: Final = (list, tuple)


def in_words(row: Model, name: str, names: Mapping[tuple[type[Model], int], str]) -> str:
    """Write a field's value for people; an empty one is empty."""
    value = getattr(row, name)
    if value is None or value == "":
        return ""
    if isinstance(value, Model):
        return names.get((type(value), value.pk)) or str(value)
    return _plain(row._meta.get_field(name) if _is_field(row, name) else None, row, name, value)


def _is_field(row: Model, name: str) -> bool:
    return name in {one.name for one in row._meta.get_fields()}


def _plain(column: Any, row: Model, name: str, value: Any) -> str:
    if isinstance(column, Field) and column.choices:
        return str(getattr(row, f"get_{name}_display")())
    if isinstance(column, DateField) and isinstance(value, date):
        return words_of_day(value)
    if isinstance(column, BooleanField):
        return _("Yes") if value else _("No")
    if isinstance(column, DecimalField):
        return number(value.normalize() if value == value.to_integral() else value)
    return ", ".join(map(str, value)) if isinstance(value, LISTED) else str(value)
