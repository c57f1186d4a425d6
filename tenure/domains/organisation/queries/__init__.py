"""What there is to be seen of the organisation."""

from .lives import REASONS, Life, LifeRow, life
from .places import Calendar, Holiday, holiday_calendar
from .positions import SeatSheet, seat_sheet, seats_on
from .previews import preview
from .rights import rights_over
from .units import VIEW, UnitNode, UnitSheet, name_of, unit_names, unit_sheet, unit_tree, units_on

__all__ = [
    "REASONS",
    "VIEW",
    "Calendar",
    "Holiday",
    "Life",
    "LifeRow",
    "SeatSheet",
    "UnitNode",
    "UnitSheet",
    "holiday_calendar",
    "life",
    "name_of",
    "preview",
    "rights_over",
    "seat_sheet",
    "seats_on",
    "unit_names",
    "unit_sheet",
    "unit_tree",
    "units_on",
]
