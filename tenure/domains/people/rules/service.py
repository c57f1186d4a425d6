"""Service across breaks: from which day somebody counts as having been here, and why.

A break of up to so many months is bridged: the service date stays. After a longer one the days
served before either count, so that the service date lies that many days before the new first day,
or they do not, and service begins anew. A date written on a contract goes before the calculation.
"""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, NamedTuple

BEGAN, BRIDGED, ADDED, ANEW, STATED = "began", "bridged", "added", "anew", "stated"
MONTHS: Final = 12


class Stint(NamedTuple):
    """One contract: from its first day up to, and not on, its end; ``stated`` is a date agreed in it."""

    start: date
    end: date | None = None
    stated: date | None = None


@dataclass(frozen=True)
class Bridging:
    """What an employer promises to those who come back."""

    months: int = MONTHS
    counts_prior: bool = True


@dataclass(frozen=True)
class Step:
    """One line of the explanation: what happened on a day, and the service date from then on.

    ``away`` are the days of the break before it, ``prior`` the days served before it.
    """

    what: str
    on: date
    service_date: date
    away: int = 0
    prior: int = 0


@dataclass(frozen=True)
class Service:
    """The first day ever, the service date after all breaks, and how it came about."""

    original: date
    adjusted: date
    steps: tuple[Step, ...]


def service(stints: Iterable[Stint], bridging: Bridging) -> Service | None:
    """Work the service date out; contracts that touch or overlap are one, none at all give ``None``."""
    spells = _joined(stints)
    if not spells:
        return None
    first, *later = spells
    steps = [_first(first)]
    before = first
    for one in later:
        steps.append(_after_break(before, one, steps[-1].service_date, bridging))
        before = one
    return Service(first.start, steps[-1].service_date, tuple(steps))


def whole_months(since: date, until: date) -> tuple[int, int]:
    """Give the whole years and months from a day up to another."""
    months = (until.year - since.year) * 12 + until.month - since.month
    months -= months_later(since, months) > until
    return max(months, 0) // 12, max(months, 0) % 12


def months_later(day: date, months: int) -> date:
    """Give the same day so many months later, or the last day of a shorter month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _first(one: Stint) -> Step:
    if one.stated:
        return Step(STATED, one.start, one.stated)
    return Step(BEGAN, one.start, one.start)


def _after_break(before: Stint, now: Stint, held: date, bridging: Bridging) -> Step:
    if before.end is None:
        raise ValueError("a spell without an end is the last one")
    away, prior = (now.start - before.end).days, max((before.end - held).days, 0)
    if now.stated:
        return Step(STATED, now.start, now.stated, away, prior)
    if now.start <= months_later(before.end, bridging.months):
        return Step(BRIDGED, now.start, held, away, prior)
    if bridging.counts_prior:
        return Step(ADDED, now.start, now.start - timedelta(days=prior), away, prior)
    return Step(ANEW, now.start, now.start, away, prior)


def _joined(stints: Iterable[Stint]) -> list[Stint]:
    """Join contracts that touch or overlap; the newest stated date of a spell goes before."""
    spells: list[Stint] = []
    for one in sorted(stints, key=lambda stint: stint.start):
        last = spells[-1] if spells else None
        if last is None or (last.end is not None and last.end < one.start):
            spells.append(one)
            continue
        end = None if last.end is None or one.end is None else max(last.end, one.end)
        spells[-1] = Stint(last.start, end, one.stated or last.stated)
    return spells
