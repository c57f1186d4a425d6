"""Cells become values, or a reason in words; nothing is guessed."""

from datetime import date
from decimal import Decimal

import pytest

from tenure.foundation.exchange import values
from tenure.foundation.exchange.values import Manner, Unreadable

pytestmark = pytest.mark.capability("PLT-07")


@pytest.mark.parametrize(
    ("cell", "order"),
    [
        ("2026-03-31", "iso"),
        ("2026-03-31 00:00:00", "iso"),
        ("20260331", "iso"),
        ("31 Mar 2026", "iso"),
        ("March 31, 2026", "iso"),
        ("31/03/2026", "dmy"),
        ("31.3.2026", "dmy"),
        ("03/31/2026", "mdy"),
        ("2026/03/31", "ymd"),
    ],
)
def test_a_date_is_read_in_the_manner_of_the_file(cell, order):
    assert values.day(cell, Manner(order)) == date(2026, 3, 31)


@pytest.mark.parametrize(
    ("cell", "order", "code"),
    [
        ("03/04/2026", "iso", "ambiguous_date"),
        ("25/12/2026", "iso", "ambiguous_date"),
        ("01/02/26", "dmy", "short_year"),
        ("2026-02-30", "iso", "no_such_day"),
        ("31/04/2026", "dmy", "no_such_day"),
        ("2100-02-29", "iso", "no_such_day"),
        ("soon", "iso", "bad_date"),
    ],
)
def test_a_doubtful_date_is_refused(cell, order, code):
    with pytest.raises(Unreadable) as caught:
        values.day(cell, Manner(order))
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("cell", "value"), [("1234.50", "1234.50"), ("1,234.5", "1234.5"), ("1.234,5", "1234.5"), ("£ 12", "12")]
)
def test_a_number_is_read_exactly(cell, value):
    assert values.number()(cell, Manner()) == Decimal(value)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("1,234", "ambiguous_number"),
        ("x", "bad_number"),
        ("-1", "out_of_range"),
        ("1e9", "bad_number"),
        ("NaN", "bad_number"),
        ("0.00001", "too_exact"),
    ],
)
def test_a_doubtful_number_is_refused(cell, code):
    with pytest.raises(Unreadable) as caught:
        values.number()(cell, Manner())
    assert caught.value.code == code


def test_countries_go_by_code_and_by_name():
    assert [values.country(one, Manner()) for one in ("DE", "deu", "Germany", "UK", "United States")] == [
        "DE",
        "DE",
        "DE",
        "GB",
        "US",
    ]
    with pytest.raises(Unreadable) as caught:
        values.country("Remote", Manner())
    assert caught.value.code == "unknown_country"


def test_text_holds_no_control_characters():
    with pytest.raises(Unreadable):
        values.text()("a\x00b", Manner())
