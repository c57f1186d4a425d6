"""R13: a backup is taken while clients write, restored elsewhere, and compared with its source."""

import multiprocessing
import tempfile
import time
from collections import Counter
from pathlib import Path

from tenure.config.archive.reading import verify
from tenure.foundation.postgres import lease
from tests.operations.tenure import Running, ask, facts

from . import client
from .judge import ROWS
from .ledger import read
from .scene import Report, Scene, inside, timed
from .trial import FREE, company, settled


def run(here: Scene) -> Report:
    """Write, back up under way, restore: every table sums up alike, and what was acknowledged before is there."""
    data, report = here.migrated("backed"), Report("R13 backup and restore")
    target = company(data)
    file, restored = here.home / "under-way.tar", here.home / "restored"
    running = Running(data, **FREE)
    try:
        running.wait_until_ready()
        with tempfile.TemporaryDirectory() as room:
            seconds = here.size(4, 90)
            value = multiprocessing.Value("d", 0.0)
            where = client.Target(running.port, **target)
            writers = [
                multiprocessing.Process(
                    target=client.run, args=(where, Path(room), n, time.monotonic() + seconds, value)
                )
                for n in range(here.size(2, 4))
            ]
            for writer in writers:
                writer.start()
            time.sleep(seconds / 2)
            known = read(Path(room))
            with timed() as backing:
                facts(data, "backup", str(file), "--with-keys")
            for writer in writers:
                writer.join()
    finally:
        running.end()
    with timed() as restoring:
        done = facts(restored, "restore", str(file))
    lease.hold(restored)
    again = facts(restored, "backup", str(here.home / "again.tar"))
    seen = verify(file)
    unlike = [name for name, each in seen.tables.items() if again["tables"][name] != vars(each)]
    report.wrong += [f"{name} differs" for name in unlike]
    report.wrong += ["the head of the trail differs"] if again["trail"] != seen.trail else []
    report.wrong += settled(restored)
    opened = inside(restored, "bench.faults.opening")
    for kind, rows in ROWS.items():
        there = Counter(key for (key,) in ask(restored, rows))
        keys = [line.key for line in known if line.kind == kind and line.acknowledged]
        report.acknowledged += len(keys)
        report.lost += sum(there[key] == 0 for key in keys)
        report.doubled += sum(count > 1 for count in there.values())
    report.also = (
        f"{done['tables']} tables with {done['rows']} rows equal, {opened['opened']} sealed values opened, "
        f"backup {backing[0]:.1f} s, restore {restoring[0]:.1f} s"
    )
    return report
