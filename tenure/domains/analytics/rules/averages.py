"""The average headcount of a period, by each of the ways in use; all give people, unrounded."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

DAY = timedelta(days=1)


def two_point(opening: int, closing: int) -> Decimal:
    """Average the two ends of the period."""
    return Decimal(opening + closing) / 2


def mean(points: Sequence[int]) -> Decimal | None:
    """Average counts taken at equal distances; nothing to average gives ``None``."""
    return Decimal(sum(points)) / len(points) if points else None


def chronological(points: Sequence[int]) -> Decimal | None:
    """Average by the trapezoid rule: the first and the last count weigh half."""
    if len(points) < 2:
        return None
    halves = Decimal(points[0] + points[-1]) / 2
    return (halves + sum(points[1:-1])) / (len(points) - 1)


def daily_mean(person_days: int, first: date, last: date) -> Decimal:
    """Divide the days that people were here by the days of the period, both ends included."""
    return Decimal(person_days) / ((last - first).days + 1)


def months_between(first: date, last: date) -> list[date]:
    """Give the last days of the months that end in the period."""
    ends: list[date] = []
    day = first.replace(day=1)
    while True:
        day = (day.replace(day=28) + 4 * DAY).replace(day=1)
        if day - DAY > last:
            return ends
        ends.append(day - DAY)
