"""A staff list brought in with a real browser, every page of the wizard looked at."""

import re

import pytest
from playwright.sync_api import BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from tenure.domains.organisation.models import LegalEntity
from tenure.domains.people.models import Assignment, Person
from tenure.foundation.identity.tests import factories as make
from tenure.foundation.jobs import run_due_now
from tests.journeys import browser as house

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.capability("PLT-07")]

ROWS = """Employee ID,Full name,Hire date,Department,Job title,Reports to,Salary,Currency,Shoe size
1,Ada Lovelace,2020-01-01,Engines,Analyst,,90000,EUR,38
2,Charles Babbage,2021-02-01,Engines,Engineer,Ada Lovelace,80000,EUR,44
3,Mary Somerville,2022-03-01,Stars,Astronomer,nobody,70000,EUR,39
"""


def test_a_staff_list_is_brought_in_and_two_of_it_changed_at_once(
    live_server: LiveServer, context: BrowserContext, page: Page, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    LegalEntity.objects.create(code="T", name="Tenure GmbH", country="DE", currency="EUR")
    user = make.user("gen@example.org", "hr_generalist")
    make.enrol(user)
    house.sign_in(context, user, live_server.url)
    page.goto(f"{live_server.url}/import")
    house.look(page, "import-files")
    page.set_input_files(
        "input[type=file]", {"name": "staff.csv", "mimeType": "text/csv", "buffer": ROWS.encode()}
    )
    page.get_by_role("button", name="Read files").click()
    page.get_by_role("heading", name="What the columns mean").wait_for()
    assert page.get_by_label("Column for Manager", exact=True).input_value() == "Reports to"
    assert page.get_by_text("Not imported: Shoe size").is_visible()
    house.look(page, "import-columns")
    page.get_by_role("button", name="Check").click()
    page.get_by_role("heading", name="Is being checked").wait_for()
    house.look(page, "import-working")
    run_due_now()
    page.get_by_role("heading", name="What was found").wait_for()
    house.look(page, "import-check")
    page.locator("select[name=choice-unit_new]").select_option("accept")
    page.locator("select[name=choice-manager_unknown]").select_option("park")
    page.get_by_role("button", name="Check again").click()
    page.get_by_role("heading", name="Is being checked").wait_for()
    run_due_now()
    page.get_by_role("button", name=re.compile("^Import [0-9]+ rows")).click()
    page.get_by_role("heading", name="Is being written").wait_for()
    run_due_now()
    page.get_by_role("heading", name="Imported").wait_for()
    house.look(page, "import-done")
    assert Person.objects.count() == 3

    page.goto(f"{live_server.url}/people?status=")
    page.get_by_label("Choose Charles Babbage").focus()
    page.keyboard.press("Space")
    page.get_by_label("Choose Mary Somerville").check()
    assert page.get_by_text("2 / 3").is_visible()
    house.look(page, "bulk-chosen")
    page.get_by_role("button", name="Change job").click()
    page.get_by_role("heading", name="Change job").wait_for()
    page.get_by_label("Title").fill("Fellow")
    page.get_by_label("Reason").select_option("title")
    house.look(page, "bulk-ask")
    page.get_by_role("button", name="Look at every row").click()
    page.get_by_role("heading", name="Is being worked out").wait_for()
    run_due_now()
    page.get_by_role("heading", name="Before and after").wait_for()
    house.look(page, "bulk-preview")
    page.get_by_role("button", name="Change 2 rows").click()
    page.get_by_role("heading", name="Is being changed").wait_for()
    run_due_now()
    page.get_by_role("heading", name="Changed", exact=True).wait_for()
    house.look(page, "bulk-done")
    assert Assignment.objects.filter(title="Fellow").count() == 2
    page.get_by_role("button", name="Take it back…").click()
    page.get_by_role("button", name="Take it back", exact=True).click()
    page.get_by_text("This was taken back").wait_for()
    assert Assignment.objects.filter(title="Fellow").count() == 0
