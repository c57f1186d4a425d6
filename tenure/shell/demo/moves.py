"""Lets some invented people move inside the company, so that seats and managers have a history."""

from dataclasses import replace
from datetime import date, timedelta

from .careers import Career, Step
from .cast import CAST
from .seats import Seat

# From which job to which: a step up into a lead's seat, or across to another department.
WAYS = (
    ("FWE-S", "ENM", "promotion"),
    ("HWE-S", "ENM", "promotion"),
    ("SWE-S", "ENM", "promotion"),
    ("QAE-S", "ENM", "promotion"),
    ("TEC-S", "OPM", "promotion"),
    ("AE-S", "COM-M", "promotion"),
    ("CSE-S", "COM-M", "promotion"),
    ("ACC", "COR-M", "promotion"),
    ("CSE", "AE", "transfer"),
    ("AE", "MKS", "transfer"),
    ("TEC", "BUY", "transfer"),
    ("QAE", "FWE", "transfer"),
    ("HWE", "SWE", "transfer"),
    ("SWE", "CSE", "transfer"),
    ("TEC-S", "HWE", "transfer"),
    ("ACC", "PAY", "transfer"),
)
TIMES = 2


def let_move(found: list[Career], today: date) -> None:
    """Fill some seats that changed hands with colleagues; those hired then take the colleagues' seats."""
    holders = {one.last_seat.code: one for one in found if one.left is None}
    moved: set[str] = set()
    for start, aim, reason in WAYS:
        for new in _newcomers(found, aim, moved)[:TIMES]:
            colleague = next((c for c in holders.values() if _may_move(c, new, start, moved, today)), None)
            if colleague:
                moved |= {colleague.last_seat.code, new.last_seat.code}
                _swap(colleague, new, reason)


def _newcomers(found: list[Career], work: str, moved: set[str]) -> list[Career]:
    """Give those who took over a seat of a job from somebody."""
    left = {one.last_seat.code for one in found if one.left}
    return [
        one
        for one in found
        if one.left is None
        and one.last_seat.work == work
        and one.last_seat.code in left - moved
        and len(one.steps) == 1
    ]


def _may_move(one: Career, new: Career, work: str, moved: set[str], today: date) -> bool:
    day, seat = new.hired, one.last_seat
    return (
        seat.work == work
        and seat.code not in {*moved, *CAST}
        and seat.entity == new.last_seat.entity
        and seat.is_lead is False
        and (not new.last_seat.is_lead or seat.unit == new.last_seat.unit)
        and one.hired < day - timedelta(days=500)
        and one.steps[-1].day < day - timedelta(days=200)
        and new.hired < today - timedelta(days=60)
    )


def _swap(colleague: Career, new: Career, reason: str) -> None:
    seat, free = new.last_seat, colleague.last_seat
    colleague.steps.append(
        replace(colleague.steps[-1], day=new.hired, seat=seat, work=seat.work, reason=reason)
    )
    new.hired = _later(new.hired)
    new.born = _older(new, free)
    new.steps = [Step(new.hired, free, free.work)]


def _later(day: date) -> date:
    """Give a Monday some weeks on: the free seat is filled after a while."""
    after = day + timedelta(days=35)
    return after + timedelta(days=(7 - after.weekday()) % 7)


def _older(new: Career, seat: Seat) -> date:
    """Keep the age of whoever was to lead within that of a team."""
    return new.born + timedelta(days=365 * 8) if new.last_seat.is_lead and not seat.is_lead else new.born
