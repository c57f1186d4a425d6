"""Changing people's records on the pages: look, send, refuse, and what two editors see."""

import re
from datetime import timedelta

import pytest

from tenure.domains.people import actions
from tenure.domains.people.models import Assignment, EmergencyContact, Person

from .cast import Company
from .factories import contract_of, job_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def company():
    return Company()


@pytest.fixture
def hal(company):
    return company.client(company.hal, "hr_generalist")


def seen_in(answer):
    return re.search(r'name="seen" value="([^"]+)"', answer.content.decode()).group(1)


def job_form(company, client, **facts):
    """Open the change form of Bo's job and fill it in."""
    row = job_of(company.bo, company.today)
    url = f"/people/rows/job/{row.uid}/change"
    opened = client.get(url)
    assert opened.status_code == 200, opened.content[:500]
    data = {
        "seen": seen_in(opened), "title": "Clerk", "unit": company.unit.uid, "place": company.place.uid,
        "manager": company.ada.uid, "fte": "1", "on": company.today.isoformat(), "reason": "promotion", "why": "",
    }  # fmt: skip
    return url, {**data, **facts}


def test_a_change_is_looked_at_before_it_is_sent(company, hal):
    url, data = job_form(company, hal, title="Lead")
    looked = hal.post(url, {**data, "step": "look"})
    page = looked.content.decode()
    assert ("<del>Clerk</del>" in page, "<ins>Lead</ins>" in page) == (True, True)
    assert job_of(company.bo, company.today).title == "Clerk"
    assert hal.post(url, {**data, "step": "save"}).status_code == 302
    assert job_of(company.bo, company.today).title == "Lead"


@pytest.mark.capability("CORE-01")
def test_a_change_in_the_future_waits(company, hal):
    later = company.today + timedelta(days=30)
    url, data = job_form(company, hal, title="Lead", on=later.isoformat())
    hal.post(url, {**data, "step": "save"})
    assert job_of(company.bo, company.today).title == "Clerk"
    assert job_of(company.bo, later).title == "Lead"


def test_change_or_correct_is_asked_for_a_past_day_only(company, hal):
    past = (company.today - timedelta(days=30)).isoformat()
    url, data = job_form(company, hal, title="Lead", on=past)
    assert "The record was wrong" in hal.post(url, {**data, "step": "when"}).content.decode()
    assert "The record was wrong" not in hal.get(url).content.decode()
    hal.post(url, {**data, "act": "correct", "step": "save"})
    assert list(Assignment.objects.filter(person=company.bo).values_list("title", "valid_from")) == [
        ("Lead", company.start)
    ]


def test_two_editors_of_one_record_the_second_sees_the_difference(company, hal):
    url, data = job_form(company, hal, title="Lead")
    row = job_of(company.bo, company.today)
    actions.correct_assignment(row.uid, by=company.hr, title="Boss")
    answer = hal.post(url, {**data, "step": "save"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert ("<td>Clerk</td>" in page, "<ins>Boss</ins>" in page, 'value="Lead"' in page) == (True, True, True)
    assert job_of(company.bo, company.today).title == "Boss"
    again = hal.post(url, {**data, "seen": seen_in(answer), "step": "save"})
    assert (again.status_code, job_of(company.bo, company.today).title) == (302, "Lead")


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"on": "soon"}, "valid date"),
        ({"fte": "7"}, "less than or equal to 2"),
        ({"unit": "1"}, "Choose one from the list"),
        ({}, "Nothing is different yet"),
        ({"title": "Lead", "seen": "x"}, "too old"),
    ],
)
def test_what_is_wrong_stands_at_its_field(company, hal, facts, words):
    url, data = job_form(company, hal, **facts)
    answer = hal.post(url, {**data, "step": "save"})
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_a_form_comes_as_a_drawer_over_the_page(company, hal):
    url = f"/people/rows/job/{job_of(company.bo, company.today).uid}/change"
    answer = hal.get(url, headers={"HX-Request": "true"}).content.decode()
    assert ("<dialog" in answer, "<html" in answer) == (True, False)


def test_somebody_is_hired_on_the_page(company, hal):
    data = {
        "name": "Núria Puig", "legal_entity": company.north.pk, "starts_on": company.today.isoformat(), "worker_type": "employee",
        "contract": "permanent", "title": "Analyst", "unit": company.unit.uid, "fte": "1", "reason": "hire",
        "amount": "50000", "currency": "EUR", "period": "year",
    }  # fmt: skip
    answer = hal.post("/people/new", data)
    assert answer.status_code == 302, answer.content.decode()[:2000]
    person = Person.objects.get(name="Núria Puig")
    assert answer.url == f"/people/{person.uid}"
    assert company.client(company.cy).get("/people/new").status_code == 403


def test_an_employment_is_ended_and_the_end_taken_back(company, hal):
    contract = contract_of(company.cy)
    url = f"/people/employments/{contract.uid}/end"
    data = {"last_day": (company.today + timedelta(days=9)).isoformat(), "reason": "resignation"}
    assert hal.get(url).status_code == 200
    assert hal.post(url, data).status_code == 302
    contract.refresh_from_db()
    assert contract.valid_until == company.today + timedelta(days=10)
    assert hal.post(f"/people/employments/{contract.uid}/continuation", {"why": "stays"}).status_code == 302
    contract.refresh_from_db()
    assert contract.valid_until is None


def test_pay_is_changed_but_never_ones_own(company, hal):
    row = company.bo.pay.get()
    url = f"/people/rows/pay/{row.uid}/change"
    data = {
        "seen": seen_in(hal.get(url)),
        "amount": "50000",
        "currency": "EUR",
        "period": "year",
        "on": company.today.isoformat(),
        "reason": "merit",
        "step": "save",
    }
    assert hal.post(url, data).status_code == 302
    assert company.bo.pay.as_of(company.today).get().amount == 50000


def test_own_facts_are_edited_in_place_and_no_others(company):
    bo = company.client(company.bo)
    url = f"/people/{company.bo.uid}/card"
    page = bo.get(url)
    assert ('name="pronouns"' in page.content.decode(), 'name="work_email"' in page.content.decode()) == (
        True,
        False,
    )
    assert bo.post(url, {"seen": seen_in(page), "pronouns": "they"}).status_code == 302
    company.bo.refresh_from_db()
    assert company.bo.pronouns == "they"
    assert bo.get(f"/people/{company.cy.uid}/card").status_code == 404


def test_an_emergency_contact_is_added_edited_and_removed(company):
    bo = company.client(company.bo)
    assert (
        bo.post(
            f"/people/{company.bo.uid}/facts/emergency/new", {"name": "Eve", "phone": "1", "rank": "1"}
        ).status_code
        == 302
    )
    row = EmergencyContact.objects.get()
    url = f"/people/facts/emergency/{row.uid}"
    data = {"seen": seen_in(bo.get(url)), "name": "Eva", "phone": "2", "rank": "1"}
    assert bo.post(url, data).status_code == 302
    assert bo.post(url, data).status_code == 409
    assert bo.post(f"{url}/removal").status_code == 302
    assert EmergencyContact.objects.count() == 0


@pytest.mark.parametrize("what", ["contact", "dependant", "paper", "qualification", "note", "address"])
def test_every_form_of_the_file_opens(company, hal, what):
    assert hal.get(f"/people/{company.bo.uid}/facts/{what}/new").status_code == 200
    assert company.client(company.cy).get(f"/people/{company.bo.uid}/facts/{what}/new").status_code == 404


def test_records_are_found_by_typing(company, hal):
    for kind, typed, found in (
        ("person", "bergst", "Bo Bergström"),
        ("unit", "sal", "Sales"),
        ("place", "ber", "Berlin"),
    ):
        assert found in hal.get(f"/people/records/{kind}?q={typed}").content.decode()
    assert hal.get("/people/records/nonsense?q=x").status_code == 404
