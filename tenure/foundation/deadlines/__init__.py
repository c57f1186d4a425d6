"""Counts days as people and laws do, and says which days were skipped and why."""

from .calendars import Calendar, calendar_for
from .counting import Counted, Counting, Roll, add_working_days, deadline, working_days

__all__ = [
    "Calendar",
    "Counted",
    "Counting",
    "Roll",
    "add_working_days",
    "calendar_for",
    "deadline",
    "working_days",
]
