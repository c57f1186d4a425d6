"""HR prepares a reorganisation, looks at what comes of it, and somebody else decides in the inbox."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tenure.domains.change_sets import actions
from tenure.domains.people.models import Assignment
from tenure.domains.people.tests.cast import Company
from tenure.foundation.identity.models import User
from tenure.shell.actor import actor_for
from tests.journeys.browser import look, sign_in, watched

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.capability("CORE-05")]


@pytest.fixture
def house(transactional_db) -> Company:
    house = Company()
    house.boss = house.hire("Ida Rhodes", title="HR manager")
    for person in (house.hal, house.boss):
        house.client(person, "hr_manager")
    return house


def opened(context, live_server, who):
    context.clear_cookies()
    sign_in(context, User.objects.get(person=who), live_server.url)
    page = context.new_page()
    page.set_default_timeout(30_000)
    return page


def prepared(house, **more):
    """Prepare a set as somebody of HR would: two people, one unit that begins, one that closes."""
    by = actor_for(User.objects.get(person=house.hal), channel="web")
    day = house.today + timedelta(days=40)
    held = actions.create_change_set(name="Sales becomes Trade", on=day, why="One team.", by=by, **more)
    actions.add_unit(held.uid, verb="unit_new", code="trade", name="Trade", by=by)
    crowd = [house.bo, house.cy]
    actions.add_people(held.uid, people=crowd, unit="new:trade", title="Adviser", by=by)
    return held, by


def test_a_reorganisation_is_prepared_and_decided(context, live_server, house: Company) -> None:
    page, base = opened(context, live_server, house.hal), live_server.url
    with watched(page):
        page.goto(f"{base}/organisation/change-sets")
        look(page, "change-sets-empty")
        page.get_by_role("link", name="New change set").first.click()
        look(page, "change-set-new")
        held, by = prepared(house)
        page.goto(f"{base}/organisation/change-sets")
        look(page, "change-sets")
        page.get_by_role("link", name="Sales becomes Trade").click()
        page.get_by_role("button", name="Check", exact=True).click()
        expect(page.get_by_role("heading", name="People by unit")).to_be_visible()
        look(page, "change-set-checked")
        for form in ("people", "units", "file", "members"):
            page.goto(f"{base}/organisation/change-sets/{held.uid}/{form}")
            look(page, f"change-set-{form}")
        page.goto(f"{base}/organisation/change-sets/{held.uid}")
        page.get_by_role("button", name="Submit for approval").focus()
        page.keyboard.press("Enter")
        expect(page.get_by_text("Waits for approval")).to_be_visible()
        look(page, "change-set-waits")
    page = opened(context, live_server, house.boss)
    with watched(page):
        page.goto(f"{base}/inbox/")
        expect(page.locator("ins", has_text="Trade").first).to_be_visible()
        look(page, "change-set-decision")
        page.keyboard.press("a")
        expect(page.get_by_text("Approved.")).to_be_visible()
        page.goto(f"{base}/organisation/change-sets/{held.uid}")
        look(page, "change-set-written")
        page.get_by_role("button", name="Undo this set").click()
        look(page, "change-set-undo", full=False)
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Announce", exact=True).click()
        expect(page.get_by_text("Announced.", exact=True)).to_be_visible()
        row = Assignment.objects.get(person=house.bo, title="Adviser")
        page.goto(f"{base}/people/jobs/{row.uid}/announcement")
        expect(page.get_by_label("Known from")).to_have_value(by.today.isoformat())
        look(page, "job-announce")


def test_a_confidential_one_is_known_to_those_let_in(context, live_server, house: Company) -> None:
    held, by = prepared(house, is_confidential=True)
    actions.let_in(held.uid, person=house.boss, part="approves", by=by)
    actions.submit_change_set(held.uid, by=by)
    page = opened(context, live_server, house.boss)
    with watched(page):
        page.goto(f"{live_server.url}/inbox/")
        look(page, "change-set-confidential")
