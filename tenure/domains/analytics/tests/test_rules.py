"""The worked numbers of the definitions, through the rules that the figures use."""

from datetime import date
from decimal import Decimal

import pytest

from tenure.domains.analytics import rules

POINTS = [200, 202, 201, 205, 207, 206, 208, 210, 212, 215, 216, 218, 220]


def near(number: object, digits: str) -> bool:
    return abs(Decimal(str(number)) - Decimal(digits)) < Decimal("0.000001")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (rules.two_point(200, 220), "210"),
        (rules.mean(POINTS), "209.2307692"),
        (rules.mean(POINTS[1:]), "210"),
        (rules.chronological(POINTS), "209.1666667"),
        (rules.daily_mean(331, date(2025, 3, 1), date(2025, 3, 31)), "10.6774194"),
        (rules.growth(200, 220), "0.1"),
        (rules.ratio(50, 210), "0.2380952"),
        (rules.ratio(50, 30), "1.6666667"),
        (rules.share(15, 205), "0.0681818"),
        (rules.variance(Decimal("205.5"), Decimal(220))[0], "-14.5"),
        (rules.variance(Decimal("205.5"), Decimal(220))[1], "-0.0659091"),
        (rules.ratio(9, 39), "0.2307692"),
        (rules.share(30, 210), "0.125"),
    ],
)
def test_the_worked_numbers_come_out(given: object, expected: str) -> None:
    assert near(given, expected)


def test_tenure_counts_years_of_365_and_a_quarter_days() -> None:
    since = [date(2015, 12, 31), date(2020, 7, 1), date(2023, 1, 1), date(2025, 7, 1)]
    found = [rules.years(one, date(2025, 12, 31)) for one in since]
    assert [round(one, 4) for one in found] == [
        Decimal("10.0014"), Decimal("5.5003"), Decimal("2.9979"), Decimal("0.5010"),
    ]  # fmt: skip
    assert near(sum(found) / 4, "4.7501711")
    assert near(rules.median(found), "4.2491444")


def test_spans_leave_out_who_has_no_manager_and_who_manages_nobody() -> None:
    spans = [8, 2, 2, 16, 4, 5, 3, 4, 3]
    found = rules.spread(spans)
    assert (found.managers, found.reports, found.median) == (9, 47, 4)
    assert near(found.average, "5.2222222")
    assert (found.narrow, found.wide) == (2, 1)


def test_movements_explain_the_difference() -> None:
    assert rules.reconciles(rules.Movement(200, 50, 0, 30, 0, 220))
    assert rules.reconciles(rules.Movement(10, 2, 3, 1, 4, 10))
    assert not rules.reconciles(rules.Movement(10, 2, 0, 1, 0, 12))


def test_nothing_to_divide_by_is_no_number() -> None:
    assert [rules.ratio(5, 0), rules.share(0, 0), rules.growth(0, 5), rules.mean([]), rules.median([])] == [
        None
    ] * 5


@pytest.mark.parametrize(
    ("first", "last", "ends"),
    [
        (date(2024, 1, 31), date(2024, 2, 29), [date(2024, 1, 31), date(2024, 2, 29)]),
        (date(2024, 2, 1), date(2024, 2, 28), []),
        (date(2023, 12, 15), date(2024, 1, 15), [date(2023, 12, 31)]),
    ],
)
def test_the_ends_of_months_lie_in_the_period(first: date, last: date, ends: list[date]) -> None:
    assert rules.months_between(first, last) == ends
