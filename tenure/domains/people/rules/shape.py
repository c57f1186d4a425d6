"""The shape of the organisation: spans of control and layers, and which of them stand out."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

NARROW, WITHIN, WIDE = "narrow", "within", "wide"
LOW: Final = 3
HIGH: Final = 12


@dataclass(frozen=True)
class Shape:
    """Figures of one day.

    ``layers`` counts people by layer, the top is 1; ``spans`` counts managers by how many report
    right to them; ``mean`` is reports for each manager, 0 without any.
    """

    layers: Mapping[int, int]
    spans: Mapping[int, int]
    low: int
    high: int

    @property
    def managers(self) -> int:
        return sum(self.spans.values())

    @property
    def reports(self) -> int:
        return sum(span * number for span, number in self.spans.items())

    @property
    def mean(self) -> float:
        return self.reports / self.managers if self.managers else 0.0

    @property
    def median(self) -> float:
        return median(self.spans)

    def of(self, kind: str) -> int:
        """Count the managers whose span is narrow, within or wide."""
        return sum(
            number for span, number in self.spans.items() if kind_of(span, self.low, self.high) == kind
        )


def kind_of(span: int, low: int, high: int) -> str:
    """Say whether a span of control lies below, within or above the thresholds, which both are within."""
    if span < low:
        return NARROW
    return WIDE if span > high else WITHIN


def shape(layers: Mapping[int, int], spans: Iterable[int], low: int, high: int) -> Shape:
    """Put the figures together from people by layer and the span of each manager."""
    return Shape(dict(sorted(layers.items())), dict(sorted(Counter(spans).items())), low, high)


def median(counted: Mapping[int, int]) -> float:
    """Give the median of values that are counted; 0 where there is none."""
    values = [value for value, number in sorted(counted.items()) for _ in range(number)]
    middle = len(values) // 2
    if not values:
        return 0.0
    return float(values[middle]) if len(values) % 2 else (values[middle - 1] + values[middle]) / 2
