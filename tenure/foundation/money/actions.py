"""Brings published rates in."""

import csv
import io
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

from babel.numbers import is_currency
from django.db import transaction
from django.utils.translation import gettext as __, gettext_lazy as _

from tenure.foundation.access import Actor, require
from tenure.foundation.audit import trail
from tenure.foundation.refusal import Refused

from .models import ExchangeRate

COLUMNS: Final = ("date", "currency", "rate")
SHOWN: Final = 50


class BadRates(Refused):
    message = _("The file of rates cannot be taken: {first}")


@transaction.atomic
def import_rates(text: str, *, base: str, source: str, by: Actor) -> int:
    """Take rates from a CSV file with the columns date, currency, rate (as the ECB counts: per 1 ``base``).

    All of it or nothing; a rate of the same day is replaced. Gives the number of rates.
    """
    require(by, "system.configure")
    rates, errors = _read(text)
    if not is_currency(base):
        errors.insert(0, __("The base %(base)s is not a currency.") % {"base": base})
    if errors:
        raise BadRates(first=errors[0], errors={f"line {n}": e for n, e in enumerate(errors[:SHOWN], 1)})
    rows = [ExchangeRate(base=base, currency=c, day=d, rate=r, source=source) for (d, c), r in rates.items()]
    ExchangeRate.objects.bulk_create(
        rows,
        batch_size=2_000,
        update_conflicts=True,
        unique_fields=["base", "currency", "day"],
        update_fields=["rate", "source"],
    )
    trail.record(by, "money.rates.imported", ExchangeRate, base=base, source=source, count=len(rows))
    return len(rows)


def _read(text: str) -> tuple[dict[tuple[date, str], Decimal], list[str]]:
    lines = csv.DictReader(io.StringIO(text.lstrip("\ufeff")))
    missing = [name for name in COLUMNS if name not in (lines.fieldnames or ())]
    if missing:
        return {}, [__("The column %(name)s is missing.") % {"name": missing[0]}]
    rates: dict[tuple[date, str], Decimal] = {}
    errors = []
    for number, line in enumerate(lines, start=2):
        try:
            day, currency, rate = _parsed(line)
        except ValueError as fault:
            errors.append(__("Row %(row)s: %(what)s") % {"row": number, "what": fault})
        else:
            rates[day, currency] = rate
    return rates, errors


def _parsed(line: dict[str, str]) -> tuple[date, str, Decimal]:
    day, currency, rate = (str(line[name] or "").strip() for name in COLUMNS)
    return _day(day), _currency(currency.upper()), _rate(rate)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(__("the date “%(text)s” is not like 2026-03-31.") % {"text": text}) from None


def _currency(text: str) -> str:
    if not is_currency(text):
        raise ValueError(__("“%(text)s” is not a currency.") % {"text": text})
    return text


def _rate(text: str) -> Decimal:
    try:
        rate = Decimal(text)
    except InvalidOperation:
        rate = Decimal(0)
    if not rate.is_finite() or rate <= 0:
        raise ValueError(__("the rate “%(text)s” is not a number above zero.") % {"text": text})
    return rate
