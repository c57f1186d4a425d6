"""Times two things in turn in one run, so that the ratio says something on any machine."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

Work = Callable[[], object]
SLOW = 2.0  # seconds; what takes longer is not timed as often
FEW = 3


@dataclass(frozen=True)
class Ratio:
    """How much longer one thing takes than the yardstick beside it; seconds of each round."""

    name: str
    yardstick: str
    ours: Sequence[float]
    theirs: Sequence[float]
    queries: int = 0
    size: int = 0

    @property
    def times(self) -> float:
        return median(self.ours) / median(self.theirs)

    @property
    def p95(self) -> float:
        """Give the time that nineteen of twenty rounds stay below."""
        return sorted(self.ours)[min(round(0.95 * len(self.ours)), len(self.ours) - 1)]

    def row(self) -> str:
        """Write one line of the table."""
        cells = (
            self.name,
            _ms(median(self.ours)),
            _ms(self.p95),
            f"{self.queries or '–'}",
            f"{self.size:,}" if self.size else "–",
            f"{self.times:.1f} × {self.yardstick}",
        )
        return f"| {' | '.join(cells)} |"


HEAD = "| what | median | p95 | queries | bytes | multiple |\n|---|---|---|---|---|---|"


def compare(name: str, work: Work, yardstick: str, other: Work, *, rounds: int) -> Ratio:
    """Give the seconds of both, taken in turn after one round that does not count."""
    first = seconds(work)
    other()
    ours, theirs = [], []
    for _ in range(min(rounds, FEW) if first > SLOW else rounds):
        ours.append(seconds(work))
        theirs.append(seconds(other))
    return Ratio(name, yardstick, ours, theirs)


def seconds(work: Work) -> float:
    """Time something once."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _ms(value: float) -> str:
    return f"{value:.1f} s" if value >= 10 else f"{value * 1000:,.0f} ms"
