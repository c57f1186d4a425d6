"""How long somebody has been here, as a figure; entitlements count anniversaries instead."""

from datetime import date
from decimal import Decimal
from typing import Final

DAYS_A_YEAR: Final = Decimal("365.25")


def years(service_date: date, day: date) -> Decimal:
    """Give the years from the service date to a day, by 365.25 days a year."""
    return (day - service_date).days / DAYS_A_YEAR
