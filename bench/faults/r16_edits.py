"""R16: up to sixteen people change one field of one record at once, each adding one to what they read."""

import http.client
import json
import multiprocessing
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from tests.operations import tenure
from tests.operations.tenure import Running

from .client import Target
from .ledger import Ledger, Line, read
from .scene import Report, Scene
from .trial import FREE, company

STALE = 412
SHOWN = "SELECT preferred_name FROM people_person WHERE uid = '{uid}'"


def run(here: Scene) -> Report:
    """Count up in one field with 2, 4, 8 and 16 editors: its value is the number of acknowledged edits."""
    data = here.migrated("edits")
    made = company(data)
    running = Running(data, **FREE)
    report = Report("R16 concurrent edits")
    try:
        running.wait_until_ready()
        target = Target(running.port, **made)
        ask(target, "PATCH", {"preferred_name": "0"}, ask(target, "GET")[2])
        answers: Counter[int] = Counter()
        with tempfile.TemporaryDirectory() as room:
            for editors in (2, 4) if here.smoke else (2, 4, 8, 16):
                answers += _together(target, Path(room), editors, here.size(2, 15))
            report.acknowledged = sum(line.acknowledged for line in read(Path(room)))
        total = int(tenure.ask(data, SHOWN.format(uid=target.person))[0][0])
        report.lost = max(report.acknowledged - total, 0)
        report.doubled = max(total - report.acknowledged, 0)
        report.also = f"{answers[STALE]} edits were told that they were stale and read again"
        report.wrong = [f"{n} × {status}" for status, n in answers.items() if status not in (200, STALE)]
    finally:
        running.end()
    return report


def _together(target: Target, room: Path, editors: int, seconds: float) -> Counter[int]:
    until = time.monotonic() + seconds
    answers: multiprocessing.Queue[Counter[int]] = multiprocessing.Queue()
    processes = [
        multiprocessing.Process(target=_edit, args=(target, room, f"{editors}-{n}", until, answers))
        for n in range(editors)
    ]
    for process in processes:
        process.start()
    found = sum((answers.get() for _ in processes), Counter[int]())
    for process in processes:
        process.join()
    return found


def _edit(target: Target, room: Path, name: str, until: float, answers: Any) -> None:
    seen: Counter[int] = Counter()
    with Ledger(room / f"{name}.ledger") as ledger:
        while time.monotonic() < until:
            _status, read, tag = ask(target, "GET")
            line = Line(f"{name}-{seen.total()}", "edit")
            fresh = {"preferred_name": str(int(read["preferred_name"]) + 1)}
            line.told = ask(target, "PATCH", fresh, tag)[0]
            seen[line.told] += 1
            ledger.write(line)
    answers.put(seen)


def ask(
    target: Target, method: str, facts: Any = None, tag: str = "*", *, path: str = "", key: str = ""
) -> tuple[int, Any, str]:
    """Send one request; without a path it is about the person."""
    line = http.client.HTTPConnection("127.0.0.1", target.port, timeout=60)
    headers = {"Authorization": f"Bearer {target.token}", "Content-Type": "application/json", "If-Match": tag}
    headers |= {"Idempotency-Key": key} if key else {}
    body = None if facts is None else json.dumps(facts)
    line.request(method, f"/api/v1{path or f'/people/{target.person}'}", body, headers)
    answer = line.getresponse()
    told = json.loads(answer.read())
    line.close()
    return answer.status, told, answer.headers["ETag"] or ""
