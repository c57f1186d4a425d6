"""Counting on the awkward days: leap years, moved holidays, other weekends, years' ends."""

from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

from tenure.foundation.deadlines import (
    Counting,
    Roll,
    add_working_days,
    calendar_for,
    deadline,
    working_days,
)

pytestmark = pytest.mark.capability("GLB-08")

ENGLAND, BAVARIA, BERLIN = calendar_for("GB", "ENG"), calendar_for("DE", "DE-BY"), calendar_for("DE", "BE")
DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("day0", "days", "due", "skipped"),
    [
        (date(2026, 2, 27), 1, date(2026, 3, 2), ["weekend", "weekend"]),
        (date(2024, 2, 28), 1, date(2024, 2, 29), []),
        (date(2026, 4, 2), 1, date(2026, 4, 7), ["Good Friday", "weekend", "weekend", "Easter Monday"]),
        (date(2026, 4, 7), -1, date(2026, 4, 2), ["Easter Monday", "weekend", "weekend", "Good Friday"]),
        (
            date(2026, 12, 24),
            1,
            date(2026, 12, 29),
            ["Christmas Day", "Boxing Day", "weekend", "Boxing Day (observed)"],
        ),
        (date(2026, 12, 31), 1, date(2027, 1, 4), ["New Year's Day", "weekend", "weekend"]),
        (date(2026, 3, 1), 0, date(2026, 3, 2), ["weekend"]),
        (date(2026, 3, 2), 0, date(2026, 3, 2), []),
    ],
)
def test_working_days_are_counted_and_explained(day0: date, days: int, due: date, skipped: list[str]) -> None:
    counted = add_working_days(day0, days, ENGLAND)
    assert (counted.due, len(counted.skipped)) == (due, len(skipped))
    assert all(said in found.why for said, found in zip(skipped, counted.skipped, strict=True))


@pytest.mark.parametrize(
    ("roll", "due"),
    [(Roll.STAYS, date(2026, 5, 31)), (Roll.NEXT, date(2026, 6, 1)), (Roll.BEFORE, date(2026, 5, 29))],
)
def test_a_period_of_calendar_days_that_ends_on_a_sunday(roll: Roll, due: date) -> None:
    assert deadline(date(2026, 5, 1), 30, BERLIN, roll=roll).due == due


def test_a_period_may_be_of_working_days() -> None:
    assert deadline(date(2026, 4, 30), 1, BERLIN, counting=Counting.WORKING).due == date(2026, 5, 4)


def test_a_subdivision_has_holidays_of_its_own() -> None:
    epiphany = date(2026, 1, 6)
    assert (BAVARIA.is_working(epiphany), BERLIN.is_working(epiphany)) == (False, True)


def test_a_weekend_is_not_everywhere_on_saturday_and_sunday() -> None:
    friday, sunday = date(2026, 3, 6), date(2026, 3, 8)
    assert [calendar_for("SA").is_working(day) for day in (friday, sunday)] == [False, True]


def test_the_employer_adds_days_off_and_days_that_are_worked() -> None:
    own = calendar_for("DE", "BE", {date(2026, 12, 24): "Company closed", date(2026, 10, 3): ""})
    assert (own.why_off(date(2026, 12, 24)), own.is_working(date(2026, 10, 3))) == ("Company closed", True)
    assert date(2026, 12, 24) in own.holidays_of(2026)


def test_a_country_of_which_nothing_is_known_says_so() -> None:
    nowhere = calendar_for("AA")
    assert (nowhere.known, nowhere.is_working(date(2026, 3, 7)), nowhere.is_working(date(2026, 3, 9))) == (
        False,
        False,
        True,
    )


def test_an_unknown_subdivision_gives_the_country() -> None:
    assert calendar_for("DE", "DE-XX").subdivision == ""


@given(DAYS, st.integers(1, 60))
def test_counting_back_undoes_counting_forward_from_a_working_day(day: date, days: int) -> None:
    start = add_working_days(day, 0, BERLIN).due
    assert add_working_days(add_working_days(start, days, BERLIN).due, -days, BERLIN).due == start


@given(DAYS, st.integers(1, 60))
def test_between_a_day_and_its_deadline_lie_so_many_working_days(day: date, days: int) -> None:
    counted = add_working_days(day, days, BERLIN)
    assert working_days(day + timedelta(days=1), counted.due + timedelta(days=1), BERLIN) == days
