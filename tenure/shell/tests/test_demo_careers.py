"""The invented company, before it comes into a database."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from tenure.shell.demo import others
from tenure.shell.demo.careers import Career, careers
from tenure.shell.demo.cast import CAST
from tenure.shell.demo.seats import SITES, WORKS, seats

TODAY = date(2026, 11, 22)
AWKWARD = (date(2028, 2, 29), date(2026, 12, 31), date(2027, 1, 1), date(2027, 4, 1), date(2026, 10, 25))


@pytest.fixture(scope="module")
def found() -> list[Career]:
    return careers(TODAY)


def test_one_seed_and_day_give_one_company(found) -> None:
    assert careers(TODAY) == found
    assert careers(TODAY, seed=21) != found


@pytest.mark.parametrize("today", [TODAY, *AWKWARD])
def test_about_240_people_work_here_on_any_day(today) -> None:
    found = careers(today)
    here = [one for one in found if one.works_on(today)]
    assert 225 <= len(here) <= 255
    assert {one.entity for one in here} == {"AIN-US", "AIN-GB", "AIN-DE"}
    assert {one.worker for one in here} == {"employee", "contractor", "agency", "intern"}


def test_some_left_and_some_are_still_to_come(found) -> None:
    assert len([one for one in found if one.left and one.left <= TODAY]) > 40
    assert len([one for one in found if one.hired > TODAY]) == others.STARTERS


def test_numbers_names_and_addresses_are_nobody_elses(found) -> None:
    for values in (
        [one.number for one in found],
        [one.called.full for one in found],
        [one.email for one in found],
    ):
        assert len(set(values)) == len(values)


def test_addresses_look_like_names(found) -> None:
    emails = {one.called.full: one.email for one in found}
    assert emails["Imogen Hartley"] == "imogen.hartley@alderbrook.example"
    assert emails["Suharti"] == "suharti@alderbrook.example"
    assert all(email.isascii() and " " not in email for email in emails.values())


def test_everybody_is_of_an_age_to_work(found) -> None:
    ages = [(one.hired - one.born).days / 365.25 for one in found]
    assert min(ages) >= 18
    assert max((TODAY - one.born).days / 365.25 for one in found if one.works_on(TODAY)) < 75


def test_days_follow_one_another(found) -> None:
    for one in found:
        days = [step.day for step in one.steps]
        assert days[0] == one.hired
        assert sorted(set(days)) == days
        assert [rise.day for rise in one.pay] == sorted({rise.day for rise in one.pay})
        assert one.left is None or max(days[-1], one.pay[-1].day) < one.left


def test_nobody_changes_the_employer_by_moving(found) -> None:
    assert [one for one in found if len({SITES[step.seat.site].entity for step in one.steps}) != 1] == []


def test_no_two_people_have_one_seat_on_one_day(found) -> None:
    held: dict[str, list[tuple[date, date]]] = {}
    for one in found:
        ends = [*(step.day for step in one.steps[1:]), one.left or date.max]
        for step, end in zip(one.steps, ends, strict=True):
            if step.seat.code not in ("", others.POOL.code):
                held.setdefault(step.seat.code, []).append((step.day, end))
    for spans in held.values():
        spans.sort()
        assert [1 for (_, end), (start, _) in pairwise(spans) if start < end] == []


def test_seats_report_to_seats_up_to_the_chief() -> None:
    above = {seat.code: seat.reports_to for seat in seats()}
    for code in above:
        chain = [code]
        while above[chain[-1]]:
            chain.append(above[chain[-1]])
            assert len(chain) < 8
        assert chain[-1] == "AIN-01"


def test_pay_fits_the_job(found) -> None:
    yearly = [one for one in found if one.worker == "employee" and one.steps[-1].fte == "1"]
    for one in yearly:
        share = one.pay[-1].amount / WORKS[one.steps[-1].work].pay
        assert 0.35 < share < 1.6, one


def test_the_cast_is_at_work_and_stays_in_its_seats(found) -> None:
    names = {one.last_seat.code: one.called for one in found if one.works_on(TODAY)}
    assert {code: names[code] for code in CAST} == CAST
    assert all(one.hired < TODAY - timedelta(days=365) for one in found if one.last_seat.code in CAST)
