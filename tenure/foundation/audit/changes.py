"""Reads row history back: who changed what, from which value to which, when and why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any, Final
from uuid import UUID

from django.db.models import Model, QuerySet

from .history import PastRow, past_of
from .models import Entry, Kind

OWN_COLUMNS: Final = frozenset({"id", "uid"})


@dataclass(frozen=True)
class FieldChange:
    """One field's value before and after; columns of relations hold keys."""

    name: str
    old: Any
    new: Any


@dataclass(frozen=True)
class Change:
    """One step in the life of a row, with the trail entry that says who and why.

    ``act`` is "insert", "update" or "delete"; ``entry`` is missing only where a row was written
    by something that leaves no trail.
    """

    row_id: int
    act: str
    at: datetime
    fields: tuple[FieldChange, ...]
    values: dict[str, Any]
    entry: Entry | None


def of(row: Model) -> list[Change]:
    """Give the changes of one row, the oldest first."""
    return of_rows(type(row), pgh_obj_id=row.pk)


def of_rows(model: type[Model], **where: Any) -> list[Change]:
    """Give the changes of all rows, deleted ones included, that match: ``employment_id=5``."""
    states = past_of(model)._default_manager.filter(**where).order_by("pgh_obj_id", "pgh_id")
    entries = _entries({state.pgh_run for state in states})
    by_row = groupby(states, key=lambda state: state.pgh_obj_id)
    changes = [one for _, life in by_row for one in _life(model, list(life), entries)]
    return sorted(changes, key=lambda change: change.at)


def _life(
    model: type[Model], states: Sequence[PastRow], entries: dict[UUID, list[Entry]]
) -> Iterable[Change]:
    before: dict[str, Any] = {}
    for state in states:
        values = _values(state)
        after = {} if state.pgh_label == "delete" else values
        yield Change(
            row_id=state.pgh_obj_id,
            act=state.pgh_label,
            at=state.pgh_created_at,
            fields=_differences(before, after),
            values=values,
            entry=_entry_of(model, state, entries.get(state.pgh_run, [])),
        )
        before = after


def _values(state: PastRow) -> dict[str, Any]:
    fields = (f for f in state._meta.concrete_fields if not f.name.startswith("pgh_"))
    return {f.attname: getattr(state, f.attname) for f in fields}


def _differences(before: dict[str, Any], after: dict[str, Any]) -> tuple[FieldChange, ...]:
    names = [name for name in {**before, **after} if name not in OWN_COLUMNS]
    pairs = ((name, before.get(name), after.get(name)) for name in names)
    return tuple(FieldChange(name, old, new) for name, old, new in pairs if old != new)


def _entries(runs: set[UUID]) -> dict[UUID, list[Entry]]:
    found: QuerySet[Entry] = Entry.objects.filter(run__in=runs, kind=Kind.ACT).order_by("pk")
    return {run: [e for e in found if e.run == run] for run in runs}


def _entry_of(model: type[Model], state: PastRow, entries: Sequence[Entry]) -> Entry | None:
    """Choose among the entries of a run: those on this very row first, then the first written later."""
    label = model._meta.label_lower
    mine = [e for e in entries if e.subject_type == label and e.subject_id == state.pgh_obj_id]
    candidates = mine or entries
    later = (e for e in candidates if e.at >= state.pgh_created_at)
    return next(later, candidates[-1] if candidates else None)
