"""Several legal entities in one Tenure: each its currency, calendar and people, each its own HR."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from tenure.domains.organisation import actions as organisation, queries
from tenure.domains.organisation.models import LegalEntity, Place, UnitTerm
from tenure.domains.people import actions
from tenure.domains.people.models import Assignment, Pay, Person
from tenure.domains.people.queries import directory
from tenure.foundation.access import Actor, Held

from .cast import Company
from .factories import EMPLOYEE, HR, START, TODAY, actor, hr, over

pytestmark = [pytest.mark.django_db, pytest.mark.capability("GLB-01")]
COMPANIES = (
    ("uk", "GB", "GBP", "Leeds", "ENG", "Europe/London", 41_000),
    ("de", "DE", "EUR", "Munich", "BY", "Europe/Berlin", 52_000),
    ("us", "US", "USD", "Boston", "MA", "America/New_York", 78_000),
)


class Group:
    """Three companies, each with a unit, a place and one person; and a generalist for each."""

    def __init__(self) -> None:
        for row in COMPANIES:
            self._found(*row)

    def _found(self, code, country, currency, town, part, zone, pay) -> None:
        by = hr()
        entity = organisation.create_legal_entity(
            code=code, name=code.upper(), country=country, currency=currency, by=by
        )
        place = organisation.create_place(
            code=town, name=town, country=country, subdivision=part, time_zone=zone, by=by
        )
        unit = organisation.create_unit(
            code=code, name=f"Sales {code}", since=START, legal_entity=entity, by=by
        )
        facts = {"unit": unit, "place": place, "title": "Clerk"}
        job = actions.FirstJob(legal_entity=entity, starts_on=START, last_day=None, facts=facts)
        first = actions.FirstPay(Decimal(pay), currency)
        actions.hire(actions.NewPerson(name=f"Person {code}", number=code), job=job, pay=first, by=by)

    def generalist(self, code: str) -> Actor:
        entity = LegalEntity.objects.get(code=code)
        return actor(*EMPLOYEE, *over("entity", *HR, targets=(entity.pk,)))

    def person(self, code: str) -> Person:
        return Person.objects.get(number=code)


@pytest.fixture
def group() -> Group:
    return Group()


def test_each_company_pays_in_its_own_currency(group) -> None:
    paid = Pay.objects.order_by("person__number").values_list("person__number", "currency", "amount")
    assert [(code, currency, int(amount)) for code, currency, amount in paid] == [
        ("de", "EUR", 52000),
        ("uk", "GBP", 41000),
        ("us", "USD", 78000),
    ]


def test_each_place_keeps_its_own_calendar(group) -> None:
    off = {}
    for place in Place.objects.all():
        found = queries.holiday_calendar(place, year=2026)
        off[place.name] = {one.day for one in found.days if one.is_off}
    thanksgiving, corpus_christi, spring = date(2026, 11, 26), date(2026, 6, 4), date(2026, 5, 25)
    assert [name for name, days in sorted(off.items()) if corpus_christi in days] == ["Munich"]
    assert [name for name, days in sorted(off.items()) if thanksgiving in days] == ["Boston"]
    assert [name for name, days in sorted(off.items()) if spring in days] == ["Boston", "Leeds", "Munich"]


def test_the_directory_holds_them_all_with_their_company(group) -> None:
    rows = directory(group.generalist("uk")).order_by("number")
    assert [(row.number, row.entity_name, row.place_name) for row in rows] == [
        ("de", "DE", "Munich"),
        ("uk", "UK", "Leeds"),
        ("us", "US", "Boston"),
    ]


@pytest.mark.parametrize(("mine", "theirs"), [("uk", "de"), ("de", "us"), ("us", "uk")])
def test_a_generalist_administers_the_people_of_one_company_alone(group, mine, theirs) -> None:
    by, later = group.generalist(mine), TODAY + timedelta(days=30)
    assert [row.person.number for row in Pay.objects.allowed(by, "pay.view")] == [mine]
    own = Assignment.objects.get(person__number=mine)
    actions.change_assignment(own.uid, on=later, title="Lead", by=by)
    foreign = Assignment.objects.get(person__number=theirs)
    with pytest.raises(Assignment.DoesNotExist):
        actions.change_assignment(foreign.uid, on=later, title="Lead", by=by)
    actions.change_assignment(foreign.uid, on=later, title="Boss", by=hr())
    shown = {row.number: row.title for row in directory(by, day=later + timedelta(days=1))}
    assert (shown[mine], shown[theirs]) == ("Lead", "Clerk")


@pytest.mark.parametrize(("mine", "theirs"), [("uk", "de"), ("de", "us")])
def test_a_generalist_changes_the_units_of_one_company_alone(group, mine, theirs) -> None:
    by, later = group.generalist(mine), TODAY + timedelta(days=30)
    own, foreign = (UnitTerm.objects.get(unit__code=code).unit for code in (mine, theirs))
    organisation.change_unit(own.pk, since=later, name="Trade", by=by)
    with pytest.raises(UnitTerm.DoesNotExist):
        organisation.change_unit(foreign.pk, since=later, name="Trade", by=by)


def test_in_the_browser_the_pay_of_the_other_company_does_not_exist() -> None:
    company = Company()
    hal = company.client(company.hal, "hr_generalist", "entity", (company.north.pk,))
    pay = [reverse("person-tab", args=[one.uid, "pay"]) for one in (company.bo, company.dee)]
    assert [hal.get(address).status_code for address in pay] == [200, 404]


def test_nobody_is_a_generalist_of_a_company_by_another_ones_grant(group) -> None:
    entity = LegalEntity.objects.get(code="uk")
    by = actor(Held("pay.view", "entity", (entity.pk,)), Held("people.view", "everyone"))
    assert [row.person.number for row in Pay.objects.allowed(by, "pay.view")] == ["uk"]
    assert Assignment.objects.allowed(by, "people.view").count() == 3
