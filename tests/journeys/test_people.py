"""An HR generalist at work: home, directory, profile, a change with its look ahead."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tenure.domains.people import actions
from tenure.domains.people.tests.cast import Company
from tenure.domains.people.tests.factories import job_of
from tenure.foundation.identity.models import User
from tests.journeys.browser import check_accessible, check_no_overflow, look, sign_in, watched

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NAMES = [
    "Ağrı Özgür",
    "Chidi Okonkwo",
    "Élodie Marchand",
    "Fatima al-Zahra",
    "Jun 田中",
    "Łukasz Żółkiewski",
    "Maximiliane Freifrau von Hohenlohe-Waldenburg-Schillingsfürst",
]
TITLES = ["Account manager", "Clerk", "Sales engineer", "Analyst"]


@pytest.fixture
def company(transactional_db):
    from tenure.foundation.identity.roles import sync_roles

    sync_roles()
    made = Company()
    for at, name in enumerate(NAMES):
        made.hire(name, title=TITLES[at % 4], manager=made.ada)
    made.private_facts()
    actions.update_person(
        made.bo.uid,
        by=made.hr,
        pronouns="they/them",
        pronunciation="BOO BERG-strum",
        work_phone="+49 30 1234567",
    )
    job = job_of(made.bo, made.today)
    actions.change_assignment(
        job.uid,
        on=made.today - timedelta(days=90),
        reason="promotion",
        why="New team",
        by=made.hr,
        title="Senior clerk",
    )
    actions.change_assignment(
        job_of(made.bo, made.today).uid,
        on=made.today + timedelta(days=20),
        reason="promotion",
        by=made.hr,
        title="Team lead",
    )
    return made


@pytest.fixture
def page(context, live_server, company):
    company.client(company.hal, "hr_manager")
    sign_in(context, User.objects.get(person=company.hal), live_server.url)
    opened = context.new_page()
    opened.set_default_timeout(30_000)
    opened.base = live_server.url
    return opened


def test_the_main_pages_of_people_are_fit_to_be_seen(page, company):
    bo = company.bo.uid
    pages = {
        "home": "/",
        "directory": "/people",
        "directory-cards": "/people?look=cards&group=title",
        "profile": f"/people/{bo}",
        "profile-job": f"/people/{bo}/job",
        "profile-history": f"/people/{bo}/history",
        "hire": "/people/new",
        "setup": "/setup",
    }
    with watched(page):
        for name, address in pages.items():
            page.goto(page.base + address)
            look(page, name)


def test_the_other_pages_of_people_break_no_rule(page, company):
    addresses = ["/people?q=bergstorm", "/people/worklists/papers-30", "/search?q=clerk", "/audit"]
    addresses += ["/insights", "/insights/M04"]
    tabs = ("pay", "personal", "papers", "qualifications", "notes", "access")
    addresses += [f"/people/{company.bo.uid}/{tab}" for tab in tabs]
    with watched(page):
        for address in addresses:
            page.goto(page.base + address)
            check_accessible(page)
            page.set_viewport_size({"width": 360, "height": 800})
            check_no_overflow(page)
            page.set_viewport_size({"width": 1360, "height": 900})


def test_a_change_is_made_from_the_profile(page, company):
    with watched(page):
        page.goto(f"{page.base}/people?q=bergstrom")
        page.get_by_role("link", name="Bo Bergström").click()
        page.get_by_role("navigation", name="Parts of the file").get_by_role("link", name="Job").click()
        page.locator("#job").get_by_role("link", name="Schedule change").first.click()
        drawer = page.get_by_role("dialog")
        expect(drawer).to_be_visible()
        drawer.get_by_label("Title").fill("Principal clerk")
        drawer.get_by_label("From when").fill((company.today - timedelta(days=5)).isoformat())
        drawer.get_by_label("From when").blur()
        expect(drawer.get_by_text("The record was wrong")).to_be_visible()
        drawer.get_by_label("Reason").select_option("title")
        drawer.get_by_role("button", name="Look at before and after").click()
        expect(drawer.locator("#look")).to_contain_text("Principal clerk")
        look(page, "change", full=False)
        drawer.get_by_role("button", name="Submit").click()
        expect(page.locator("#job")).to_contain_text("Principal clerk")


def test_the_number_of_a_paper_is_opened_in_place(page, company):
    with watched(page):
        page.goto(f"{page.base}/people/{company.bo.uid}/papers")
        page.get_by_role("button", name=re.compile("Show Number")).click()
        expect(page.get_by_text("WP-1234-5678")).to_be_visible()


def test_the_palette_finds_people_and_things_to_do(page):
    with watched(page):
        page.goto(page.base)
        page.keyboard.press("Control+k")
        page.keyboard.type("bergstorm")
        expect(page.get_by_role("option", name=re.compile("Bo Bergström"))).to_be_visible()
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_contain_text("Bo Bergström")


def test_columns_are_chosen_and_a_view_is_kept(page):
    with watched(page):
        page.goto(f"{page.base}/people?sort=title")
        page.get_by_role("button", name="Columns").click()
        page.get_by_label("E-mail").check()
        page.get_by_role("button", name="Show these").click()
        expect(page.get_by_role("columnheader", name="E-mail")).to_be_visible()
        page.get_by_role("button", name="Views").click()
        page.get_by_role("menuitem", name="Save this view").click()
        page.get_by_role("textbox", name="Name", exact=True).fill("By title")
        page.get_by_role("button", name="Save view").click()
        page.get_by_role("button", name="Views").click()
        expect(page.get_by_role("menuitem", name="By title")).to_be_visible()
