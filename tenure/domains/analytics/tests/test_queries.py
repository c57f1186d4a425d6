"""Figures against a plain reading of the same rows, day by day; and what is withheld from whom."""

import random
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tenure.domains.analytics import queries, rules
from tenure.domains.analytics.queries import Question, spells
from tenure.domains.people.models import Assignment, Employment, EmploymentTerm, Person
from tenure.domains.people.tests import factories as make
from tenure.foundation.access import Held
from tenure.foundation.refusal import NotAllowed

pytestmark = [pytest.mark.django_db, pytest.mark.capability("CORE-03")]

DAY = timedelta(days=1)
TODAY = date(2026, 3, 2)
FIRST = date(2025, 1, 1)
KINDS = ["employee", "employee", "contractor"]
OVERSEER = make.actor(Held("insights.view", "everyone"), today=TODAY)
HR = make.hr("insights.view", today=TODAY)


class Careers:
    """Thirty people who come, go, change company, unit and kind of contract at random, seeded."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.entities = [make.entity("north"), make.entity("south")]
        top = make.unit("top")
        self.units = [top, make.unit("left", parent=top), make.unit("right", parent=top)]
        self.rows = [row for n in range(30) for row in self._career(n)]

    def _career(self, n: int):
        person = Person.objects.create(number=f"C{n}", name=f"Person {n}")
        day = FIRST + timedelta(days=self.dice.randrange(-200, 300))
        for number in range(self.dice.randrange(1, 4)):
            until = day + timedelta(days=self.dice.randrange(1, 250))
            end = until if self.dice.random() < 0.7 else None
            yield self._contract(person, number, day, end)
            if end is None:
                return
            day = until + timedelta(days=self.dice.choice([0, 0, 1, 30]))

    def _contract(self, person, number, start, end):
        entity, unit = self.dice.choice(self.entities), self.dice.choice(self.units)
        kind = self.dice.choice(KINDS)
        span = {"valid_from": start, "valid_until": end}
        contract = Employment.objects.create(
            person=person, legal_entity=entity, number=f"{person.number}-{number}", **span
        )
        EmploymentTerm.objects.create(employment=contract, worker_type=kind, **span)
        Assignment.objects.create(
            employment=contract, person=person, unit=unit, primary=True, fte=Decimal("0.5"), **span
        )
        return person.pk, start, end, kind, entity, unit

    def days(self, *, kind=None, entity=None, unit=None) -> set[tuple[int, date]]:
        """Give each (person, day) as figures know it: an end after today is not known."""
        return {
            (person, start + n * DAY)
            for person, start, end, is_a, at, under in self.rows
            if start <= TODAY
            and (kind is None or is_a == kind)
            and (entity is None or at == entity)
            and (unit is None or under == unit or (unit.code == "top"))
            for n in range(((end if end and end <= TODAY else TODAY + 9 * DAY) - start).days)
        }


def plain(inside, whole, first, last):
    """Count a period day by day."""
    here = lambda set_, person, day: (person, day) in set_  # noqa: E731
    people = {person for person, _day in inside}
    period = [first + n * DAY for n in range((last - first).days + 1)]
    begins = [(p, d) for p, d in inside if first <= d <= last and not here(inside, p, d - DAY)]
    ends = [(p, d) for p, d in inside if first <= d <= last and not here(inside, p, d + DAY)]
    ends = [(p, d) for p, d in ends if d + DAY <= TODAY]
    hires = sum(1 for p, d in begins if not here(whole, p, d - DAY))
    leavers = sum(1 for p, d in ends if not here(whole, p, d + DAY))
    moved = rules.Movement(
        opening=sum(here(inside, p, first - DAY) and here(inside, p, first) for p in people),
        hires=hires,
        transfers_in=len(begins) - hires,
        leavers=leavers,
        transfers_out=len(ends) - leavers,
        closing=sum(here(inside, p, last) and here(inside, p, last + DAY) for p in people),
    )
    days = sum(here(inside, p, d) for p in people for d in period)
    return spells.Flow(sum(here(inside, p, last) for p in people), moved, days, ())


@pytest.mark.parametrize("seed", range(8))
def test_every_movement_equals_a_plain_reading_day_by_day(seed: int) -> None:
    careers = Careers(seed)
    dice = random.Random(seed)
    for _n in range(6):
        first = FIRST + timedelta(days=dice.randrange(0, 380))
        last = min(first + timedelta(days=dice.randrange(0, 120)), TODAY)
        kind = dice.choice(["employee", None])
        entity, unit = dice.choice([None, *careers.entities]), dice.choice([None, *careers.units])
        asked = Question(
            first,
            last,
            "employees" if kind else "everybody",
            entity.uid if entity else None,
            unit.uid if unit else None,
        )
        expected = plain(
            careers.days(kind=kind, entity=entity, unit=unit), careers.days(kind=kind), first, last
        )
        found = spells.flows(OVERSEER, asked)[0]
        assert (found.present, found.moved, found.person_days) == (
            expected.present,
            expected.moved,
            expected.person_days,
        ), asked
        assert rules.reconciles(found.moved)


def test_the_rows_behind_each_part_are_as_many_as_the_figure_says() -> None:
    Careers(3)
    asked = Question(date(2025, 4, 1), date(2025, 9, 30))
    moved = spells.flows(HR, asked)[0].moved
    for part in ("opening", "hires", "transfers_in", "leavers", "transfers_out", "closing"):
        with connection.cursor() as cursor:
            behind = spells.people_of(HR, asked, part)
            cursor.execute(f"SELECT count(*) FROM ({behind.sql}) AS people", behind.params)
            assert cursor.fetchone() == (getattr(moved, part),), part
    named = set(queries.people(HR, asked, "closing").values_list("pk", flat=True))
    assert len(named) == moved.closing


def test_every_figure_comes_with_its_lines() -> None:
    lead = make.seat("lead")
    boss = make.hired("Boss", position=lead, fte=Decimal(1), by=HR)
    make.seat("empty", under=lead)
    for n in range(5):
        make.hired(f"Worker {n}", manager=boss, fte=Decimal("0.5"), on=date(2025, 3, 3), by=HR)
    found = {one.code: one for one in queries.figures(HR, Question(date(2025, 3, 1), date(2026, 2, 28)))}
    assert list(found) == list(queries.DEFINITIONS)
    values = {code: one.value for code, one in found.items()}
    assert (values["M01"], values["M02"], values["M04"], values["M09"]) == (6, Decimal("3.5"), 5, 2)
    assert (values["M06"], values["M07"], values["M08"], values["M10"]) == (
        Decimal("0.5"),
        Decimal("1.5"),
        5,
        Decimal("0.2"),
    )
    assert values["M11"] == 0
    assert found["M08"].lines[0].value == 5
    service = [date(2024, 1, 1), *[date(2025, 3, 3)] * 5]
    expected = sum(rules.years(one, date(2026, 2, 28)) for one in service) / 6
    assert round(values["M12"], 6) == round(expected, 6)


def test_a_figure_about_few_is_told_only_to_those_who_may_see_each() -> None:
    make.hired("Ada", by=HR)
    asked = Question(date(2025, 3, 1), date(2026, 2, 28))
    kept = {one.code for one in queries.figures(OVERSEER, asked) if one.withheld}
    assert kept == {"M02", "M03", "M04", "M05", "M11", "M12"}
    assert [one.code for one in queries.figures(HR, asked) if one.withheld] == []


def test_who_looks_after_one_company_gets_figures_about_that_one() -> None:
    for n in range(6):
        make.hired(f"N{n}", by=HR)
        make.hired(f"S{n}", at=make.entity("south"), by=HR)
    one = make.actor(Held("insights.view", "entity", (make.entity("south").pk,)), today=TODAY)
    asked = Question(TODAY - 9 * DAY, TODAY)
    assert queries.figure(one, "M01", asked).value == 6
    assert queries.figure(OVERSEER, "M01", asked).value == 12


def test_what_lies_ahead_is_in_no_figure() -> None:
    make.hired("Starter", on=TODAY + 9 * DAY, by=HR)
    make.hired("Leaver", until=TODAY + 9 * DAY, by=HR)
    found = queries.figure(HR, "M04", Question(TODAY - 30 * DAY, TODAY))
    assert {one.part: one.value for one in found.lines if one.part}["closing"] == 1
    with pytest.raises(queries.PeriodAhead):
        queries.figures(HR, Question(TODAY, TODAY + DAY))


@pytest.mark.parametrize(
    ("first", "last", "refusal"),
    [(TODAY, TODAY - DAY, queries.PeriodReversed), (date(1900, 1, 1), TODAY, queries.PeriodTooLong)],
)
def test_a_period_that_cannot_be_answered_is_refused_in_words(first, last, refusal) -> None:
    with pytest.raises(refusal):
        queries.figures(HR, Question(first, last))


def test_nobody_without_the_right_sees_figures_or_rows() -> None:
    nobody = make.actor(Held("people.view", "everyone"), today=TODAY)
    for ask in (queries.figures, lambda by, asked: queries.people_behind(by, asked, "hires")):
        with pytest.raises(NotAllowed):
            ask(nobody, Question(FIRST, TODAY))


@pytest.mark.parametrize("people", [1, 3])
def test_all_figures_take_the_same_queries_for_one_and_for_three(people: int) -> None:
    for n in range(people):
        make.hired(f"P{n}", by=HR)
    with CaptureQueriesContext(connection) as asked:
        queries.figures(HR, Question(TODAY - 99 * DAY, TODAY))
    assert len(asked) == 19


@pytest.mark.parametrize(
    ("since", "until"),
    [(FIRST + 400 * DAY, None), (FIRST, FIRST)],
    ids=["after its contract", "of no length"],
)
def test_a_term_without_a_day_of_its_contract_counts_for_nobody(since, until):
    person = Person.objects.create(number="T1", name="Term")
    contract = Employment.objects.create(
        person=person,
        legal_entity=make.entity("north"),
        number="T1",
        valid_from=FIRST,
        valid_until=FIRST + 90 * DAY,
    )
    EmploymentTerm.objects.create(
        employment=contract, worker_type="employee", valid_from=since, valid_until=until
    )
    asked = Question(FIRST, TODAY)
    flow = spells.flows(OVERSEER, asked)[0]
    assert (flow.present, flow.person_days, flow.moved.hires, flow.moved.leavers) == (0, 0, 0, 0)
