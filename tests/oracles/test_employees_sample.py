"""The employees sample database, in and out again: published checksums, and every day of its history."""

import random
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import transaction

from tenure.domains.people.models import Assignment, Employment, Pay
from tenure.foundation.access import Actor, Held
from tenure.foundation.audit.models import Entry
from tenure.foundation.exchange import run
from tenure.foundation.exchange.export import export
from tenure.foundation.exchange.findings import Weight, answers

from . import sample

ACCEPTED = ("same_name", "head_works_elsewhere", "head_before_hire")
MAY = (
    "people.import",
    "people.export",
    "people.edit",
    "people.edit_personal",
    "pay.edit",
    "organisation.edit",
)
BY = Actor(None, None, date(2026, 3, 1), tuple(Held(one, "everyone") for one in MAY), "cli", label="oracle")

pytestmark = [pytest.mark.capability("PLT-07"), pytest.mark.xdist_group("employees-sample")]


class Undone(Exception):
    pass


@pytest.fixture(scope="module")
def imported(shared, tmp_path_factory, django_db_setup, django_db_blocker):
    """Import the ten thousand once for all tests of this module, export them, and take both back at the end."""
    files = shared("data/employees-sample-db-10k")
    with django_db_blocker.unblock():
        try:
            with transaction.atomic():
                tables = run.read_files([files])
                mapping = run.mapping_for("employees-sample-db", tables)
                prepared = run.prepare(tables, mapping, run.Order(BY.today, answers(accept=ACCEPTED)), by=BY)
                run.commit(prepared, by=BY)
                folder = tmp_path_factory.mktemp("export") / "all"
                export(folder, by=BY)
                yield prepared, folder, sample.Plain(files), tables
                raise Undone  # noqa: TRY301 — takes the import back
        except Undone:
            pass


def test_the_managers_whose_history_is_elsewhere_are_named(imported):
    found = [one for one in imported[0].findings.of(Weight.WARNING) if one.code == "head_works_elsewhere"]
    assert len(found) == 21
    assert found[0].words.startswith("Bezalel Simmel (10002) leads Marketing")


def test_two_people_with_one_name_are_reported(imported):
    assert imported[0].findings.counts(Weight.WARNING)["same_name"] == 18
    assert imported[0].findings.errors == []


@pytest.mark.capability("PLT-08")
def test_the_export_gives_the_published_checksums(imported):
    folder = imported[1]
    people = {one["uid"]: one for one in sample.exported(folder, "people.person")}
    details = {one["person"]: one for one in sample.exported(folder, "people.personaldetails")}
    contracts = {one["person"]: one for one in sample.exported(folder, "people.employment")}
    units = {one["uid"]: one["code"] for one in sample.exported(folder, "organisation.unit")}
    names = {one["unit"]: one["name"] for one in sample.exported(folder, "organisation.unitterm")}
    employees = [
        (
            int(one["number"]),
            details[uid]["birth_date"],
            one["given_name"],
            one["family_name"],
            {"male": "M", "female": "F"}[details[uid]["sex"]],
            contracts[uid]["valid_from"],
        )
        for uid, one in people.items()
    ]
    titles = [(int(who), title, start, end) for who, title, start, end in sample.spans(folder, "title")]
    departments = [
        (units[unit], int(who), start, end) for who, unit, start, end in sample.spans(folder, "unit")
    ]
    paid = sample.exported(folder, "people.pay") + sample.exported(folder, "people.pay.rescinded")
    salaries = [
        (
            int(people[one["person"]]["number"]),
            one["amount"],
            one["valid_from"],
            one["valid_until"] or "9999-01-01",
        )
        for one in paid
    ]
    assert (len(employees), len(titles), len(departments), len(salaries)) == (10000, 14782, 11051, 94917)
    assert {
        "employees": sample.chain(sorted(employees)),
        "departments": sample.chain(sorted((units[unit], name) for unit, name in names.items())),
        "dept_emp": sample.chain((unit, who, start, end) for unit, who, start, end in sorted(departments)),
        "titles": sample.chain(sorted(titles)),
        "salaries": sample.chain(sorted(salaries, key=lambda row: (row[0], row[2], row[3]))),
    } == sample.CHAINS


def test_rows_of_no_length_come_in_as_rescinded(imported):
    pay = sample.exported(imported[1], "people.pay.rescinded")
    jobs = sample.exported(imported[1], "people.assignment.rescinded")
    assert (len(pay), len(jobs)) == (6, 3)
    assert all(one["valid_from"] == one["valid_until"] for one in pay + jobs)


def test_one_run_leaves_one_line_in_the_trail(imported):
    assert Entry.objects.filter(verb="people.import.committed").count() == 1


def test_the_same_files_again_change_nothing(imported):
    prepared, _folder, _plain, tables = imported
    again = run.prepare(tables, prepared.mapping, run.Order(BY.today, answers(accept=ACCEPTED)), by=BY)
    assert again.differences.writes == 0


@pytest.mark.capability("CORE-02")
def test_a_thousand_days_equal_a_plain_reading_of_the_files(imported):
    plain = imported[2]
    chance, numbers = random.Random(20260301), sorted(plain.hired)
    differences = []
    for _ in range(1000):
        day = date(1985, 1, 1) + timedelta(days=chance.randrange(6700))
        number = chance.choice(numbers)
        ours, theirs = _ours(number, day), _theirs(plain, number, day)
        if ours != theirs:
            differences.append((number, day, ours, theirs))
    assert differences == []


def _ours(number, day):
    job = Assignment.objects.as_of(day).filter(person__number=number, primary=True)
    paid = Pay.objects.as_of(day).filter(person__number=number)
    row = job.values_list("title", "unit__code", "manager__number").first() or ("", None, None)
    amount = paid.values_list("amount", flat=True).first()
    return (Employment.objects.as_of(day).count(), row[0] or None, row[1], row[2], amount)


def _theirs(plain, number, day):
    amount = plain.on(plain.pay, number, day)
    return (
        plain.headcount(day),
        plain.on(plain.titles, number, day),
        plain.on(plain.units, number, day),
        plain.manager(number, day),
        None if amount is None else Decimal(amount),
    )
