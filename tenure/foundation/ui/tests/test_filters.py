"""How values are written."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone, translation

from tenure.foundation.ui import filters

DAY = dt.date(2026, 3, 3)


@pytest.mark.parametrize(
    ("language", "style", "written"),
    [
        ("en-gb", "medium", "3 Mar 2026"),
        ("en-gb", "short", "3 Mar"),
        ("en-gb", "long", "3 March 2026"),
        ("en-gb", "full", "Tuesday, 3 March 2026"),
        ("de", "medium", "03.03.2026"),
    ],
)
def test_a_day_is_written_as_the_reader_writes_it(language, style, written):
    with translation.override(language):
        assert filters.date(DAY, style) == written


def test_an_instant_is_written_in_the_readers_time_zone():
    instant = dt.datetime(2026, 3, 3, 23, 30, tzinfo=dt.UTC)
    with translation.override("en-gb"), timezone.override("Europe/Berlin"):
        assert filters.moment(instant) == "4 Mar 2026, 00:30"


@pytest.mark.parametrize(
    ("language", "amount", "currency", "written"),
    [
        ("en-gb", Decimal(52000), "GBP", "£52,000.00"),
        ("en-gb", Decimal(52000), "JPY", "JP¥52,000"),
        ("de", Decimal("1234.5"), "EUR", "1.234,50\xa0€"),
    ],
)
def test_money_carries_its_currency_and_its_places(language, amount, currency, written):
    with translation.override(language):
        assert filters.money(amount, currency) == written


@pytest.mark.parametrize(
    ("minutes", "written"),
    [(0, "0 min"), (30, "30 min"), (450, "7 h 30 min"), (480, "8 h"), (-90, "−1 h 30 min")],
)
def test_minutes_are_written_in_hours(minutes, written):
    with translation.override("en-gb"):
        assert filters.duration(minutes) == written


@pytest.mark.parametrize(
    ("start", "until", "written"),
    [
        (dt.date(2024, 2, 29), dt.date(2025, 2, 28), "1 year"),
        (dt.date(2022, 1, 1), dt.date(2026, 3, 3), "4 years 2 months"),
        (dt.date(2026, 3, 3), dt.date(2026, 3, 4), "1 day"),
        (dt.date(2026, 3, 3), dt.date(2026, 3, 3), "0 days"),
    ],
)
def test_a_span_is_said_in_years_and_months(start, until, written):
    with translation.override("en-gb"):
        assert filters.span(start, until) == written


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Ada Lovelace", "AL"),
        ("Łukasz Maria Żółkiewski", "ŁŻ"),
        ("Cher", "C"),
        ("松本 さくら", "松さ"),
        ("", "?"),
        ("(vacant)", "?"),
    ],
)
def test_initials_come_from_the_first_and_last_name(name, letters):
    assert filters.initials(name) == letters


def test_a_name_keeps_its_tone():
    assert [filters.tone("Ada Lovelace") for _ in range(3)] == [filters.tone("Ada Lovelace")] * 3
    assert len({filters.tone(f"Person {n}") for n in range(200)}) == filters.TONES
