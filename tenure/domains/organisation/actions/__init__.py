"""The verbs that change the organisation."""

from ._checks import CodeTaken, NothingChanges, NotValid
from ._dated import GoesOn, LastOne, NeverBegan
from ._lines import UnitInItself
from ._occupants import Census, Occupants
from ._rings import SeatUnderItself
from .entities import create_cost_centre, create_legal_entity, edit_cost_centre, edit_legal_entity
from .jobs import (
    FamilyInItself,
    create_job,
    create_job_family,
    create_level,
    edit_job,
    edit_job_family,
    edit_level,
)
from .places import (
    DayTaken,
    add_place_day,
    create_place,
    create_work_pattern,
    edit_place,
    edit_work_pattern,
    remove_place_day,
)
from .positions import (
    SeatHeld,
    SeatInUse,
    change_position,
    close_position,
    correct_position,
    create_position,
    freeze_position,
    rescind_position,
    set_position_pay,
    thaw_position,
)
from .units import (
    NoSeatThatDay,
    UnitInUse,
    appoint_head,
    change_unit,
    close_unit,
    correct_unit,
    create_unit,
    rescind_unit,
)

__all__ = [
    "Census",
    "CodeTaken",
    "DayTaken",
    "FamilyInItself",
    "GoesOn",
    "LastOne",
    "NeverBegan",
    "NoSeatThatDay",
    "NotValid",
    "NothingChanges",
    "Occupants",
    "SeatHeld",
    "SeatInUse",
    "SeatUnderItself",
    "UnitInItself",
    "UnitInUse",
    "add_place_day",
    "appoint_head",
    "change_position",
    "change_unit",
    "close_position",
    "close_unit",
    "correct_position",
    "correct_unit",
    "create_cost_centre",
    "create_job",
    "create_job_family",
    "create_legal_entity",
    "create_level",
    "create_place",
    "create_position",
    "create_unit",
    "create_work_pattern",
    "edit_cost_centre",
    "edit_job",
    "edit_job_family",
    "edit_legal_entity",
    "edit_level",
    "edit_place",
    "edit_work_pattern",
    "freeze_position",
    "remove_place_day",
    "rescind_position",
    "rescind_unit",
    "set_position_pay",
    "thaw_position",
]
