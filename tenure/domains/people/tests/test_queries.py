"""Composed reads: what was true on a day, for whom, in how many queries."""

import time
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tenure.domains.organisation.models import UnitTerm
from tenure.domains.people import actions, queries
from tenure.domains.people.models import Assignment, Employment, Pay, Person
from tenure.foundation.access import Held
from tenure.foundation.identity.models import Grant, Role, RolePermission, User
from tenure.foundation.money.models import ExchangeRate
from tests.database import as_owner

from .factories import (
    EMPLOYEE,
    MANAGER,
    START,
    TODAY,
    actor,
    contract_of,
    entity,
    hired,
    hr,
    job_of,
    place,
    unit,
)

pytestmark = pytest.mark.django_db

LATER = TODAY + timedelta(days=30)


def row(person: Person, by=None, day=None):
    return queries.directory(by or hr(), day=day).get(pk=person.pk)


@pytest.mark.capability("CORE-19")
class TestDirectory:
    @pytest.mark.parametrize("size", [1, 3])
    def test_a_list_is_one_query_whatever_its_length(self, size):
        boss = hired("Boss")
        for n in range(size):
            hired(f"P{n}", manager=boss, unit=unit(), place=place(), title="Clerk")
        by = actor(*EMPLOYEE, *MANAGER, person=boss)
        with CaptureQueriesContext(connection) as asked:
            rows = list(queries.directory(by))

        assert (len(asked), len(rows)) == (1, size + 1)

    def test_a_row_tells_what_held_on_the_day(self):
        boss = hired("Boss")
        ana = hired("Ana", title="Clerk", unit=unit())
        moved = date(2025, 1, 1)
        actions.change_assignment(
            job_of(ana).uid, on=moved, title="Lead", unit=unit("ops"), place=place(), manager=boss, by=hr()
        )
        before, after = row(ana, day=moved - timedelta(days=1)), row(ana, day=moved)

        assert (before.title, before.unit_name, before.place_name, before.manager_name) == (
            "Clerk",
            "Sales",
            None,
            None,
        )
        assert (after.title, after.unit_name, after.place_name, after.manager_name, after.manager_uid) == (
            "Lead",
            "Ops",
            "Berlin",
            "Boss",
            boss.uid,
        )
        assert (after.entity_name, after.starts_on, after.worker_type, after.status) == (
            "North",
            START,
            "employee",
            "active",
        )

    def test_a_unit_has_the_name_of_the_day(self):
        ana = hired("Ana", unit=unit())
        renamed = date(2025, 1, 1)
        UnitTerm.objects.filter(unit=unit()).update(valid_until=renamed)
        UnitTerm.objects.create(unit=unit(), name="Selling", valid_from=renamed)

        assert [row(ana, day=d).unit_name for d in (START, renamed)] == ["Sales", "Selling"]

    def test_who_came_later_is_not_there_yet(self):
        hired("Ana", on=TODAY)

        assert not queries.directory(hr(), day=START).exists()

    @pytest.mark.parametrize(
        ("on", "until", "status"),
        [
            (LATER, None, "joining"),
            (START, TODAY - timedelta(days=1), "left"),
            (START, TODAY, "leaving"),
            (START, None, "active"),
        ],
    )
    def test_the_status_says_how_somebody_stands(self, on, until, status):
        assert row(hired("Ana", on=on, until=until)).status == status

    def test_why_somebody_is_away_is_not_for_colleagues(self):
        ana, peer = hired("Ana"), hired("Peer")
        term = contract_of(ana).terms.get()
        actions.change_terms(term.uid, on=TODAY, status="released", by=hr())

        assert row(ana).status == "released"
        assert row(ana, by=actor(*EMPLOYEE, person=peer)).status == "on_leave"

    def test_who_has_left_shows_the_last_job(self):
        ana = hired("Ana", title="Clerk", until=TODAY - timedelta(days=9))

        assert (row(ana).title, row(ana).manager_id) == ("Clerk", None)


@pytest.mark.capability("CORE-19")
class TestProfile:
    def test_a_section_has_past_current_and_future_rows(self):
        ana = hired("Ana", title="Clerk", unit=unit())
        actions.change_assignment(job_of(ana).uid, on=date(2025, 1, 1), title="Lead", by=hr())
        actions.change_assignment(job_of(ana).uid, on=LATER, title="Chief", reason="promotion", by=hr())
        job = queries.section(hr(), ana.uid, "job")

        assert [[r["title"] for r in rows] for rows in (job.past, job.current, job.future)] == [
            ["Clerk"],
            ["Lead"],
            ["Chief"],
        ]
        assert (job.future[0].changed, job.future[0].reason) == ({"title"}, "promotion")
        assert (job.current[0].last_day, job.current[0]["unit"]) == (LATER - timedelta(days=1), "Sales")
        assert job.may_edit

    def test_looking_back_moves_the_rail(self):
        ana = hired("Ana", title="Clerk")
        actions.change_assignment(job_of(ana).uid, on=date(2025, 1, 1), title="Lead", by=hr())
        job = queries.section(hr(), ana.uid, "job", day=START)

        assert ([r["title"] for r in job.current], [r["title"] for r in job.future]) == (["Clerk"], ["Lead"])

    def test_one_tab_reads_one_part(self):
        ana = hired("Ana", pay=Decimal(1))
        page = queries.profile(hr(), ana.uid, show=("job",))

        assert set(page.sections) == {"job"}
        assert {"pay", "notes", "papers"} <= set(page.codes)
        assert "special" not in page.codes

    def test_a_part_costs_the_same_for_one_row_and_for_three(self):
        ana = hired("Ana", unit=unit())
        counts = []
        for n in (1, 2, 3):
            with CaptureQueriesContext(connection) as asked:
                queries.section(hr(), ana.uid, "job")
            counts.append(len(asked))
            actions.change_assignment(
                job_of(ana).uid, on=TODAY - timedelta(days=90 - n), title=f"T{n}", by=hr()
            )
        assert len(set(counts)) == 1


@pytest.mark.capability("CORE-20")
class TestTimeline:
    def test_it_tells_what_happened_newest_first_with_who_and_the_trail(self):
        ana = hired("Ana", title="Clerk", pay=Decimal(1))
        writer = hired("Wes")
        by = hr(person=writer)
        actions.change_assignment(job_of(ana).uid, on=date(2025, 1, 1), title="Lead", why="Grew", by=by)
        actions.write_note(ana.uid, visibility="manager", text="Good year", by=by)
        moments = queries.timeline(hr(), ana.uid, kinds=["employment", "job", "pay"])

        assert [(m.on, m.kind) for m in moments] == [
            (date(2025, 1, 1), "job"),
            (START, "employment"),
            (START, "job"),
            (START, "pay"),
        ]
        assert (moments[0].title, moments[0].text, moments[0].who) == (
            "Job changed: Title",
            "Lead (Grew)",
            "Wes",
        )
        assert moments[0].entry is not None

    def test_a_colleague_reads_no_more_than_the_directory(self):
        ana, peer = hired("Ana", pay=Decimal(1)), hired("Peer")

        assert queries.timeline(actor(*EMPLOYEE, person=peer), ana.uid) == []

    def test_an_account_is_part_of_it(self):
        ana, user = hired("Ana"), User.objects.create_user("a@example.org")
        actions.link_account(ana.uid, user_id=user.pk, by=hr("identity.manage"))

        assert [m.title for m in queries.timeline(hr(), ana.uid, kinds=["account"])] == ["Account linked"]


def test_who_can_see_says_roles_and_what_they_are_held_over():
    north, south = entity(), entity("south")
    ana = hired("Ana", at=north)
    role = Role.objects.create(code="payers", name="Payers")
    RolePermission.objects.create(role=role, permission="pay.view")
    implied, _ = Role.objects.get_or_create(code="employee", defaults={"name": "Employee", "implied": True})
    RolePermission.objects.get_or_create(role=implied, permission="pay.view", scope="own")
    for name, where in (("in", north), ("out", south)):
        user = User.objects.create_user(f"{name}@example.org")
        Grant.objects.create(user=user, role=role, scope="entity", targets=[where.pk], valid_from=START)

    assert queries.who_can_see("pay.view", ana.pk, TODAY) == [
        queries.Reader("The person", ""),
        queries.Reader("Payers", "North", ("in@example.org",)),
    ]


def test_headcount_counts_people_once_and_shares_over_jobs():
    ana = hired("Ana", fte="0.5", unit=unit())
    hired("Bo", unit=unit("ops"))
    hired("Gone", until=TODAY - timedelta(days=1))
    actions.add_assignment(contract_of(ana).uid, on=TODAY, fte="0.25", unit=unit("ops"), by=hr())

    assert queries.headcount(hr(), day=TODAY) == [queries.Count(None, 2, Decimal("1.75"))]
    assert queries.headcount(hr(), day=TODAY, per="unit") == [
        queries.Count(unit("ops").pk, 2, Decimal("1.25")),
        queries.Count(unit().pk, 1, Decimal("0.5")),
    ]
    assert queries.headcount(hr(), day=TODAY, per="worker_type")[0].key == "employee"


@pytest.mark.capability("GLB-03")
def test_pay_in_one_currency_says_by_which_rate():
    hired("Ana", pay=Decimal(4_000))
    Pay.objects.update(period="month")
    hired("Bo", pay=Decimal(10))
    Pay.objects.filter(person__name="Bo").update(currency="XAF")
    ExchangeRate.objects.create(base="EUR", currency="USD", rate=Decimal("1.25"), day=TODAY, source="ECB")
    ana, bo = queries.pay_of(hr(), TODAY, currency="USD")

    assert (ana.yearly.amount, ana.converted.amount, ana.conversion.legs[0].source) == (48_000, 60_000, "ECB")
    assert bo.converted is None


@pytest.mark.capability("GLB-03")
def test_pay_of_others_is_not_counted_in():
    hired("Ana", pay=Decimal(1))

    assert queries.pay_of(actor(Held("pay.view", "own")), TODAY, currency="EUR") == []


def test_the_directory_of_ten_thousand_sorts_within_a_second():
    Person.objects.bulk_create(
        [Person(name=f"P{n}", number=str(n), sort_key=f"p{n}", folded="p") for n in range(10_000)]
    )
    where, what = entity(), unit()
    Employment.objects.bulk_create(
        [Employment(person=p, legal_entity=where, valid_from=START) for p in Person.objects.all()]
    )
    Assignment.objects.bulk_create(
        [
            Assignment(
                person_id=e.person_id, employment=e, title=f"T{e.pk % 90}", unit=what, valid_from=START
            )
            for e in Employment.objects.all()
        ]
    )
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("ANALYZE people_assignment, people_employment, people_person")
    by = actor(*EMPLOYEE, person=Person.objects.first())
    took = {}
    for order in ("sort_key", "title", "unit_name"):
        began = time.perf_counter()
        list(queries.directory(by).order_by(order, "pk")[:50])
        took[order] = round(time.perf_counter() - began, 2)

    assert max(took.values()) < 2, took
