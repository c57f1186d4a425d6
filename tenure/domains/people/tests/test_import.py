"""People brought in by files: what is found, what is written, who may."""

from datetime import date
from decimal import Decimal

import pytest

from tenure.domains.organisation.models import LegalEntity, UnitTerm
from tenure.domains.people.models import Assignment, EmergencyContact, Employment, Pay, Person, ReportingLine
from tenure.foundation.access import Actor, Held
from tenure.foundation.audit.models import Entry
from tenure.foundation.exchange import run
from tenure.foundation.exchange.findings import Weight, answers
from tenure.foundation.exchange.loading import OutOfReach
from tenure.foundation.exchange.reading import read_bytes

pytestmark = [pytest.mark.django_db, pytest.mark.capability("PLT-07")]
DAY = date(2024, 1, 1)
MAY = ("people.import", "people.edit", "people.edit_personal", "pay.edit", "organisation.edit")
BY = Actor(1, None, DAY, tuple(Held(one, "everyone") for one in MAY))


@pytest.fixture
def entity():
    return LegalEntity.objects.create(code="T", name="Tenure GmbH", country="DE", currency="EUR")


def prepared(text, kind="people", by=BY, day=DAY, **choices):
    tables = read_bytes(f"{kind}.csv", text.encode())
    return run.prepare(tables, run.mapping_for(kind, tables), run.Order(day, answers(**choices)), by=by)


def bring_in(text, kind="people", **more):
    found = prepared(text, kind, **more)
    run.commit(found, by=more.get("by", BY))
    return found


def codes(found, weight=Weight.ERROR):
    return found.findings.counts(weight)


PAIR = "number,name,hire date,manager\n1,Ada,2020-01-01,\n2,Bo,2021-01-01,Ada\n"


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("1,Twin,2020-01-01,", "duplicate_number"),
        ("3,,2020-01-01,", "required"),
        ("3,Cy,2020-02-30,", "no_such_day"),
        ("3,Cy,03/04/2020,", "ambiguous_date"),
    ],
)
def test_an_error_stands_in_the_way_of_everything(entity, row, code):
    found = prepared(PAIR + row + "\n")
    assert codes(found) == {code: 1}
    with pytest.raises(run.HasErrors):
        run.commit(found, by=BY)
    assert Person.objects.count() == 0


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ("3,Cy,2020-01-01,Nobody\n", "manager_unknown"),
        ("3,Cy,2020-01-01,3\n", "manager_of_oneself"),
        ("3,Cy,2020-01-01,4\n4,Di,2020-01-01,3\n", "manager_ring"),
        ("3,Ada,2020-01-01,\n4,Di,2020-01-01,Ada\n", "manager_ambiguous"),
    ],
)
def test_a_doubtful_manager_is_listed_and_parked(entity, rows, code):
    found = prepared(PAIR.replace("2,Bo,2021-01-01,Ada", "2,Bo,2021-01-01,1") + rows)
    assert code in codes(found, Weight.WARNING)
    with pytest.raises(run.NeedsChoices):
        run.commit(found, by=BY)
    bring_in(PAIR.replace("2021-01-01,Ada", "2021-01-01,1") + rows, park=[code], accept=["same_name"])
    assert Assignment.objects.filter(person__number__in=["3", "4"], manager__isnull=False).count() == 0


def test_managers_are_found_by_number_mail_and_name_in_any_order(entity):
    bring_in(
        "number,name,work email,hire date,manager\n"
        '1,Ada Byron,ada@example.org,2020-01-01,\n2,Bo,,2020-01-01,1\n3,Cy,,2020-01-01,ADA@example.org\n4,Di,,2020-01-01,"Byron, Ada"\n'
    )
    assert set(Assignment.objects.exclude(manager=None).values_list("manager__number", flat=True)) == {"1"}
    assert ReportingLine.objects.filter(manager__number="1").count() == 3


def test_the_same_file_again_changes_nothing_and_a_new_one_changes_from_its_day(entity):
    text = "number,name,hire date,title,salary,currency\n1,Ada,2020-01-01,Analyst,50000,EUR\n"
    bring_in(text)
    assert prepared(text, day=date(2025, 1, 1)).differences.writes == 0
    bring_in(text.replace("Analyst", "Lead").replace("50000", "60000"), day=date(2025, 1, 1))
    jobs = Assignment.objects.order_by("valid_from").values_list("title", "valid_from", "valid_until")
    assert list(jobs) == [("Analyst", date(2020, 1, 1), date(2025, 1, 1)), ("Lead", date(2025, 1, 1), None)]
    assert list(Pay.objects.order_by("valid_from").values_list("amount", flat=True)) == [
        Decimal(50000),
        Decimal(60000),
    ]
    assert Entry.objects.filter(verb="people.import.committed").count() == 2


def test_one_trail_line_names_the_people_and_no_values(entity):
    bring_in(PAIR)
    line = Entry.objects.get(verb="people.import.committed")
    assert line.about == sorted(Person.objects.values_list("pk", flat=True))
    assert line.details["counts"]["person"]["new"] == 2


def test_history_and_contacts_come_in_by_their_own_sheets(entity):
    bring_in(PAIR)
    bring_in(
        "person,title,from,last day\n1,Analyst,2020-01-01,2020-12-31\n1,Lead,2021-01-01,\n", "assignments"
    )
    bring_in("person,name,phone\n1,Mother,+49 1\n", "emergency-contacts")
    titles = Assignment.objects.filter(person__number="1").order_by("valid_from")
    assert list(titles.values_list("title", "valid_until")) == [("Analyst", date(2021, 1, 1)), ("Lead", None)]
    assert EmergencyContact.objects.get().person.number == "1"


def test_units_keep_their_parents_and_their_days(entity):
    bring_in("code,name,parent,from\nA,All,,2020-01-01\nB,Branch,A,2021-01-01\n", "units")
    branch = UnitTerm.objects.get(unit__code="B")
    assert (branch.parent.code, branch.valid_from) == ("A", date(2021, 1, 1))


def test_pay_is_refused_by_column_to_those_who_may_not_write_it(entity):
    without = Actor(1, None, DAY, tuple(Held(one, "everyone") for one in MAY if one != "pay.edit"))
    found = prepared("number,name,hire date,salary\n1,Ada,2020-01-01,5\n", by=without)
    assert codes(found) == {"may_not": 1}


def test_who_imports_for_one_entity_does_not_reach_another(entity):
    other = LegalEntity.objects.create(code="O", name="Other Ltd", country="GB", currency="GBP")
    mine = Actor(1, None, DAY, tuple(Held(one, "entity", (entity.pk,)) for one in MAY))
    row = "number,name,hire date,company\n1,Ada,2020-01-01,{}\n"
    bring_in(row.format("T"), by=mine)
    with pytest.raises(OutOfReach):
        bring_in(row.format("O").replace("1,Ada", "2,Bo"), by=mine)
    bring_in(row.format("O").replace("1,Ada", "2,Bo"))
    with pytest.raises(OutOfReach):
        bring_in(row.format("O").replace("1,Ada", "2,Bob"), by=mine)
    assert set(Employment.objects.values_list("legal_entity", flat=True)) == {entity.pk, other.pk}


def test_an_unknown_country_and_a_ring_of_rows_are_told(entity):
    found = prepared("code,name,country\nX,Somewhere,Atlantis\n", "places")
    assert codes(found) == {"unknown_country": 1}
    assert found.findings.errors[0].words == "There is no country “Atlantis”."
