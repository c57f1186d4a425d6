"""Somebody asks for a change of their own details; HR decides it in the inbox, by mouse and by keyboard."""

import pytest
from playwright.sync_api import expect

from tenure.domains.people.models import PersonalDetails
from tenure.foundation.identity.models import User
from tenure.shell.tests.test_proposals import Cast
from tests.journeys.browser import look, sign_in, watched

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.capability("CORE-11")]


@pytest.fixture
def house(transactional_db) -> Cast:
    return Cast()


def opened(context, live_server, who):
    context.clear_cookies()
    sign_in(context, User.objects.get(person=who), live_server.url)
    page = context.new_page()
    page.set_default_timeout(30_000)
    return page


def test_a_change_of_ones_own_is_asked_for_and_decided(context, live_server, house: Cast) -> None:
    page, base = opened(context, live_server, house.bo), live_server.url
    with watched(page):
        page.goto(f"{base}/people/{house.bo.uid}/personal")
        page.get_by_role("link", name="Propose a change").first.click()
        drawer = page.get_by_role("dialog")
        drawer.get_by_label("Legal name").fill("Bo Bertil Berg")
        drawer.get_by_label("Marital status").fill("married")
        drawer.get_by_label("Why, in a few words").fill("Wedding in June.")
        look(page, "own-details-form", full=False)
        drawer.get_by_role("button", name="Ask for the change").click()
        expect(page.get_by_text("Waiting for approval: Personal details")).to_be_visible()
        look(page, "own-details-waiting")
        page.goto(f"{base}/inbox/?box=asked")
        look(page, "inbox-asked")
    house.propose("address", lines="14 Mill Lane", country="DE", locality="Ulm")
    house.propose("dependant", name="Kim Berg", relationship="child")
    page = opened(context, live_server, house.hal)
    with watched(page):
        page.goto(base)
        expect(page.get_by_role("heading", name="Waiting for you")).to_be_visible()
        look(page, "home-waiting")
        page.goto(f"{base}/inbox/")
        look(page, "inbox")
        page.keyboard.press("j")
        page.wait_for_url("**/inbox/*-*")
        look(page, "inbox-decision")
        page.keyboard.press("k")
        expect(page.locator("ins", has_text="Bo Bertil Berg")).to_be_visible()
        page.keyboard.press("r")
        expect(page.get_by_role("dialog", name="Decline this request?")).to_be_visible()
        look(page, "inbox-decline", full=False)
        page.keyboard.press("Escape")
        page.keyboard.press("a")
        expect(page.get_by_text("Approved.")).to_be_visible()
        page.goto(f"{base}/inbox/delegation")
        look(page, "inbox-delegation")
    assert PersonalDetails.objects.get(person=house.bo).marital_status == "married"


def test_hr_sees_and_sets_who_decides(context, live_server, house: Cast) -> None:
    house.client(house.cy, "hr_manager")
    page, base = opened(context, live_server, house.cy), live_server.url
    with watched(page):
        page.goto(f"{base}/settings/approvals/")
        look(page, "approvals-settings")
        page.get_by_role("link", name="Change").first.click()
        look(page, "approvals-chain")
        page.get_by_label("Who decides").first.select_option("manager")
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_text("Set by you")).to_be_visible()
