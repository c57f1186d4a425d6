"""What there is to be seen of the organisation."""

from .lives import REASONS, Life, LifeRow, life
from .places import Calendar, Holiday, holiday_calendar
from .positions import SeatSheet, seat_sheet, seats_on
from .units import PLAN, VIEW, UnitNode, UnitSheet, seen_day, unit_names, unit_sheet, unit_tree, units_on

__all__ = [
    "PLAN",
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
    "seat_sheet",
    "seats_on",
    "seen_day",
    "unit_names",
    "unit_sheet",
    "unit_tree",
    "units_on",
]
