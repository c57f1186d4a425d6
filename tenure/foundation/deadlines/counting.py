"""Counts from a day: pure calculation over "why is this day off".

Day 0, the day on which something happened, is never counted.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol

DAY = timedelta(days=1)


class DaysOff(Protocol):
    """Whatever knows which days are not worked, and why."""

    def why_off(self, day: date) -> str: ...


class Counting(StrEnum):
    """How the days of a period are counted."""

    CALENDAR = "calendar"
    WORKING = "working"


class Roll(StrEnum):
    """What happens to a period of calendar days that ends on a day off."""

    STAYS = "stays"
    NEXT = "next"
    BEFORE = "before"


@dataclass(frozen=True)
class Skipped:
    """A day that was passed over, and why."""

    day: date
    why: str


@dataclass(frozen=True)
class Counted:
    """The day that was counted to, from which, and over which days off."""

    start: date
    due: date
    skipped: tuple[Skipped, ...]


def deadline(
    day0: date,
    days: int,
    calendar: DaysOff,
    *,
    counting: Counting = Counting.CALENDAR,
    roll: Roll = Roll.STAYS,
) -> Counted:
    """Give the last day of a period of so many days after ``day0`` (before it, if negative)."""
    if counting is Counting.WORKING:
        return add_working_days(day0, days, calendar)
    end, skipped = _rolled(day0 + days * DAY, calendar, roll)
    return Counted(day0, end, skipped)


def add_working_days(day0: date, days: int, calendar: DaysOff) -> Counted:
    """Count working days forward, or back if negative; of 0 days, the day itself or the next working day."""
    if days == 0:
        end, skipped = _rolled(day0, calendar, Roll.NEXT)
        return Counted(day0, end, skipped)
    step, left, day = (DAY if days > 0 else -DAY), abs(days), day0
    passed: list[Skipped] = []
    while left:
        day += step
        if why := calendar.why_off(day):
            passed.append(Skipped(day, why))
        else:
            left -= 1
    return Counted(day0, day, tuple(passed))


def working_days(start: date, until: date, calendar: DaysOff) -> int:
    """Count the working days of a half-open period: ``start`` counts, ``until`` does not."""
    days = ((start + n * DAY) for n in range((until - start).days))
    return sum(1 for day in days if not calendar.why_off(day))


def _rolled(day: date, calendar: DaysOff, roll: Roll) -> tuple[date, tuple[Skipped, ...]]:
    passed: list[Skipped] = []
    step = -DAY if roll is Roll.BEFORE else DAY
    while roll is not Roll.STAYS and (why := calendar.why_off(day)):
        passed.append(Skipped(day, why))
        day += step
    return day, tuple(passed)
