"""The life of a unit or a seat: its rows past, current and planned."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from tenure.foundation.access import Actor
from tenure.foundation.effective.models import Effective

from .. import rules
from ..scopes import told_end

REASONS: Final[list[tuple[str, Any]]] = [
    ("reorganisation", _("Reorganisation")),
    ("growth", _("Growth")),
    ("reduction", _("Reduction")),
    ("rename", _("New name")),
    ("transfer", _("Transfer of business")),
    ("error", _("Error in the record")),
    ("other", _("Other")),
]


@dataclass(frozen=True)
class LifeRow:
    """One row of a life, as a person reads it; ``until`` is its last day, if that may be known."""

    uid: UUID
    title: str
    start: date
    until: date | None
    state: str
    reason: str
    text: str


@dataclass(frozen=True)
class Life:
    """All rows, newest first, and what a form that was opened on them remembers."""

    rows: list[LifeRow]
    version: int


def life(by: Actor, rows: Iterable[Effective]) -> Life:
    """Tell the life of one owner from its rows, which ``knowing`` has marked."""
    own = sorted(rows, key=lambda row: row.valid_from, reverse=True)
    return Life([_row(by, row) for row in own], rules.life((row.pk, row.version) for row in own))


def _row(by: Actor, row: Effective) -> LifeRow:
    state = "future" if row.valid_from > by.today else "current" if row.holds_on(by.today) else "past"
    ends = row.last_day if told_end(row) else None
    if row.valid_until and ends is None:  # the end is not announced, nor is why
        return LifeRow(row.uid, str(row), row.valid_from, None, state, "", "")
    reason = getattr(row, "reason", "")
    words = str(dict(REASONS).get(reason, reason))
    return LifeRow(row.uid, str(row), row.valid_from, ends, state, words, getattr(row, "why", ""))
