"""The chart of the organisation, seen, walked by keys, searched and sent through time."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tenure.domains.organisation.models import Position
from tenure.domains.people import actions
from tenure.domains.people.tests import factories as make
from tenure.foundation.identity.tests import factories as accounts
from tests.journeys.browser import check_accessible, look, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def company() -> None:
    """A head, two departments of two legal entities, a vacancy, a starter to come, somebody without a manager."""
    today = timezone.localdate()
    by = make.hr(today=today)
    north, south = make.entity("north"), make.entity("south", "GB", "GBP")
    head, sales, tech = make.unit("head"), make.unit("sales"), make.unit("engineering")
    lead = make.seat("sales lead", unit=sales)
    ada = make.hired("Ada Okonkwo-Featherstonehaugh", title="Chief executive", unit=head, at=north, by=by)
    bo = make.hired(
        "Bo Lindqvist", title="Head of sales", unit=sales, at=north, manager=ada, position=lead, by=by
    )
    cy = make.hired("Cy Nakamura", title="Head of engineering", unit=tech, at=south, manager=ada, by=by)
    for name in ("Dee Adeyemi", "Eli Brandt", "Fay Chen", "Gus Dorn", "Hal Esposito"):
        last = make.hired(name, title="Account manager", unit=sales, at=north, manager=bo, by=by)
    make.hired("Ida Farouk", title="Engineer", unit=tech, at=south, manager=cy, by=by)
    make.hired("Jo Gruber", title="Adviser", unit=head, at=north, by=by)
    make.hired(
        "Kim Haddad", title="Engineer", unit=tech, at=south, manager=cy, on=today + timedelta(40), by=by
    )
    make.seat("account manager, vacant", under=lead, unit=sales)
    actions.add_dotted_line(last.uid, manager=cy, on=make.START, by=by)


@pytest.fixture
def planner(context, live_server, company):
    user = accounts.user("hr@example.com", "hr_generalist")
    accounts.enrol(user)
    sign_in(context, user, live_server.url)
    return user


@pytest.fixture
def chart(page: Page, live_server, planner) -> Page:
    page.set_viewport_size({"width": 1360, "height": 900})
    page.goto(f"{live_server.url}/organisation/")
    expect(page.get_by_role("treeitem", name="Ada")).to_be_visible()
    return page


@pytest.mark.capability("ORG-01")
def test_the_chart_looks_right(chart):
    chart.select_option("[data-colour]", "unit")
    look(chart, "chart")


@pytest.mark.capability("ORG-01")
def test_arrow_keys_walk_the_chart_and_open_branches(chart):
    chart.get_by_role("treeitem", name="Ada").focus()
    chart.keyboard.press("ArrowDown")
    expect(chart.get_by_role("treeitem", name="Bo Lindqvist")).to_be_focused()
    chart.keyboard.press("ArrowRight")
    expect(chart.get_by_role("treeitem", name="Cy Nakamura")).to_be_focused()
    chart.keyboard.press("Space")
    expect(chart.get_by_role("treeitem", name="Cy Nakamura")).to_have_attribute("aria-expanded", "false")
    chart.keyboard.press("ArrowDown")
    expect(chart.get_by_role("treeitem", name="Cy Nakamura")).to_have_attribute("aria-expanded", "true")
    chart.keyboard.press("ArrowDown")
    expect(chart.get_by_role("treeitem", name="Ida Farouk")).to_be_focused()
    chart.keyboard.press("ArrowUp")
    chart.keyboard.press("Space")
    expect(chart.get_by_role("treeitem", name="Ida Farouk")).to_be_hidden()
    check_accessible(chart)


@pytest.mark.capability("ORG-01")
def test_search_flies_to_a_person_in_a_closed_branch(chart):
    chart.get_by_role("treeitem", name="Cy Nakamura").focus()
    chart.keyboard.press("Space")
    expect(chart.get_by_role("treeitem", name="Ida Farouk")).to_be_hidden()
    chart.get_by_role("combobox", name="Find in the chart").fill("farouk")
    chart.get_by_role("option", name="Ida Farouk").click()
    expect(chart.get_by_role("treeitem", name="Ida Farouk")).to_be_focused()


@pytest.mark.capability("ORG-02")
def test_the_slider_shows_another_day(chart):
    expect(chart.get_by_role("treeitem", name="Kim Haddad")).to_have_class(
        "chart-card chart-person chart-is-future"
    )
    slider = chart.get_by_role("slider", name="Day of the chart")
    slider.evaluate("e => { e.value = 0; e.dispatchEvent(new Event('input')) }")
    expect(chart.locator("[data-status]")).to_contain_text("1 Jan 2024")
    expect(chart.get_by_role("treeitem", name="Kim Haddad")).to_have_count(0)
    slider.evaluate("e => { e.value = e.max; e.dispatchEvent(new Event('input')) }")
    expect(chart.locator("[data-status]")).to_contain_text("11 people")


@pytest.mark.capability("ORG-01")
def test_what_is_seen_is_kept_as_a_table_and_as_pictures(chart):
    for item, ending in (("Table (CSV)", "csv"), ("Drawing (SVG)", "svg"), ("Picture (PNG)", "png")):
        chart.get_by_role("button", name="Export").click()
        with chart.expect_download() as kept:
            chart.get_by_role("menuitem", name=item).click()
        text = kept.value.path().read_bytes()
        assert kept.value.suggested_filename.endswith(f".{ending}")
        assert len(text) > 300
        if ending == "csv":
            assert "Bo Lindqvist,Head of sales" in text.decode()


@pytest.mark.capability("ORG-01")
def test_the_tree_says_the_same_without_the_picture(chart, live_server):
    chart.goto(f"{live_server.url}/organisation/?view=tree")
    expect(chart.get_by_role("treeitem", name="Bo Lindqvist")).to_be_visible()
    look(chart, "chart-tree")
    expect(chart.get_by_role("treeitem", name="Dee Adeyemi")).to_be_visible()


@pytest.mark.parametrize("name", ["units", "units/tree", "positions", "places", "jobs", "legal-entities"])
def test_the_lists_of_the_organisation_look_right(page, live_server, planner, name):
    page.goto(f"{live_server.url}/organisation/{name}")
    look(page, f"organisation-{name.replace('/', '-')}")


def test_a_unit_a_position_and_a_place_look_right(page, live_server, planner):
    unit, seat, place = make.unit("sales"), Position.objects.first(), make.place()
    for name, path in (
        ("unit", f"units/{unit.uid}"),
        ("unit-change", f"terms/unit/{unit.uid}/change"),
        ("position", f"positions/{seat.uid}"),
        ("place", f"records/place/{place.uid}"),
    ):
        page.goto(f"{live_server.url}/organisation/{path}")
        look(page, f"organisation-{name}")
