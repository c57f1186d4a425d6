"""Sealed values: none of a hundred is to be found in what is stored, and keys are changed while people read."""

import base64
import json
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles

from tenure.foundation.postgres import Role, dump, server
from tests.operations.tenure import Running, ask, facts, settings

from .client import Target
from .r16_edits import ask as call
from .scene import DJANGO, Report, Scene, inside
from .trial import FREE, company

CONTROL = "planted-in-the-open-4711"
LARGEST_OVERHEAD = 1.15
TWENTIETHS = 20
STRETCHES = 10


def run(here: Scene) -> Report:
    """Plant, search, change keys under load, and time a list with sealed values beside one without."""
    data, report, dice = here.migrated("sealed"), Report("E06 sealed values"), random.Random(here.seed)
    made = company(data)
    values = [f"{dice.randrange(10**11, 10**12)}" for _ in range(here.size(12, 100))]
    inside(data, "bench.faults.planting", made["person"], *values)
    running = Running(data, **FREE)
    try:
        running.wait_until_ready()
        target = Target(running.port, **made)
        _by_http(target, values)
        hits = search(data, values, here.home)
        report.wrong += [f"found in the open: {one}" for one in hits[:3]]
        if not search(data, [CONTROL], here.home):
            report.wrong.append("the search does not even find what stands in the open")
        reads, changes = _under_load(data, here, report)
        overhead = _overhead(data, target, here)
    finally:
        running.end()
    if overhead > LARGEST_OVERHEAD and not here.smoke:
        report.wrong.append(f"a list takes {overhead:.2f} × as long with sealed values")
    report.acknowledged = len(values)
    opened = inside(data, "bench.faults.opening")
    report.also = (
        f"{len(hits)} hits for {len(values)} planted values; {reads:,} reads during {changes} changes of keys, "
        f"{opened['opened']} values open afterwards; p95 of a list {overhead:.2f} × that without sealed values"
    )
    return report


def _by_http(target: Target, values: list[str]) -> None:
    """Send some of the values once more by the API, with a key, and one in the open, to be found."""
    for n, value in enumerate(values[:10]):
        facts_ = {"kind": "passport", "country": "US", "number": f"{value}"}
        status, told, _tag = call(
            target, "POST", facts_, path=f"/people/{target.person}/identity-papers", key=f"paper-{n}"
        )
        if status != 201:
            raise SystemExit(f"{status} {told}")
        call(target, "POST", {"number": value}, path="/number-searches", key=f"search-{n}")
    call(
        target,
        "POST",
        {"visibility": "hr", "text": CONTROL},
        path=f"/people/{target.person}/notes",
        key="open",
    )


def search(data: Path, values: list[str], room: Path) -> list[str]:
    """Look for values in a dump and in every file of the data folder but the keys; name the places."""
    running = server.ensure_running(data)
    release = int((running.cluster / "PG_VERSION").read_text())
    file = room / "sealed.sql"
    ask(data, "CHECKPOINT", server.SUPERUSER)  # type: ignore[arg-type]
    with file.open("wb") as out:
        command = [dump.program("pg_dump", release), running.dsn(Role.OWNER)]
        subprocess.run(command, stdout=out, check=True, cwd="/")
    return [
        f"{path.relative_to(room)}: {value}"
        for path, content in _stored(data, file)
        for value in values
        if any(shape in content for shape in _shapes(value))
    ]


def _stored(data: Path, dumped: Path) -> Iterator[tuple[Path, bytes]]:
    yield dumped, dumped.read_bytes()
    for path in [*data.rglob("*"), data.with_suffix(".log")]:
        if path.is_file() and data / "keys" not in path.parents:
            yield path, path.read_bytes()


def _shapes(value: str) -> Iterator[bytes]:
    """Give the ways in which a value might stand there: as it is, in hexadecimal, in base64."""
    plain = value.encode()
    yield plain
    yield plain.hex().encode()
    yield base64.b64encode(plain)[:-4]


def _under_load(data: Path, here: Scene, report: Report) -> tuple[int, int]:
    """Read without a pause while the keys are rotated and everything is sealed anew."""
    end, changes = here.home / "enough", 0
    command = [sys.executable, "-m", "bench.faults.reading", str(end)]
    readers = [
        subprocess.Popen(command, env=settings(data, **DJANGO), stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    time.sleep(here.size(4, 8))
    before = ask(data, "SELECT uid FROM crypto_datakey")
    for turn in range(here.size(2, 12)):
        verb = "renew" if turn % 4 == 1 else "rotate"
        facts(data, "keys", verb)
        changes += 1
    end.touch()
    told = [json.loads(reader.communicate()[0]) for reader in readers]
    report.lost += sum(one["count"] for one in told)
    report.wrong += [words for one in told for words in one["failed"]]
    after = ask(data, "SELECT uid FROM crypto_datakey")
    if len(after) != 1 or set(after) & set(before):
        report.wrong.append("the old data key is still there")
    return sum(one["reads"] for one in told), changes


def _overhead(data: Path, target: Target, here: Scene) -> float:
    """Give the p95 of a list of papers with sealed numbers as a multiple of that of as many without.

    The two are asked for in turn, each as often first; of ten stretches the median counts, so that a
    noisy one does not.
    """
    inside(data, "bench.faults.papers", target.person, "100")
    paths = [f"/identity-papers?kind={kind}&limit=50" for kind in ("national_id", "social_security")]
    for path in paths:
        status, told, _tag = call(target, "GET", path=path)
        if status != 200 or len(told["items"]) != 50:
            raise SystemExit(f"{path}: {status}")
    return median(_stretch(target, paths, here.size(4, 100)) for _ in range(STRETCHES))


def _stretch(target: Target, paths: list[str], rounds: int) -> float:
    taken: dict[str, list[float]] = {path: [] for path in paths}
    for number in range(rounds):
        for path in paths if number % 2 else reversed(paths):
            began = time.perf_counter()
            call(target, "GET", path=path)
            taken[path].append(time.perf_counter() - began)
    sealed, plain = (quantiles(taken[path], n=TWENTIETHS)[-1] for path in paths)
    return sealed / plain
