"""``python -m bench.smooth``: walk chart and tree of a loaded company in a real browser, and tell what froze."""

import argparse
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bench.session import session

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from bench.scene import Bench

BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome")
PORT: Final = 8791
# Tasks of more than 50 ms keep the page from answering (W3C Long Tasks); gaps are between two frames.
WATCH: Final = """
window.long = []; window.gaps = []; let before = performance.now();
new PerformanceObserver(list => window.long.push(...list.getEntries().map(one => one.duration)))
  .observe({entryTypes: ['longtask']});
requestAnimationFrame(function frame(now) { window.gaps.push(now - before); before = now; requestAnimationFrame(frame); });
"""
TAKEN: Final = (
    "() => { const out = [window.long, window.gaps]; window.long = []; window.gaps = []; return out; }"
)
HEAD: Final = "| what | long tasks | longest, ms | frame gap p95, ms | cards |\n|---|---|---|---|---|"


def main() -> None:
    """Print a table: for each act the tasks of more than 50 ms, and how evenly frames came."""
    parser = argparse.ArgumentParser(prog="python -m bench.smooth", description=__doc__)
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--data", type=Path, help="where the company is kept (a folder of the system's)")
    asked = parser.parse_args()
    with session(asked.people, 1, asked.data) as bench, served(), opened(bench) as page:
        print(f"{asked.people:,} people\n\n{HEAD}")
        for name, act in ACTS.items():
            act(page)
            page.wait_for_timeout(500)
            print(row(name, page), flush=True)


@contextmanager
def served() -> Iterator[None]:
    """Serve the product from this process, beside the browser."""
    from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler

    from tenure.config.wsgi import application

    server = ThreadedWSGIServer(("127.0.0.1", PORT), WSGIRequestHandler, allow_reuse_address=True)
    server.set_app(application)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield
    server.shutdown()


@contextmanager
def opened(bench: "Bench") -> Iterator["Page"]:
    """Open a browser in which HR is signed in."""
    from playwright.sync_api import sync_playwright

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    where = next(filter(None, map(shutil.which, BROWSERS)))
    cookies = [
        {"name": name, "value": one.value, "url": f"http://127.0.0.1:{PORT}"}
        for name, one in bench.client.cookies.items()
    ]
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=where, args=["--no-sandbox"])
        context = browser.new_context(viewport={"width": 1360, "height": 900})
        context.add_cookies(cookies)
        context.add_init_script(WATCH)
        yield context.new_page()
        browser.close()


def row(name: str, page: "Page") -> str:
    long, gaps = page.evaluate(TAKEN)
    cards = page.locator("[role=treeitem]").count()
    ordered = sorted(gaps) or [0]
    p95 = ordered[min(int(len(ordered) * 0.95), len(ordered) - 1)]
    return f"| {name} | {len(long)} | {max(long, default=0):.0f} | {p95:.0f} | {cards:,} |"


def show(path: str) -> Callable[["Page"], None]:
    """Open a page and wait until it shows its first node."""

    def act(page: "Page") -> None:
        page.goto(f"http://127.0.0.1:{PORT}{path}")
        page.locator("[role=treeitem]").first.wait_for(timeout=60_000)

    return act


def drag(page: "Page") -> None:
    """Pull the picture to and fro."""
    page.mouse.move(700, 600)
    page.mouse.down()
    for step in range(60):
        page.mouse.move(700 + (step % 20) * 12, 600 - (step % 15) * 8)
        page.wait_for_timeout(16)
    page.mouse.up()


def zoom(page: "Page") -> None:
    for name in ["Zoom out"] * 5 + ["Zoom in"] * 5 + ["Show all"]:
        page.get_by_role("button", name=name).click()


def spread(page: "Page") -> None:
    """Open branch after branch, as somebody who looks for something does, up to some hundred cards."""
    for _turn in range(12):
        closed = page.locator("[role=treeitem][aria-expanded=false]")
        if not closed.count():
            return
        closed.last.focus()
        page.keyboard.press("Space")
        page.wait_for_timeout(250)


def keys(page: "Page") -> None:
    page.locator("[role=treeitem]").first.focus()
    for pressed in ["ArrowDown", "ArrowRight"] * 15:
        page.keyboard.press(pressed)
        page.wait_for_timeout(60)


def find(page: "Page") -> None:
    """Fly to somebody by name."""
    box = page.get_by_role("combobox", name="Find in the chart")
    box.press_sequentially("an", delay=60)
    page.get_by_role("listbox").get_by_role("option").nth(3).click()
    page.wait_for_timeout(1500)


def travel(page: "Page") -> None:
    """Draw the slider through the years."""
    slider = page.get_by_role("slider", name="Day of the chart")
    most = int(slider.get_attribute("max") or 0)
    for part in range(10):
        slider.evaluate("(e, to) => { e.value = to; e.dispatchEvent(new Event('input')) }", most * part // 10)
        page.wait_for_timeout(300)


def printed(page: "Page") -> None:
    """Print what is open on one page."""
    assert page.pdf()[:4] == b"%PDF"


ACTS: Final[dict[str, Callable[["Page"], None]]] = {
    "chart: open": show("/organisation/"),
    "chart: pan": drag,
    "chart: zoom": zoom,
    "chart: open branches": spread,
    "chart: pan, branches open": drag,
    "chart: arrow keys": keys,
    "chart: search": find,
    "chart: slider through the years": travel,
    "chart: print": printed,
    "tree: open": show("/organisation/?view=tree"),
    "tree: arrow keys": keys,
}

if __name__ == "__main__":
    main()
