"""Names of countries, currencies and other known things, in the reader's language."""

from functools import lru_cache
from typing import Any
from zoneinfo import available_timezones

import pycountry
from babel import Locale
from django.utils.translation import get_language, gettext_lazy as _, to_locale

Choices = list[tuple[str, Any]]

KINDS: Choices = [
    ("division", _("Division")),
    ("department", _("Department")),
    ("team", _("Team")),
    ("other", _("Other")),
]
STATES: Choices = [("approved", _("Approved")), ("frozen", _("Frozen"))]
PERIODS = [
    ("year", _("a year")),
    ("month", _("a month")),
    ("week", _("a week")),
    ("day", _("a day")),
    ("hour", _("an hour")),
]
WEEKDAYS = (
    ("monday", _("Monday")),
    ("tuesday", _("Tuesday")),
    ("wednesday", _("Wednesday")),
    ("thursday", _("Thursday")),
    ("friday", _("Friday")),
    ("saturday", _("Saturday")),
    ("sunday", _("Sunday")),
)


def word(choices: Choices, key: str) -> str:
    """Say a code as a person would; an unknown one stands for itself."""
    return str(dict(choices).get(key, key))


def country_choices() -> Choices:
    """Give every country of ISO 3166, sorted as the reader's language names them."""
    return [("", _("Choose a country")), *_countries(_tongue())]


def country_name(code: str) -> str:
    """Name a country."""
    return str(dict(_countries(_tongue())).get(code, code))


def subdivision_name(country: str, code: str) -> str:
    """Name a part of a country."""
    found = pycountry.subdivisions.get(code=f"{country}-{code}")  # type: ignore[no-untyped-call]
    return str(found.name) if found else code


def currency_choices() -> Choices:
    """Give every currency of ISO 4217."""
    return [("", _("Choose a currency")), *_currencies(_tongue())]


@lru_cache(maxsize=1)
def zone_choices() -> Choices:
    """Give every time zone of the IANA database that is named after a place."""
    return [(one, one) for one in sorted(available_timezones()) if "/" in one or one == "UTC"]


def _tongue() -> str:
    return to_locale(get_language() or "en-gb")


@lru_cache(maxsize=8)
def _countries(tongue: str) -> Choices:
    names = Locale.parse(tongue).territories
    known = ((c.alpha_2, str(names.get(c.alpha_2, c.name))) for c in pycountry.countries)
    return sorted(known, key=lambda pair: pair[1].casefold())


@lru_cache(maxsize=8)
def _currencies(tongue: str) -> Choices:
    names = Locale.parse(tongue).currencies
    return [(c.alpha_3, f"{c.alpha_3} {names.get(c.alpha_3, c.name)}") for c in pycountry.currencies]
