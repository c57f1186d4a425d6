"""R02: the worker is killed at twenty named points, three times each, and sixty times at random."""

import random
import signal
import time
from pathlib import Path

from tests.operations.tenure import free_port

from .desk import Forge, done, drained, settle
from .post import post
from .scene import Report, Scene
from .trial import company
from .working import POINTS

PAPERS = 3


def run(here: Scene) -> Report:
    """Kill at each point, let another worker finish, and count messages and mails."""
    data, report, port = here.migrated("worker"), Report("R02 worker killed"), free_port()
    person, dice = company(data)["person"], random.Random(here.seed)
    points = [*POINTS[:: here.size(7, 1)]] * here.size(1, 3)
    kills = here.size(3, 60)
    with post(port) as taken, Forge(data, TENURE_SMTP=f"smtp://127.0.0.1:{port}?plain") as forge:
        for point in points:
            forge.ask("work", person=person, count=PAPERS)
            if forge.ask("die", point=point, seconds=60) != -signal.SIGKILL:
                report.wrong.append(f"did not die {point}")
            _finish(data, forge, report)
        for number in range(kills):
            forge.ask("work", person=person, count=PAPERS)
            worker = forge.ask("start")
            time.sleep(dice.uniform(0.2, 2.5))
            forge.ask("kill", pid=worker)
            if number % 10 == 9:
                _finish(data, forge, report)
        _finish(data, forge, report)
        settle(report, done(data), taken)
        report.also = (
            f"{len(points)} kills at {len(set(points))} points, {kills} at random; "
            f"{taken.twice} mails went out again under the same Message-ID"
        )
    return report


def _finish(data: Path, forge: Forge, report: Report) -> None:
    worker = forge.ask("start")
    if not drained(data):
        report.wrong.append("the next worker did not finish")
    forge.ask("kill", pid=worker)
