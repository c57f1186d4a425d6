"""The three acts on dated rows, as pure calculation: rows in, rows out.

*Change*: something happened on a day. *Correct*: the record was wrong. *Rescind*: it never
happened. A change and a correction reach forward field by field, through the later rows that
merely carried the old value, up to the row that itself changed that field.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

Facts = Mapping[str, Any]


@dataclass(frozen=True)
class Span:
    """One dated row: ``key`` is ``None`` for a row that is yet to be made."""

    start: date
    end: date | None
    facts: Facts
    key: int | None = None

    def covers(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day < self.end)

    def joins(self, later: "Span") -> bool:
        return self.end == later.start


@dataclass(frozen=True)
class Outcome:
    """The rows of one owner after an act, and the keys that are gone."""

    rows: tuple[Span, ...]
    gone: tuple[int, ...] = ()
    reached: tuple[int, ...] = field(default=())


class NoRowThatDay(ValueError):
    """No row holds on the day of the change."""


def change(rows: Sequence[Span], day: date, new: Facts) -> Outcome:
    """Split the row that holds on ``day`` and carry the new values forward."""
    at = next((i for i, row in enumerate(rows) if row.covers(day)), None)
    if at is None:
        raise NoRowThatDay(day)
    old = rows[at]
    if old.start == day:
        return correct(rows, at, new)
    before, after = replace(old, end=day), replace(old, start=day, facts={**old.facts, **new}, key=None)
    later, reached = _carry(rows[at + 1 :], after, old.facts, new)
    return Outcome((*rows[:at], before, after, *later), reached=reached)


def correct(rows: Sequence[Span], at: int, new: Facts) -> Outcome:
    """Put right the row at a place and the later rows that carried its wrong values."""
    old = rows[at]
    right = replace(old, facts={**old.facts, **new})
    later, reached = _carry(rows[at + 1 :], right, old.facts, new)
    return Outcome((*rows[:at], right, *later), reached=reached)


def rescind(rows: Sequence[Span], at: int) -> Outcome:
    """Take out the row at a place; the row before it, if it joins, goes on in its stead."""
    old = rows[at]
    gone = (old.key,) if old.key is not None else ()
    if at == 0 or not rows[at - 1].joins(old):
        return Outcome((*rows[:at], *rows[at + 1 :]), gone)
    longer = replace(rows[at - 1], end=old.end)
    undone = {k: longer.facts[k] for k in old.facts if longer.facts[k] != old.facts[k]}
    later, reached = _carry(rows[at + 1 :], longer, old.facts, undone)
    return Outcome((*rows[: at - 1], longer, *later), gone, reached)


def _carry(
    later: Sequence[Span], last: Span, old: Facts, new: Facts
) -> tuple[tuple[Span, ...], tuple[int, ...]]:
    open_fields = {k: v for k, v in new.items() if old.get(k) != v}
    out: list[Span] = []
    reached: list[int] = []
    for row in later:
        if not last.joins(row):
            open_fields = {}
        open_fields = {k: v for k, v in open_fields.items() if row.facts[k] == old[k]}
        last = row
        if open_fields and row.key is not None:
            reached.append(row.key)
        out.append(replace(row, facts={**row.facts, **open_fields}) if open_fields else row)
    return tuple(out), tuple(reached)
