"""One trial: a company, clients that write, a killer, and the verdict."""

import json
import multiprocessing
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.operations.tenure import Running, ask

from . import client, ledger
from .judge import ACTS, HALF_HIRED, UNTOLD, Verdict, judge
from .killer import Kill, Killer
from .scene import Report, Scene, inside

# The clients must not be held back by the limit of requests; waiting is what is measured.
FREE = {"TENURE_RATE_USER": "1000000/100000", "TENURE_WEB_WORKERS": "2"}


@dataclass
class Figures:
    """What a trial found."""

    seconds: float
    verdict: Verdict
    kills: list[Kill]
    answers: Counter[str]
    slowest: float

    @property
    def recoveries(self) -> list[float]:
        return sorted(kill.recovery for kill in self.kills if kill.recovery is not None)

    @property
    def holds(self) -> bool:
        return self.verdict.holds and all(kill.recovery is not None for kill in self.kills)


def run(data: Path, *, seconds: float, clients: int, seed: int, parts: tuple[str, ...]) -> Figures:
    """Run a trial in a data folder whose database is migrated and empty."""
    target = company(data)
    running = Running(data, **FREE)
    try:
        running.wait_until_ready()
        with tempfile.TemporaryDirectory(prefix="tenure-ledgers-") as room:
            kills = _storm(
                running, target, Path(room), seconds=seconds, clients=clients, seed=seed, parts=parts
            )
            running.wait_until_ready()
            verdict = judge(data, ledger.read(Path(room)))
            return Figures(seconds, verdict, kills, *_figures(Path(room)))
    finally:
        running.end()


def report(
    here: Scene, fault: str, name: str, *, seconds: float, clients: int, parts: tuple[str, ...]
) -> Report:
    """Run a trial in a new data folder and sum it up."""
    found = run(here.migrated(name), seconds=seconds, clients=clients, seed=here.seed, parts=parts)
    verdict, times = found.verdict, found.recoveries or [0.0]
    return Report(
        fault,
        acknowledged=verdict.acknowledged,
        lost=len(verdict.lost),
        doubled=len(verdict.twice),
        also=(
            f"{len(found.kills)} kills, next write answered after median {times[len(times) // 2]:.2f} s, "
            f"longest {times[-1]:.2f} s; {verdict.late} of {verdict.unacknowledged} unacknowledged were done"
        ),
        wrong=[*verdict.complaints(), *(["no recovery"] if len(times) < len(found.kills) else [])],
    )


def company(data: Path) -> dict[str, str]:
    """Make the company, and give what clients must know of it."""
    return inside(data, "bench.faults.company")


def _storm(
    running: Running,
    company: dict[str, str],
    room: Path,
    *,
    seconds: float,
    clients: int,
    seed: int,
    parts: tuple[str, ...],
) -> list[Kill]:
    until = time.monotonic() + seconds
    target = client.Target(port=running.port, **company)
    processes, answered = _clients(target, room, until, clients)
    killer = Killer(running, answered, seed=seed)
    killer.rage(until - 1, parts)
    for process in processes:
        process.join()
    return killer.kills


def _clients(
    target: client.Target, room: Path, until: float, count: int
) -> tuple[list[multiprocessing.Process], Callable[[], float]]:
    answered = [multiprocessing.Value("d", 0.0) for _ in range(count)]
    processes = [
        multiprocessing.Process(target=client.run, args=(target, room, number, until, value))
        for number, value in enumerate(answered)
    ]
    for process in processes:
        process.start()
    return processes, lambda: max(value.value for value in answered)


def _figures(room: Path) -> tuple[Counter[str], float]:
    found = [json.loads(path.read_text()) for path in room.glob("*.figures")]
    answers: Counter[str] = sum((Counter(one["seen"]) for one in found), Counter())
    return answers, max((one["slowest"] for one in found), default=0.0)


def settled(data: Path) -> list[str]:
    """Name the acts that are half done or not once in the trail."""
    found = [f"{kind} not once in the trail" for kind in ACTS if _untold(data, kind)]
    return found + (["half hired"] if ask(data, HALF_HIRED)[0][0] else [])


def _untold(data: Path, kind: str) -> int:
    rows, verb = ACTS[kind]
    return int(ask(data, UNTOLD.format(rows=rows, verb=verb))[0][0])
