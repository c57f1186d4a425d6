"""How a set of counts is spread: average, median, and what lies outside of bounds."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median as middle

# Spans that are looked at: fewer than this many reports, or more.
NARROW, WIDE = 3, 15


@dataclass(frozen=True)
class Spread:
    """Direct reports over managers. ``narrow`` managers have fewer than 3 reports, ``wide`` ones more than 15."""

    managers: int
    reports: int
    average: Decimal | None
    median: Decimal | None
    narrow: int
    wide: int


def spread(spans: Sequence[int]) -> Spread:
    """Sum up the numbers of direct reports of each manager (ISO 30414, leadership)."""
    reports = sum(spans)
    return Spread(
        managers=len(spans),
        reports=reports,
        average=Decimal(reports) / len(spans) if spans else None,
        median=median(spans),
        narrow=sum(1 for one in spans if one < NARROW),
        wide=sum(1 for one in spans if one > WIDE),
    )


def median(values: Sequence[int | Decimal]) -> Decimal | None:
    """Give the middle value; of an even number, the mean of the middle two."""
    return middle(Decimal(one) for one in values) if values else None
