"""Times two things in turn in one run, so that the ratio says something on any machine."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

Work = Callable[[], object]


@dataclass(frozen=True)
class Ratio:
    """How much longer one thing takes than the yardstick beside it."""

    name: str
    yardstick: str
    ours: float
    theirs: float

    @property
    def times(self) -> float:
        return self.ours / self.theirs


def compare(name: str, work: Work, yardstick: str, other: Work, *, rounds: int) -> Ratio:
    """Give the medians of both, taken in turn after one round that does not count."""
    work(), other()
    ours, theirs = [], []
    for _ in range(rounds):
        ours.append(_seconds(work))
        theirs.append(_seconds(other))
    return Ratio(name, yardstick, median(ours), median(theirs))


def _seconds(work: Work) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
