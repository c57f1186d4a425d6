"""What of the organisation can be imported."""

from tenure.foundation.exchange import lookup, sheets, targets
from tenure.foundation.runs import registry as runs

from ..actions import bulk
from ..models import PositionTerm, UnitHead, UnitLine, UnitTerm
from . import making, names, seat_sheets, shared_sheets, unit_sheets
from .rows import TARGETS

targets.register(*TARGETS)
sheets.declare(*shared_sheets.SHEETS, *unit_sheets.SHEETS, *seat_sheets.SHEETS)
sheets.settle_with(seat_sheets.settle_reports, order=10)
sheets.settle_with(seat_sheets.settle_shared, order=12)
sheets.settle_with(unit_sheets.settle_paths, order=14)
for what, read in names.NAMES.items():
    lookup.names_of(what, read)
for what, maker in making.MAKERS.items():
    lookup.made_by(what, maker)
runs.hold_first(bulk.hold)
runs.follow(bulk.follow_back, order=10)
runs.derived(UnitLine)
runs.called(UnitTerm, lambda row: f"{row.name} ({row.unit})")
runs.called(PositionTerm, lambda row: f"{row.title} ({row.position})")
runs.called(UnitHead, lambda row: str(row.unit))
