"""Somebody asks what was believed: by the control in the frame, on list, profile, picture and tree."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tenure.domains.people import actions
from tenure.domains.people.tests.cast import Company
from tenure.domains.people.tests.factories import job_of
from tenure.foundation.identity.models import User
from tests.journeys.browser import look, shots, sign_in, watched

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.capability("CORE-03"),
]


@pytest.fixture
def company(transactional_db):
    from tenure.foundation.identity.roles import sync_roles

    sync_roles()
    made = Company()
    for at, name in enumerate(("Élodie Marchand", "Chidi Okonkwo", "Jun 田中")):
        made.hire(name, title=("Analyst", "Clerk", "Sales engineer")[at], manager=made.ada)
    return made


@pytest.fixture
def page(context, live_server, company):
    company.client(company.hal, "hr_manager")
    sign_in(context, User.objects.get(person=company.hal), live_server.url)
    opened = context.new_page()
    opened.set_default_timeout(30_000)
    opened.base = live_server.url
    return opened


def test_what_was_believed_is_asked_for_in_the_frame_and_stays_while_one_walks(page, company):
    before = timezone.now()
    job = job_of(company.bo, company.today)
    actions.correct_assignment(
        job.uid, title="Head of purchasing", manager=company.hal, why="Wrong", by=company.hr
    )
    bo, day = company.bo.uid, (company.today - timedelta(days=30)).isoformat()
    known = f"as_of={day}&as_known={before.isoformat().replace('+00:00', 'Z')}"
    with watched(page):
        page.goto(f"{page.base}/people/{bo}")
        expect(page.get_by_text("Head of purchasing").first).to_be_visible()
        page.goto(f"{page.base}/people?{known}")
        band = page.get_by_role("status").filter(has_text="as known on")
        expect(band).to_be_visible()
        expect(page.get_by_text("Head of purchasing")).to_have_count(0)
        look(page, "known-directory")
        page.get_by_role("button", name="As of").click()
        expect(page.get_by_label("As known on")).to_be_visible()
        page.screenshot(path=shots() / "known-control.png")
        for name, path in (("profile", f"/people/{bo}"), ("job", f"/people/{bo}/job")):
            page.goto(f"{page.base}{path}?{known}")
            expect(band).to_be_visible()
            expect(page.get_by_text("Head of purchasing")).to_have_count(0)
            look(page, f"known-{name}")
        page.get_by_role("link", name="Personal").click()
        expect(band).to_be_visible()
        page.goto(f"{page.base}/organisation/?{known}")
        expect(page.locator("[data-key] text", has_text="Bo Bergström").first).to_be_visible()
        expect(page.locator("svg", has_text="Head of purchasing")).to_have_count(0)
        look(page, "known-chart")
        page.goto(f"{page.base}/organisation/?view=tree&{known}")
        expect(page.get_by_text("Clerk").first).to_be_visible()
        look(page, "known-tree")
        page.get_by_role("link", name="Back to today").click()
        expect(page.get_by_text("Head of purchasing").first).to_be_visible()
        expect(band).to_have_count(0)
