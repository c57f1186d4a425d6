"""Which days are worked at a place."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Final

import holidays
from django.utils.translation import gettext as _

SATURDAY_AND_SUNDAY: Final = frozenset({5, 6})


@dataclass(frozen=True)
class Calendar:
    """The days off of a place: its weekend, its public holidays, and days that the employer adds.

    ``known`` is false where nothing is known of the public holidays of the country; then only the
    weekend and the added days are off, and pages should say so. ``extra`` may also name a public
    holiday that is worked after all, with an empty text.
    """

    country: str
    subdivision: str = ""
    extra: Mapping[date, str] = field(default_factory=dict, hash=False)
    known: bool = True

    def why_off(self, day: date) -> str:
        """Say why a day is not worked; nothing for a working day."""
        if day in self.extra:
            return self.extra[day]
        return self.holiday(day) or (_("weekend") if day.weekday() in self.weekend else "")

    def is_working(self, day: date) -> bool:
        """Say whether a day is worked."""
        return not self.why_off(day)

    def holiday(self, day: date) -> str:
        """Name the public holiday of a day, if it is one."""
        return str(_public(self.country, self.subdivision).get(day) or "") if self.known else ""

    def holidays_of(self, year: int) -> dict[date, str]:
        """List the days off of a year other than weekends, by day."""
        public = (
            holidays.country_holidays(self.country, self.subdivision or None, years=year)
            if self.known
            else {}
        )
        added = {day: name for day, name in self.extra.items() if day.year == year}
        return {day: str(name) for day, name in sorted({**public, **added}.items()) if name}

    @property
    def weekend(self) -> frozenset[int]:
        """The weekdays that are not worked, Monday being 0."""
        return (
            frozenset(_public(self.country, self.subdivision).weekend) if self.known else SATURDAY_AND_SUNDAY
        )


def calendar_for(country: str, subdivision: str = "", extra: Mapping[date, str] | None = None) -> Calendar:
    """Find the calendar of a place: ISO 3166-1 country, ISO 3166-2 subdivision with or without its prefix.

    A subdivision that has no holidays of its own gives the country's calendar.
    """
    supported = holidays.list_supported_countries()
    part = subdivision.removeprefix(f"{country}-")
    if country not in supported:
        return Calendar(country, part, dict(extra or {}), known=False)
    return Calendar(country, part if part in supported[country] else "", dict(extra or {}))


@lru_cache(maxsize=256)
def _public(country: str, subdivision: str) -> holidays.HolidayBase:
    """Load the public holidays; years are filled in as they are asked for."""
    return holidays.country_holidays(country, subdiv=subdivision or None)
