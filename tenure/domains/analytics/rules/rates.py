"""Rates and shares: unrounded; nothing to divide by gives ``None``, never zero."""

from dataclasses import dataclass
from decimal import Decimal

Number = Decimal | int


@dataclass(frozen=True)
class Movement:
    """How a headcount went from the opening to the closing one of a period."""

    opening: int
    hires: int
    transfers_in: int
    leavers: int
    transfers_out: int
    closing: int

    @property
    def net(self) -> int:
        """The difference that hires, leavers and transfers make."""
        return self.hires + self.transfers_in - self.leavers - self.transfers_out


def reconciles(moved: Movement) -> bool:
    """Say whether the movements explain the difference between opening and closing headcount."""
    return moved.opening + moved.net == moved.closing


def ratio(part: Number, whole: Number) -> Decimal | None:
    """Divide one figure by another."""
    return Decimal(part) / Decimal(whole) if whole else None


def share(part: Number, rest: Number) -> Decimal | None:
    """Give the part that one group is of both together: vacant seats of all, contingent workers of all."""
    return ratio(part, Decimal(part) + Decimal(rest))


def growth(opening: int, closing: int) -> Decimal | None:
    """Give the change as a part of the opening headcount."""
    return ratio(closing - opening, opening)


def variance(actual: Decimal, planned: Decimal) -> tuple[Decimal, Decimal | None]:
    """Give the difference between what is filled and what is approved, and its part of the latter."""
    return actual - planned, ratio(actual - planned, planned)
