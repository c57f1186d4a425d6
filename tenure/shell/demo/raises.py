"""What invented people are paid, and how it rose."""

from datetime import date
from random import Random

from . import company
from .careers import Career, Raise
from .seats import WORKS

REVIEW_MONTH = 4


def of(one: Career, today: date, random: Random) -> list[Raise]:
    """Work out the pay of a career: a start, a review each April, more for promotions, less for fewer hours."""
    until = min(one.left or today, today)
    factor = company.PAY_FACTOR[one.country]
    years = max((until - one.hired).days // 365, 0)
    start = WORKS[one.steps[0].work].pay * factor * random.uniform(0.88, 1.08) * 0.975 ** min(years, 8)
    found = [Raise(one.hired, rounded(start), "")]
    for day, reason, share in _occasions(one, until):
        found.append(Raise(day, rounded(found[-1].amount * _up(reason, share, random)), reason))
    return found


def rounded(amount: float) -> int:
    """Round to whole hundreds."""
    return int(amount / 100 + 0.5) * 100


def _up(reason: str, share: float, random: Random) -> float:
    if reason == "promotion":
        return random.uniform(1.09, 1.14)
    return share if reason == "hours" else random.uniform(1.015, 1.045)


def _occasions(one: Career, until: date) -> list[tuple[date, str, float]]:
    """Give the days on which pay changed, why, and by what share where hours changed."""
    days = {date(year, REVIEW_MONTH, 1): ("merit", 1.0) for year in range(one.hired.year + 1, until.year + 1)}
    for before, step in zip(one.steps, one.steps[1:], strict=False):
        if step.reason in ("promotion", "hours"):
            days[step.day] = (step.reason, float(step.fte) / float(before.fte))
    return [(day, *days[day]) for day in sorted(days) if one.hired < day < until]
