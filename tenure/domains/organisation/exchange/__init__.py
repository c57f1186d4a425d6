"""What of the organisation can be imported."""

from tenure.foundation.exchange import lookup, sheets, targets

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
