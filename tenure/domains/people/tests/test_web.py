"""The pages of people: who gets which, what they say, and how often they ask the database."""

from datetime import timedelta

import pytest

from tenure.domains.people import actions
from tenure.domains.people.models import Pay
from tenure.foundation.audit.models import Entry
from tenure.foundation.lists.testing import assert_list_queries

from .cast import Company
from .factories import job_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def company():
    return Company()


def text_of(answer):
    assert answer.status_code == 200, answer.content[:800]
    return answer.content.decode()


def tabs_of(client, person):
    page = text_of(client.get(f"/people/{person.uid}"))
    codes = ("job", "pay", "personal", "papers", "qualifications", "notes", "history", "access")
    return [code for code in codes if f"/people/{person.uid}/{code}" in page]


def test_the_directory_asks_the_database_as_often_for_one_row_as_for_three(company):
    client, made = company.client(company.bo), iter("xyzabc")
    url = f"/people?entity={company.south.uid}"
    assert_list_queries(client, url, lambda: company.hire(f"New {next(made)}", at=company.south), queries=16)


def test_the_directory_forgives_accents_and_offers_what_was_meant(company):
    client = company.client(company.cy)
    assert "Bo Bergström" in text_of(client.get("/people?q=bergstrom"))
    assert "Did you mean" in text_of(client.get("/people?q=bergstorm"))


def test_the_directory_opens_with_those_who_work_here_and_a_search_finds_leavers(company):
    gone = company.hire("Nadia Gone", until=company.today - timedelta(days=9))
    client = company.client(company.hal, "hr_manager")
    shown = {
        url: gone.called in text_of(client.get(url))
        for url in ("/people", "/people?status=", "/people?q=nadia", "/people?status=left")
    }
    assert shown == {
        "/people": False,
        "/people?status=": True,
        "/people?q=nadia": True,
        "/people?status=left": True,
    }


@pytest.mark.parametrize("typed", ["clerk", "sal", "berl", "bo sales"])
def test_the_directory_finds_by_title_unit_and_place(company, typed):
    assert "Bo Bergström" in text_of(company.client(company.cy).get(f"/people?q={typed}"))


def test_the_directory_is_taken_as_a_file_with_the_same_rights(company):
    client = company.client(company.hal, "hr_generalist")
    answer = client.get("/people?export=csv&columns=name&columns=title&q=bergstrom")
    assert answer.content.decode("utf-8-sig").split("\r\n") == ["Name,Title", "Bo Bergström,Clerk", ""]
    assert client.get("/people?export=xlsx").content[:2] == b"PK"
    assert client.get("/people?export=pdf").status_code == 400
    assert company.client(company.cy).get("/people?export=csv").status_code == 403
    assert Entry.objects.filter(verb="lists.exported").count() == 2


def test_an_unknown_filter_is_refused_in_words(company):
    answer = company.client(company.bo).get("/people?nonsense=1")
    assert answer.status_code == 400
    assert "nonsense" in answer.content.decode()


def test_the_directory_of_units_takes_what_lies_below(company):
    client = company.client(company.bo)
    page = text_of(client.get(f"/people?unit={company.unit.uid}&place={company.place.uid}&status=active"))
    assert "Cy Young" in page


@pytest.mark.parametrize(
    "query",
    ["group=unit", "look=cards", "sort=-manager", "group=manager&sort=title", "columns=name&columns=email"],
)
def test_the_directory_is_seen_in_many_ways(company, query):
    assert "Cy Young" in text_of(company.client(company.bo).get(f"/people?{query}"))


def test_an_employee_may_not_sort_by_what_they_may_not_see(company, django_user_model):
    client = company.client(None, "auditor")
    assert client.get("/people?sort=starts_on").status_code == 403


@pytest.mark.parametrize(
    ("who", "role", "tabs"),
    [
        ("cy", "", []),
        ("bo", "", ["job", "pay", "personal", "papers", "qualifications", "notes", "access"]),
        ("ada", "", ["job", "qualifications", "notes"]),
        ("hal", "hr_generalist", ["job", "pay", "personal", "papers", "qualifications", "notes", "history"]),
        ("hal", "payroll", ["job", "pay", "papers", "qualifications"]),
        ("", "auditor", ["history", "access"]),
    ],
)
def test_a_profile_has_only_the_tabs_that_one_may_see(company, who, role, tabs):
    client = company.client(getattr(company, who) if who else None, role)
    assert tabs_of(client, company.bo) == tabs


def test_a_tab_that_is_not_there_is_not_found(company):
    client = company.client(company.cy)
    for tab in ("pay", "personal", "papers", "notes", "history", "access", "job", "nonsense"):
        assert client.get(f"/people/{company.bo.uid}/{tab}").status_code == 404


def test_an_administrator_meets_no_people(company):
    client = company.client(None, "administrator")
    assert client.get("/people").status_code == 403
    assert client.get(f"/people/{company.bo.uid}").status_code == 404


@pytest.mark.capability("CPL-08")
def test_history_tells_old_and_new_who_and_why_of_what_one_may_see(company):
    actions.change_assignment(
        job_of(company.bo, company.today).uid,
        on=company.today,
        why="Grown into it",
        by=company.hr,
        title="Lead",
    )
    page = text_of(company.client(company.hal, "hr_generalist").get(f"/people/{company.bo.uid}/history"))
    assert ("Grown into it" in page, "Lead" in page, "48,000" in page) == (True, True, True)
    auditor = text_of(company.client(None, "auditor").get(f"/people/{company.bo.uid}/history"))
    assert ("values not shown" in auditor, "48,000" in auditor, "<del>" in auditor) == (True, False, False)


def test_history_hides_notes_and_plans_from_those_who_may_not_know_them(company):
    company.private_facts()
    later = company.today + timedelta(days=20)
    row = job_of(company.bo, company.today)
    actions.change_assignment(row.uid, on=later, by=company.hr, title="Secret lead")
    client = company.client(company.bo, "auditor")
    page = text_of(client.get(f"/people/{company.bo.uid}/history"))
    assert ("Wants to move" in page, "Secret lead" in page, "48,000" in page) == (False, False, True)
    planner = text_of(company.client(company.hal, "hr_manager").get(f"/people/{company.bo.uid}/history"))
    assert ("Wants to move" in planner, "Secret lead" in planner) == (True, True)


def test_every_tab_draws_with_a_full_file(company):
    company.private_facts()
    client = company.client(company.hal, "hr_manager")
    for tab in ("job", "pay", "personal", "papers", "qualifications", "notes", "history", "access"):
        text_of(client.get(f"/people/{company.bo.uid}/{tab}"))
    assert "48,000.00" in text_of(client.get(f"/people/{company.bo.uid}/pay"))
    assert "Wants to move to Ulm" in text_of(client.get(f"/people/{company.bo.uid}/notes"))


def test_a_number_stays_masked_until_it_is_opened_and_that_is_logged(company):
    company.private_facts()
    client = company.client(company.hal, "hr_generalist")
    page = text_of(client.get(f"/people/{company.bo.uid}/papers"))
    assert ("5678" in page, "12345678" in page.replace("-", "")) == (True, False)
    before = Entry.objects.filter(verb="people.paper.viewed").count()
    url = f"/people/papers/{company.paper.uid}/number"
    assert client.get(url).status_code == 405
    answer = client.post(url, headers={"HX-Request": "true"})
    assert "WP-1234-5678" in text_of(answer)
    assert answer["Cache-Control"] == "no-store"
    assert Entry.objects.filter(verb="people.paper.viewed").count() == before + 1
    assert company.client(company.cy).post(url).status_code == 404


@pytest.mark.capability("CPL-09")
def test_who_looked_at_a_file_is_told_to_the_person(company):
    company.client(company.hal, "hr_generalist").get(f"/people/{company.bo.uid}/pay")
    page = text_of(company.client(company.bo).get(f"/people/{company.bo.uid}/access"))
    assert "Hal Nine" in page


@pytest.mark.capability("CORE-02")
def test_the_past_is_shown_to_those_who_may_see_the_record(company):
    day = (company.start).isoformat()
    assert "You see" in text_of(
        company.client(company.hal, "hr_generalist").get(f"/people/{company.bo.uid}?as_of={day}")
    )
    assert company.client(company.cy).get(f"/people/{company.bo.uid}?as_of={day}").status_code == 404


def test_home_is_drawn_for_every_role(company):
    company.private_facts()
    for who, role in (("bo", ""), ("ada", ""), ("hal", "hr_generalist"), ("cy", "hr_manager")):
        text_of(company.client(getattr(company, who), role).get("/"))
    for role in ("administrator", "auditor", "executive"):
        text_of(company.client(None, role).get("/"))


def test_every_figure_of_home_leads_to_its_rows(company):
    company.private_facts()
    client = company.client(company.hal, "hr_manager")
    assert "/people/worklists/papers-30" in text_of(client.get("/"))
    assert "Bo Bergström" in text_of(client.get("/people/worklists/papers-30"))
    assert company.client(company.cy).get("/people/worklists/papers-30").status_code == 403


@pytest.mark.capability("PLT-15")
def test_search_finds_people_first_and_then_what_to_do(company):
    client = company.client(company.hal, "hr_generalist")
    lines = client.get("/search?q=bergstorm", headers={"HX-Request": "true"}).content.decode()
    assert "Bo Bergström" in lines
    assert "Add a person" in text_of(client.get("/search?q=joiner"))
    assert "Add a person" not in text_of(company.client(company.cy).get("/search?q=joiner"))


def test_the_trail_is_for_those_who_read_all_of_it(company):
    assert "Hired" in text_of(company.client(None, "auditor").get("/audit"))
    over_north = {"scope": "entity", "targets": (company.north.pk,)}
    assert company.client(company.hal, "hr_generalist", **over_north).get("/audit").status_code == 403
    assert company.client(company.cy).get("/audit").status_code == 403


def test_the_set_up_says_how_far_it_is(company):
    page = text_of(company.client(company.hal, "hr_generalist").get("/setup"))
    assert "of 6 steps" in page
    assert company.client(company.cy).get("/setup").status_code == 404


def test_pay_row_is_not_reached_by_a_stranger(company):
    row = Pay.objects.get(person=company.bo)
    assert company.client(company.ada).get(f"/people/rows/pay/{row.uid}/change").status_code == 404
    assert (
        company.client(company.cy)
        .get(f"/people/rows/job/{job_of(company.bo, company.today).uid}/change")
        .status_code
        == 404
    )
