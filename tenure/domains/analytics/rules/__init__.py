"""How figures about the workforce are worked out: values in, values out."""

from .averages import chronological, daily_mean, mean, months_between, two_point
from .rates import Movement, growth, ratio, reconciles, share, variance
from .spread import Spread, median, spread
from .tenure import DAYS_A_YEAR, years

__all__ = [
    "DAYS_A_YEAR",
    "Movement",
    "Spread",
    "chronological",
    "daily_mean",
    "growth",
    "mean",
    "median",
    "months_between",
    "ratio",
    "reconciles",
    "share",
    "spread",
    "two_point",
    "variance",
    "years",
]
