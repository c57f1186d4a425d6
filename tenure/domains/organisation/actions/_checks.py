"""What must be right before something is kept."""

from datetime import date
from decimal import Decimal
from zoneinfo import available_timezones

import pycountry
from django.utils.translation import gettext, gettext_lazy as _

from tenure.foundation.access import Actor
from tenure.foundation.refusal import Clash, NotAllowed, Refused

from .. import rules
from ..models import OfTheOrganisation

EDIT = "organisation.edit"


class NotValid(Refused):
    message = _("Some of this cannot be kept. Look at the marked fields.")


class CodeTaken(Refused):
    message = _("The code {code} is taken. Choose another one.")


class NothingChanges(Refused):
    message = _("This is what is there already, so there is nothing to change.")
    nothing_changes = True


def check_whole(by: Actor) -> None:
    """Refuse whoever changes the organisation in parts of it only."""
    if not by.holds_over_all(EDIT):
        raise NotAllowed


def check_code(model: type[OfTheOrganisation], code: str, *, but: int | None = None) -> None:
    """Refuse an empty code, and one that another row has."""
    if not code.strip():
        raise NotValid(errors={"code": gettext("A code is needed: short, unique, yours to choose.")})
    if model._default_manager.filter(code=code).exclude(pk=but).exists():
        raise CodeTaken(code=code, errors={"code": gettext("This code is taken.")})


def check_version(row: OfTheOrganisation, version: int | None) -> None:
    """Refuse a form that was opened before the row changed last."""
    if version is not None and row.version != version:
        raise Clash(now=row.version, then=version)


def check_country(country: str, subdivision: str = "") -> None:
    """Refuse a country or a part of one that ISO 3166 does not know."""
    if pycountry.countries.get(alpha_2=country) is None:
        raise NotValid(errors={"country": gettext("There is no country with this code.")})
    if subdivision and not _is_part(country, subdivision):
        raise NotValid(errors={"subdivision": gettext("This country has no such part.")})


def check_currency(currency: str) -> None:
    """Refuse a currency that ISO 4217 does not know."""
    if pycountry.currencies.get(alpha_3=currency) is None:
        raise NotValid(errors={"currency": gettext("There is no currency with this code.")})


def check_range(minimum: Decimal, maximum: Decimal) -> None:
    """Refuse a range whose top lies below its bottom."""
    if maximum < minimum:
        raise NotValid(errors={"maximum": gettext("The most is less than the least.")})


def check_time_zone(time_zone: str) -> None:
    """Refuse a time zone that the IANA database does not know."""
    if time_zone not in available_timezones():
        raise NotValid(errors={"time_zone": gettext("There is no time zone of this name.")})


def check_job_codes(soc_code: str, isco_code: str) -> None:
    """Refuse occupation codes that cannot be ones."""
    if soc_code and not rules.is_soc(soc_code):
        raise NotValid(errors={"soc_code": gettext("A SOC code looks like 15-1252 or 15-1252.01.")})
    if isco_code and not rules.is_isco(isco_code):
        raise NotValid(errors={"isco_code": gettext("An ISCO code has one to four digits: 2512.")})


def check_week(minutes: list[int]) -> None:
    """Refuse a week that has not seven days of at most 24 hours."""
    if not rules.is_week(minutes):
        raise NotValid(errors={"minutes": gettext("Seven days are needed, none over 24 hours.")})


def check_days(first: date, last: date | None) -> None:
    """Refuse a time that ends before it begins."""
    if last is not None and last < first:
        raise NotValid(errors={"last_day": gettext("The last day is before the first.")})


def _is_part(country: str, subdivision: str) -> bool:
    parts = pycountry.subdivisions.get(code=f"{country}-{subdivision}")  # type: ignore[no-untyped-call]
    return parts is not None
