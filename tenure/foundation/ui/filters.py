"""How values are written for people: in the reader's language, the same everywhere."""

import datetime as dt
import unicodedata
import zlib
from decimal import Decimal
from functools import cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_time
from babel.numbers import format_currency, format_decimal, format_percent
from dateutil.relativedelta import relativedelta
from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext, to_locale

TONES = 10


def date(value: dt.date | None, style: str = "medium") -> str:
    """A day: "3 Mar 2026"; style "long" for "3 March 2026", "full" with the weekday, "short" without year."""
    if value is None:
        return ""
    locale = _locale()
    if style == "short" and locale.language == "en":
        return format_date(value, "d MMM", locale)
    if style == "medium" and locale.language == "en":
        return format_date(value, "d MMM y", locale)
    return format_date(value, style if style != "short" else "medium", locale)


def clock(value: dt.datetime | None) -> str:
    """The time of day of an instant, in the reader's time zone: "14:05"."""
    return "" if value is None else format_time(timezone.localtime(value), "short", locale=_locale())


def time_in(zone: str) -> str:
    """The time of day it is now in a time zone: "14:05"."""
    return format_time(
        timezone.now().astimezone(ZoneInfo(zone)), "short", tzinfo=ZoneInfo(zone), locale=_locale()
    )


def moment(value: dt.datetime | None) -> str:
    """An instant, in the reader's time zone: "3 Mar 2026, 14:05"."""
    return "" if value is None else f"{date(timezone.localtime(value).date())}, {clock(value)}"


def local_minute(value: dt.datetime) -> str:
    """An instant as a field for date and time takes it, in the reader's time zone."""
    return timezone.localtime(value).strftime("%Y-%m-%dT%H:%M")


def channel(value: str) -> str:
    """By which way something was done: "in the browser", "by the API"."""
    words = {
        "web": gettext("Browser"),
        "api": gettext("API"),
        "cli": gettext("Command line"),
        "job": gettext("By itself"),
    }
    return words.get(value, value)


def number(value: Decimal | float | None, digits: int | None = None) -> str:
    """A figure with the reader's separators; `digits` fixes the places after the comma."""
    if value is None:
        return ""
    pattern = None if digits is None else "#,##0" + ("." + "0" * digits if digits else "")
    return format_decimal(value, format=pattern, locale=_locale())


def percent(value: Decimal | float | None, digits: int = 0) -> str:
    """A share of one as a percentage: 0.125 is "13%"."""
    pattern = "0" + ("." + "0" * digits if digits else "") + "%"
    return "" if value is None else format_percent(value, format=pattern, locale=_locale())


def money(amount: Decimal | None, currency: str) -> str:
    """An amount with its currency: "€52,000.00"."""
    return "" if amount is None else format_currency(amount, currency, locale=_locale())


def duration(minutes: int | None) -> str:
    """Whole minutes in the unit people think in: "7 h 30 min"."""
    if minutes is None:
        return ""
    hours, rest = divmod(abs(minutes), 60)
    parts = [gettext("%(hours)s h") % {"hours": number(hours)}] if hours else []
    if rest or not hours:
        parts.append(gettext("%(minutes)s min") % {"minutes": rest})
    return ("−" if minutes < 0 else "") + " ".join(parts)


def span(start: dt.date, until: dt.date) -> str:
    """The time from one day to another: "3 years 2 months", "12 days"."""
    gap = relativedelta(until, start)
    parts = []
    if gap.years:
        parts.append(ngettext("%(n)s year", "%(n)s years", gap.years) % {"n": gap.years})
    if gap.months:
        parts.append(ngettext("%(n)s month", "%(n)s months", gap.months) % {"n": gap.months})
    if not parts:
        parts.append(ngettext("%(n)s day", "%(n)s days", gap.days) % {"n": gap.days})
    return " ".join(parts)


def initials(name: str) -> str:
    """Up to two letters that stand for a person where there is no picture."""
    words = [word for word in name.split() if unicodedata.category(word[0])[0] in "LN"]
    chosen = words[:1] + words[1:][-1:]
    return "".join(word[0] for word in chosen).upper() or "?"


def tone(name: str) -> int:
    """The number of the tone that belongs to a name, the same on every page."""
    return zlib.crc32(name.encode()) % TONES


def _locale() -> Locale:
    return _locale_of(get_language() or "en-gb")


@cache
def _locale_of(language: str) -> Locale:
    return Locale.parse(to_locale(language))
