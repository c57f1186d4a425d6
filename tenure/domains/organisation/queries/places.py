"""The public holidays of a place, and what they rest on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version

import holidays
from django.utils.translation import get_language

from ..models import Place, PlaceDay


@dataclass(frozen=True)
class Holiday:
    """A day on which a place does not work, or one that it works after all."""

    day: date
    name: str
    is_off: bool
    own: PlaceDay | None = None


@dataclass(frozen=True)
class Calendar:
    """A year of a place: its days, and which calendar says so."""

    place: Place
    year: int
    days: list[Holiday]
    source: str
    is_known: bool


def holiday_calendar(place: Place, *, year: int) -> Calendar:
    """Give the holidays of a year: the public ones of country and part, and the place's own."""
    public = _public(place, year)
    own = {one.day: one for one in place.own_days.filter(day__year=year)}
    days = [Holiday(day, name, is_off=True) for day, name in (public or {}).items() if day not in own]
    days += [Holiday(one.day, one.name, one.is_off, one) for one in own.values()]
    return Calendar(
        place=place,
        year=year,
        days=sorted(days, key=lambda one: one.day),
        source=f"holidays {version('holidays')}: {_calendar_code(place)}",
        is_known=public is not None,
    )


def _public(place: Place, year: int) -> dict[date, str] | None:
    """Ask the library; a country that it does not know has no calendar, which is not an empty one."""
    try:
        found = holidays.country_holidays(
            place.country, subdiv=_part(place), years=year, language=_language(place.country)
        )
    except NotImplementedError:
        return None
    return dict(found)


def _part(place: Place) -> str | None:
    parts: Iterable[str] = holidays.list_supported_countries().get(place.country, ())
    return place.subdivision if place.subdivision in parts else None


def _language(country: str) -> str | None:
    """Choose the reader's language if the calendar speaks it, else English, else its own."""
    spoken = holidays.list_localized_countries().get(country, [])
    reader = (get_language() or "en").split("-")[0]
    return next((one for want in (reader, "en") for one in spoken if one.startswith(want)), None)


def _calendar_code(place: Place) -> str:
    return "-".join(filter(None, (place.country, _part(place))))
