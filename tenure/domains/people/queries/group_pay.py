"""A person's pay by the year in the group's currency, and by which rate."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from tenure.foundation.money import Money
from tenure.foundation.money.conversion import Conversion, NoRate, convert
from tenure.foundation.settings import Setting, declare
from tenure.foundation.settings.queries import value

from .pay import IN_A_YEAR

GROUP_CURRENCY = declare(Setting("people.group_currency", "EUR", _("Currency of the group")))


@dataclass(frozen=True)
class GroupPay:
    """Pay by the year: as agreed, and converted; ``conversion`` is missing where no rate is known."""

    yearly: Money
    currency: str
    conversion: Conversion | None


def in_group_currency(amount: Decimal, currency: str, period: str, *, on: date) -> GroupPay:
    """Convert pay at the rate of a day; a year has 12 months, 52 weeks, 260 days, 2,080 hours."""
    yearly, wanted = Money(amount * IN_A_YEAR[period], currency), value(GROUP_CURRENCY, on=on)
    try:
        return GroupPay(yearly, wanted, convert(yearly, wanted, on=on))
    except NoRate:
        return GroupPay(yearly, wanted, None)
