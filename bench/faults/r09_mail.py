"""R09: the mail server is slow, full, refuses, or hangs up in the middle of a mail; then it is repaired."""

import time
import urllib.request
from pathlib import Path
from statistics import quantiles

from tests.operations.tenure import Running, ask, free_port

from .desk import Forge, done, drained, settle
from .post import Post, post
from .scene import Report, Scene, inside
from .trial import FREE, company

SLOW_SECONDS = 3.0
MOODS = ("450", "hangs up", "slow")
TWENTIETHS = 20


def run(here: Scene) -> Report:
    """Send mails in every mood: pages stay as fast as before, and each mail arrives once after the repair."""
    data, report, port = here.migrated("mail"), Report("R09 mail server failing"), free_port()
    person = company(data)["person"]
    mail = {"TENURE_SMTP": f"smtp://127.0.0.1:{port}?plain"}
    running = Running(data, **FREE, **mail)
    times: dict[str, float] = {}
    try:
        running.wait_until_ready()
        with post(port) as server, Forge(data, **mail) as forge:
            forge.ask("start")
            times["well"] = _mood(server, "well", here, data, person, port=running.port)
            for mood in MOODS:
                times[mood] = _mood(server, mood, here, data, person, port=running.port)
            server.mood, server.delay = "well", 0.0
            if not drained(data, 600):
                report.wrong.append("mails were still waiting ten minutes after the repair")
            found = done(data)
            settle(report, found, server)
            twice, away = server.twice, server.turned_away
            report.wrong += _refused_for_good(server, data, person)
    finally:
        running.end()
    slowest = max(times, key=lambda mood: times[mood])
    report.also = (
        f"{away} refusals and hang-ups before the repair, {twice} mails out again under the same Message-ID; "
        f"p95 of a page {times[slowest] / times['well']:.2f} × that beside a well server ({slowest})"
    )
    return report


def _mood(server: Post, mood: str, here: Scene, data: Path, person: str, *, port: int) -> float:
    """Let papers expire while the server is in a mood; give the p95 of a small page meanwhile."""
    server.mood, server.delay = (mood, 0.0) if mood != "slow" else ("well", SLOW_SECONDS)
    inside(data, "bench.faults.workload", person, str(here.size(2, 20)))
    return _p95(port, here.size(20, 200))


def _p95(port: int, rounds: int) -> float:
    taken = []
    for _ in range(rounds):
        began = time.perf_counter()
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/sign-in/", timeout=30) as answer:
            answer.read()
        taken.append(time.perf_counter() - began)
    return quantiles(taken, n=TWENTIETHS)[-1]


def _refused_for_good(server: Post, data: Path, person: str) -> list[str]:
    """A mail that is refused for good is given up at once and stays to be seen."""
    server.mood = "550"
    before = ask(data, "SELECT count(*) FROM notify_mail")[0][0]
    inside(data, "bench.faults.workload", person, "1")
    drained(data, 30)
    made = ask(data, "SELECT count(*) FROM notify_mail")[0][0] - before
    failed = ask(data, "SELECT count(*) FROM notify_mail WHERE state = 'failed' AND error <> ''")[0][0]
    return [] if made and failed == made else [f"{made} mails refused for good, {failed} given up in view"]
