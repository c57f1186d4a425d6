"""Many rows of the organisation at once: the writing half of an import."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Model

from tenure.foundation.access import Actor, require
from tenure.foundation.audit import trail
from tenure.foundation.audit.history import past_of
from tenure.foundation.events import announce
from tenure.foundation.exchange import loading
from tenure.foundation.exchange.differences import Differences
from tenure.foundation.exchange.loading import Progress, Written
from tenure.foundation.runs.registry import Touched

from ..events import SeatsMoved, UnitsMoved
from ..models import Position, PositionTerm, Unit, UnitTerm
from ._checks import EDIT
from ._dated import Tree
from ._lines import UnitLines


@transaction.atomic
def load_structure(
    found: Differences,
    *,
    by: Actor,
    told: Mapping[str, Any] | None = None,
    progress: Progress = lambda _count: None,
) -> Written:
    """Write what a run changes of the organisation, then derive the chains of units once.

    Without ``told`` the caller, whose run this is a part of, leaves the line in the trail.
    """
    if found.writes:
        require(by, EDIT)
    Tree.hold("units")
    loading.check_rows_there(found, by)
    written = loading.write(found, progress=progress)
    _after(written)
    loading.check_reach(found, written, by)
    if told is not None:
        trail.record(by, "organisation.structure.loaded", **told)
    return written


def _after(written: Written) -> None:
    units = UnitTerm.objects.filter(pk__in=written.get("unit_term", ())).values_list("unit_id", flat=True)
    moved = sorted(set(units))
    if moved:
        UnitLines.rebuild(moved)
        announce(UnitsMoved(unit_ids=tuple(moved)))
    terms = PositionTerm.objects.filter(pk__in=written.get("position_term", ()))
    seats = sorted(set(terms.values_list("position_id", flat=True)))
    if seats:
        announce(SeatsMoved(position_ids=tuple(seats)))


def hold() -> None:
    """Let nobody else move units until this transaction ends."""
    Tree.hold("units")


def follow_back(touched: Touched, by: Actor) -> None:  # noqa: ARG001 — what follows is derived, not done
    """Derive the chains of units again after a run was taken back, and say which units and seats moved."""
    units = _owners(UnitTerm, "unit_id", touched) | touched.get(Unit, frozenset())
    if units:
        there = set(Unit.objects.filter(pk__in=units).values_list("pk", flat=True))
        UnitLines.rebuild(units)
        announce(UnitsMoved(unit_ids=tuple(sorted(there))))
    seats = _owners(PositionTerm, "position_id", touched)
    there = set(Position.objects.filter(pk__in=seats).values_list("pk", flat=True))
    if there:
        announce(SeatsMoved(position_ids=tuple(sorted(there))))


def _owners(model: type[Model], column: str, touched: Touched) -> set[int]:
    """Give whose the touched rows are or were; those taken out stand in row history only."""
    keys = list(touched.get(model, ()))
    past: Any = past_of(model)._default_manager
    return set(past.filter(pgh_obj_id__in=keys).values_list(column, flat=True)) if keys else set()
