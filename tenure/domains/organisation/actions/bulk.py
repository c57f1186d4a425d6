"""Many rows of the organisation at once: the writing half of an import."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from tenure.foundation.access import Actor, require
from tenure.foundation.audit import trail
from tenure.foundation.events import announce
from tenure.foundation.exchange import loading
from tenure.foundation.exchange.differences import Differences
from tenure.foundation.exchange.loading import Progress, Written

from ..events import SeatsMoved, UnitsMoved
from ..models import PositionTerm, UnitTerm
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
