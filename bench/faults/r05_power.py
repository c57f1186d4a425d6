"""R05: power is cut. The data folder is copied in one instant again and again, and each copy is started.

All processes of the database are stopped (SIGSTOP) while the folder is copied: the copy is what a machine
that stops in that instant leaves behind. ``tenure doctor`` sees to it that the server waits for the disk.
"""

import json
import multiprocessing
import os
import signal
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from tenure.foundation.postgres import lease, processes, roles, server
from tenure.foundation.postgres.sums import sums_of
from tests.operations.tenure import Running, ask, children_of, tenure

from . import client
from .judge import ROWS
from .ledger import Line, read
from .scene import Report, Scene
from .trial import FREE, company, settled


def run(here: Scene) -> Report:
    """Write while copies are made; in each copy look for every write acknowledged before it."""
    data, copies = here.migrated("power"), here.size(2, 30)
    target = company(data)
    report = Report("R05 power cut")
    running = Running(data, **FREE)
    try:
        running.wait_until_ready()
        with tempfile.TemporaryDirectory() as room:
            until = time.monotonic() + 3600
            clients = _clients(client.Target(running.port, **target), Path(room), until, here.size(2, 4))
            try:
                for number in range(copies):
                    time.sleep(1.0)
                    copy, known = here.home / "power-copy", read(Path(room))
                    with stopped(data):
                        subprocess.run(["cp", "-a", str(data), str(copy)], check=True)
                    _look(copy, known, report, number)
            finally:
                for process in clients:
                    process.kill()
                    process.join()
    finally:
        running.end()
    report.also = f"{copies} copies started, every row and page read, every index built anew"
    return report


@contextmanager
def stopped(data: Path) -> Iterator[None]:
    """Hold every process of the database still."""
    postmaster = processes.postmaster_of(data / "postgres" / "data") or 0
    held = [postmaster]
    os.kill(postmaster, signal.SIGSTOP)
    for pid in children_of(postmaster):
        os.kill(pid, signal.SIGSTOP)
        held.append(pid)
    try:
        yield
    finally:
        for pid in reversed(held):
            os.kill(pid, signal.SIGCONT)


def _clients(target: client.Target, room: Path, until: float, count: int) -> list[multiprocessing.Process]:
    values = [multiprocessing.Value("d", 0.0) for _ in range(count)]
    made = [
        multiprocessing.Process(target=client.run, args=(target, room, n, until, value))
        for n, value in enumerate(values)
    ]
    for process in made:
        process.start()
    return made


def _look(copy: Path, known: list[Line], report: Report, number: int) -> None:
    """Start a copy, count what was acknowledged, check the files, take it away."""
    try:
        (copy / "postgres" / "data" / "postmaster.pid").unlink()
        running = lease.hold(copy)
        for kind, rows in ROWS.items():
            there = Counter(key for (key,) in ask(copy, rows))
            acknowledged = [line.key for line in known if line.kind == kind and line.acknowledged]
            report.acknowledged += len(acknowledged)
            report.lost += sum(there[key] == 0 for key in acknowledged)
            report.doubled += sum(count > 1 for count in there.values())
        report.wrong += [
            f"copy {number}: {words}" for words in _damage(copy, running, thorough=number % 10 == 0)
        ]
    finally:
        lease.release(copy)
        server.stop(copy)
        subprocess.run(["rm", "-rf", str(copy)], check=True)


def _damage(copy: Path, running: server.Server, *, thorough: bool) -> list[str]:
    """Read every row, build every index anew, and, with the server stopped, check every page.

    Building an index anew finds rows that it should have refused; the trail and the doctor take longer
    and look at some of the copies.
    """
    found = settled(copy)
    with psycopg.connect(running.dsn(server.SUPERUSER), autocommit=True) as connection:
        cursor = connection.cursor()
        sums_of(cursor, roles.tables(cursor, "r"))
        cursor.execute("REINDEX DATABASE tenure")
    if thorough:
        checked = tenure(copy, "audit", "verify")
        found += [checked.stdout + checked.stderr] if checked.returncode else []
        doctor = facts_of_doctor(copy)
        found += [doctor] if doctor else []
    server.stop(copy)
    pages = subprocess.run(
        [str(running.bin / "pg_checksums"), "--check", "-D", str(running.cluster)],
        capture_output=True,
        text=True,
        check=False,
        cwd="/",
        **running.account.options(),
    )
    return found + ([pages.stdout + pages.stderr] if pages.returncode else [])


def facts_of_doctor(data: Path) -> str:
    """Give what the doctor says of the settings that a power cut is about, unless it is content."""
    told = json.loads(tenure(data, "doctor", "--json").stdout)["findings"]
    found = next(each for each in told if each["subject"] == "Durability")
    return "" if found["level"] == "good" else str(found["words"])
