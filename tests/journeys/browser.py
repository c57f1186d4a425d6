"""A real Chromium, and what every page must stand: seen at two widths, light and dark, without a violation."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from playwright.sync_api import Browser, BrowserContext, Page, Playwright

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "node_modules/axe-core/axe.min.js"
BUILT = ROOT / "tenure/foundation/ui/static/dist/manifest.json"
FLAGS = [
    "--no-sandbox",
    "--lang=en-GB",
    "--disable-background-networking",
    "--disable-dev-shm-usage",
    "--force-color-profile=srgb",
]
WIDTHS = {"desk": 1360, "phone": 390}
RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]
# What the colours alone decide: the rest holds in the dark as it did in the light.
RULES_OF_COLOUR = ["color-contrast", "link-in-text-block"]


def chromium() -> str | None:
    """Find the system's Chromium."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return os.environ.get("TENURE_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


def launch(playwright: Playwright) -> Browser:
    """Start the browser, or skip (in CI: fail) where there is none."""
    path = chromium()
    if path is None or not BUILT.exists():
        missing = (
            "No Chromium: apt-get install chromium"
            if path is None
            else "No front end: npm ci && npm run build"
        )
        (pytest.fail if os.environ.get("CI") else pytest.skip)(missing)
    return playwright.chromium.launch(executable_path=path, args=FLAGS)


def sign_in(context: BrowserContext, user: Any, address: str, **session: Any) -> None:
    """Give the browser a session of this user, as if they had signed in just now."""
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.update(session)
    store.create()
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": store.session_key, "url": address}])


@contextmanager
def watched(page: Page) -> Iterator[list[str]]:
    """Collect what the browser complains of: errors, refused styles and scripts, failed requests."""
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield complaints
    assert not complaints, "\n".join(complaints)


def look(page: Page, name: str, *, full: bool = True) -> None:
    """Take the page's picture at both widths, light and dark, and check what must hold in each."""
    page.wait_for_load_state()
    for width_name, width in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": 900 if width > 600 else 844})
        for theme in ("light", "dark"):
            page.evaluate("theme => { document.documentElement.dataset.bsTheme = theme }", theme)
            page.evaluate(
                "() => { document.activeElement?.blur(); scrollTo(0, 0); return document.fonts.ready }"
            )
            page.wait_for_timeout(250)
            page.screenshot(path=shots() / f"{name}-{width_name}-{theme}.png", full_page=full)
            check_accessible(page, RULES if theme == "light" else RULES_OF_COLOUR)
    for narrow in (390, 360):
        page.set_viewport_size({"width": narrow, "height": 800})
        check_no_overflow(page)
    page.set_viewport_size({"width": WIDTHS["desk"], "height": 900})


def check_accessible(page: Page, rules: list[str] = RULES) -> None:
    """Run axe and name every node that breaks a rule."""
    if not page.evaluate("() => Boolean(window.axe)"):
        page.evaluate(AXE.read_text())
    found = page.evaluate(
        """rules => axe.run(document.querySelector("dialog:modal") ?? document,
        { runOnly: rules, resultTypes: ["violations"] })""",
        rules,
    )
    told = [_told(one) for one in found["violations"]]
    assert not told, "\n".join(told)


def check_no_overflow(page: Page) -> None:
    """Nothing may make the page wider than the window."""
    wide = page.evaluate(
        """() => document.documentElement.scrollWidth <= innerWidth ? [] :
        [...document.querySelectorAll("body *")].filter(e => !e.closest(".table-frame, .tabs"))
        .filter(e => e.getBoundingClientRect().right > innerWidth + 1)
        .slice(0, 5).map(e => e.outerHTML.slice(0, 120))"""
    )
    too_wide = page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
    assert too_wide <= 0, f"{too_wide} px too wide: {wide}"


def shots() -> Path:
    """The folder of the pictures: TENURE_SHOTS, or one for the day's look."""
    folder = Path(os.environ.get("TENURE_SHOTS") or Path(tempfile.gettempdir()) / "tenure-shots")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _told(violation: dict[str, Any]) -> str:
    nodes = "; ".join(f"{node['html'][:160]} ({_why(node)})" for node in violation["nodes"][:6])
    return f"{violation['id']} ×{len(violation['nodes'])}: {nodes}"


def _why(node: dict[str, Any]) -> str:
    return next((check["message"] for check in node["any"] + node["all"] + node["none"]), "")
