"""Converts amounts, and says by which rates."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tenure.foundation.refusal import Refused

from .amount import Money
from .models import ExchangeRate

OLDEST: Final = timedelta(days=31)


class NoRate(Refused):
    message = _(
        "There is no rate from {one} to {other} for {day}, nor for the month before. Import the rates first."
    )


@dataclass(frozen=True)
class Leg:
    """One published rate that was used: 1 ``base`` = ``rate`` ``currency``."""

    base: str
    currency: str
    rate: Decimal
    day: date
    source: str


@dataclass(frozen=True)
class Conversion:
    """The result, not rounded, with the rate used and the published rates it comes from."""

    given: Money
    result: Money
    rate: Decimal
    legs: tuple[Leg, ...]


def convert(money: Money, to: str, *, on: date) -> Conversion:
    """Convert at the latest rates of the day or of the 31 days before it (markets rest at weekends).

    A rate between the two is taken as published, or turned round; else both are taken over a
    currency that both are published against. Raises ``NoRate``.
    """
    if money.currency == to:
        return Conversion(money, money, Decimal(1), ())
    rate, legs = _direct(money.currency, to, on) or _across(money.currency, to, on)
    return Conversion(money, Money(money.amount * rate, to), rate, legs)


def _direct(one: str, other: str, on: date) -> tuple[Decimal, tuple[Leg, ...]] | None:
    published, turned = _latest(one, other, on), _latest(other, one, on)
    if published and (not turned or published.day >= turned.day):
        return published.rate, (published,)
    return (1 / turned.rate, (turned,)) if turned else None


def _across(one: str, other: str, on: date) -> tuple[Decimal, tuple[Leg, ...]]:
    rows = _recent(on)
    bases = rows.filter(currency=one).values("base")
    shared = rows.filter(currency=other, base__in=bases).order_by("-day", "base").first()
    first = _latest(shared.base, one, on) if shared else None
    second = _latest(shared.base, other, on) if shared else None
    if first is None or second is None:
        raise NoRate(one=one, other=other, day=on)
    return second.rate / first.rate, (first, second)


def _latest(base: str, currency: str, on: date) -> Leg | None:
    row = _recent(on).filter(base=base, currency=currency).order_by("-day").first()
    return Leg(row.base, row.currency, row.rate, row.day, row.source) if row else None


def _recent(on: date) -> QuerySet[ExchangeRate]:
    rows: QuerySet[ExchangeRate] = ExchangeRate.objects.filter(day__lte=on, day__gt=on - OLDEST)
    return rows
