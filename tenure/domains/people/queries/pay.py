"""Pay of many people in one currency, with what it was worked out from."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from django.db import transaction

from tenure.foundation.access import Actor
from tenure.foundation.audit import trail
from tenure.foundation.money import Money
from tenure.foundation.money.conversion import Conversion, NoRate, convert

from ..models import Pay

# How often a period of pay comes in a year: 52 weeks, 260 days and 2,080 hours of full time.
IN_A_YEAR: Final[dict[str, Decimal]] = {
    Pay.Period.YEAR: Decimal(1),
    Pay.Period.MONTH: Decimal(12),
    Pay.Period.WEEK: Decimal(52),
    Pay.Period.DAY: Decimal(260),
    Pay.Period.HOUR: Decimal(2080),
}


@dataclass(frozen=True)
class PayLine:
    """One row of pay: as agreed, by the year, and converted; ``conversion`` holds the rates used.

    ``converted`` is ``None`` where no rate of the day, or of the month before, is known.
    """

    pay: Pay
    agreed: Money
    yearly: Money
    converted: Money | None
    conversion: Conversion | None


@transaction.atomic
def pay_of(by: Actor, day: date, *, currency: str) -> list[PayLine]:
    """Give the pay that holds on a day, of those whose pay the actor may see, in one currency.

    A year has 12 months, 52 weeks, 260 days or 2,080 hours. Reading it is written down, once.
    """
    rows = list(
        Pay.objects.allowed(by, "pay.view").as_of(day).select_related("person").order_by("person_id", "pk")
    )
    if rows:
        trail.viewed(by, "people.pay", rows, about={row.person_id for row in rows}, fields=["amount"])
    rates: dict[str, Conversion | None] = {row.currency: _rate(row.currency, currency, day) for row in rows}
    return [_line(row, currency, rates[row.currency]) for row in rows]


def _rate(one: str, other: str, day: date) -> Conversion | None:
    try:
        return convert(Money(Decimal(1), one), other, on=day)
    except NoRate:
        return None


def _line(row: Pay, currency: str, rate: Conversion | None) -> PayLine:
    yearly = row.amount * IN_A_YEAR[row.period]
    converted = Money(yearly * rate.rate, currency) if rate else None
    return PayLine(row, Money(row.amount, row.currency), Money(yearly, row.currency), converted, rate)
