"""R09: the mail server is slow, full, refuses, or hangs up in the middle of a mail; then it is repaired."""

import time
import urllib.request
from pathlib import Path
from statistics import quantiles

from tests.operations.tenure import ask, free_port, until

from .desk import Forge, done, drained, settle
from .post import Post, post
from .scene import Report, Scene, program
from .trial import FREE, company

SLOW_SECONDS = 3.0
MOODS = ("450", "hangs up", "slow")
TWENTIETHS = 20
# Tries come 2, 4, 8 … 64 seconds apart, not 4 to 4,096: the outage here lasts a minute, not an hour.
QUICK = {"FAULTS_WAIT": "2"}
WEB = ("gunicorn", "-c", "python:tenure.config.gunicorn")


def run(here: Scene) -> Report:
    """Send mails in every mood: pages stay as fast as before, and each mail arrives once after the repair."""
    data, report, port = here.migrated("mail"), Report("R09 mail server failing"), free_port()
    person, web = company(data)["person"], free_port()
    mail = {"TENURE_SMTP": f"smtp://127.0.0.1:{port}?plain"}
    times: dict[str, float] = {}
    # The web server alone: a second worker, with waits of an hour, would take half of the mails.
    with (
        program(data, *WEB, PORT=str(web), **FREE),
        post(port) as server,
        Forge(data, **mail, **QUICK) as forge,
    ):
        if not until(lambda: _answers(web)):
            raise SystemExit("the web server did not start")
        forge.ask("start")
        for mood in ("well", *MOODS):
            times[mood] = _mood(server, mood, here, forge, person, port=web)
        server.mood, server.delay = "well", 0.0
        if not drained(data, 600):
            report.wrong.append("mails were still waiting ten minutes after the repair")
        settle(report, done(data), server)
        twice, away = server.twice, server.turned_away
        report.wrong += _refused_for_good(server, data, forge, person)
    slowest = max(times, key=lambda mood: times[mood])
    report.also = (
        f"{away} refusals and hang-ups before the repair, {twice} mails out again under the same Message-ID; "
        f"p95 of a page {times[slowest] / times['well']:.2f} × that beside a well server ({slowest})"
    )
    return report


def _mood(server: Post, mood: str, here: Scene, forge: Forge, person: str, *, port: int) -> float:
    """Let papers expire while the server is in a mood; give the p95 of a small page meanwhile."""
    server.mood, server.delay = (mood, 0.0) if mood != "slow" else ("well", SLOW_SECONDS)
    forge.ask("work", person=person, count=here.size(2, 20))
    taken = [_page(port) for _ in range(here.size(20, 200))]
    return quantiles(taken, n=TWENTIETHS)[-1]


def _page(port: int) -> float:
    """Ask for a small page and give the seconds."""
    began = time.perf_counter()
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/sign-in/", timeout=30) as answer:
        answer.read()
    return time.perf_counter() - began


def _answers(port: int) -> bool:
    try:
        return _page(port) > 0
    except OSError:
        return False


def _refused_for_good(server: Post, data: Path, forge: Forge, person: str) -> list[str]:
    """A mail that is refused for good is given up at once and stays to be seen."""
    server.mood = "550"
    before = ask(data, "SELECT count(*) FROM notify_mail")[0][0]
    forge.ask("work", person=person, count=1)
    drained(data, 30)
    made = ask(data, "SELECT count(*) FROM notify_mail")[0][0] - before
    failed = ask(data, "SELECT count(*) FROM notify_mail WHERE state = 'failed' AND error <> ''")[0][0]
    return [] if made and failed == made else [f"{made} mails refused for good, {failed} given up in view"]
