"""The components, seen and pressed."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browser import look

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def gallery(page: Page, live_server) -> Page:
    page.goto(f"{live_server.url}/gallery?as_of=2025-03-01")
    return page


def test_every_component_looks_right(gallery):
    look(gallery, "gallery")


def test_a_menu_is_walked_by_keys(gallery):
    button = gallery.get_by_role("button", name="More")
    button.focus()
    gallery.keyboard.press("ArrowDown")
    expect(gallery.get_by_role("menuitem", name="Print")).to_be_focused()
    gallery.keyboard.press("ArrowDown")
    expect(gallery.get_by_role("menuitem", name="Import a list")).to_be_focused()
    gallery.keyboard.press("Escape")
    expect(button).to_be_focused()


def test_a_drawer_opens_over_the_page_and_closes(gallery):
    gallery.get_by_role("button", name="Add person").click()
    drawer = gallery.get_by_role("dialog", name="Schedule a change")
    expect(drawer).to_be_visible()
    look(gallery, "gallery-drawer", full=False)
    gallery.keyboard.press("Escape")
    expect(drawer).to_be_hidden()


def test_a_tree_is_walked_by_keys(gallery):
    root = gallery.get_by_role("treeitem", name="Tenure Group")
    root.focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown"):
        gallery.keyboard.press(key)
    product = gallery.get_by_role("treeitem", name="Product")
    expect(product).to_be_focused()
    gallery.keyboard.press("ArrowRight")
    expect(product).to_have_attribute("aria-expanded", "true")
    gallery.keyboard.press("ArrowRight")
    expect(gallery.get_by_role("treeitem", name="Design")).to_be_focused()


def test_a_record_is_found_by_typing(gallery):
    field = gallery.get_by_role("combobox", name="Manager")
    field.fill("żół")
    expect(gallery.get_by_role("option", name="Łukasz Żółkiewski")).to_be_visible()
    gallery.keyboard.press("Enter")
    expect(field).to_have_value("Łukasz Żółkiewski")
    assert gallery.locator("input[name=manager]").input_value() == "Łukasz Żółkiewski"


def test_the_chosen_theme_is_kept(gallery):
    gallery.get_by_role("button", name="Theme").click()
    gallery.get_by_role("menuitem", name="Dark").click()
    expect(gallery.locator("html")).to_have_attribute("data-bs-theme", "dark")
    gallery.reload()
    expect(gallery.locator("html")).to_have_attribute("data-bs-theme", "dark")


def test_an_explanation_stands_beside_its_button(gallery):
    button = gallery.get_by_role("button", name="What is Headcount?")
    button.click()
    popover = gallery.locator("#explain-1")
    expect(popover).to_be_visible()
    gap = popover.bounding_box()["y"] - button.bounding_box()["y"]
    assert 0 < gap < 60


def test_a_refusal_is_said_and_the_page_stays(context, live_server):
    page = context.new_page()
    page.goto(f"{live_server.url}/gallery")
    page.get_by_role("button", name="Show National insurance number").click()
    expect(page.locator(".toast-line[data-kind=danger]")).to_have_text(
        "There is nothing here, or it is not yours to see."
    )
    expect(page.locator(".sealed-value")).to_contain_text("•••• 21C")
