"""Lays what files say about a time over what is already known of it. Pure calculation.

Where a file says nothing, what is known stays. A boundary that a file draws inside a known row
is kept only if something differs on its two sides; every boundary of known rows stays.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any, Final, NamedTuple

FAR: Final = date.max
Facts = Mapping[str, Any]


class Known(NamedTuple):
    """A row that is there."""

    key: int
    start: date
    end: date | None
    facts: Facts


class Said(NamedTuple):
    """Some facts that a file gives for a time."""

    start: date
    end: date | None
    facts: Facts


@dataclass(frozen=True)
class Stretch:
    """A row as it should be; ``key`` names the known row that it continues."""

    start: date
    end: date | None
    facts: Facts
    key: int | None = None


@dataclass(frozen=True)
class Contradiction(Exception):
    """Two pieces say different things about one field on one day."""

    field: str
    day: date
    one: Any
    other: Any


class _Cell(NamedTuple):
    start: date
    end: date
    known: Known | None
    facts: dict[str, Any]


def overlay(known: Sequence[Known], said: Sequence[Said], blank: Facts) -> list[Stretch]:
    """Give all rows of an owner after the files; ``blank`` are the values of facts nobody gave."""
    known = sorted(known, key=lambda one: one.start)
    rows: list[Stretch] = []
    last: _Cell | None = None
    keys = {one.start: one.key for one in known}
    for cell in _cells(known, said, blank):
        if last is not None and _continues(last, cell):
            rows[-1] = Stretch(rows[-1].start, _end(cell.end), rows[-1].facts, rows[-1].key)
        else:
            rows.append(Stretch(cell.start, _end(cell.end), cell.facts, keys.get(cell.start)))
        last = cell
    return rows


def _cells(known: Sequence[Known], said: Sequence[Said], blank: Facts) -> Iterable[_Cell]:
    """Cut time at every boundary; give each interval in which something is known or said."""
    spans = [(one.start, one.end or FAR) for one in known] + [(one.start, one.end or FAR) for one in said]
    bounds = sorted({day for span in spans for day in span})
    for start, end in pairwise(bounds):
        row = next((one for one in known if one.start <= start < (one.end or FAR)), None)
        pieces = [one.facts for one in said if one.start <= start < (one.end or FAR)]
        if row is not None or pieces:
            base = row.facts if row is not None else blank
            yield _Cell(start, end, row, {**base, **_together(pieces, start)})


def _together(pieces: Sequence[Facts], day: date) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    for piece in pieces:
        for name, value in piece.items():
            if name in facts and facts[name] != value:
                raise Contradiction(name, day, facts[name], value)
            facts[name] = value
    return facts


def _continues(last: _Cell, cell: _Cell) -> bool:
    same_row = last.known is not None and last.known is cell.known
    return same_row and last.end == cell.start and last.facts == cell.facts


def _end(day: date) -> date | None:
    return None if day == FAR else day
