"""Fixtures of the journeys: one browser for all, a fresh page for each."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.journeys import browser as house


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """Start one browser for the journeys and end it with them: Playwright runs an event loop in this thread."""
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        running = house.launch(playwright)
        yield running
        running.close()


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    made = chromium.new_context(locale="en-GB", timezone_id="Europe/London", reduced_motion="reduce")
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page that may not complain: at the end the browser's errors must be none."""
    made = context.new_page()
    with house.watched(made):
        yield made
