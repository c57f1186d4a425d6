"""I05: a thousand posts with one key, thirty-two at a time: one effect, one body."""

import json
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from tests.operations import tenure
from tests.operations.tenure import Running

from .client import Target
from .r16_edits import ask
from .scene import Report, Scene
from .trial import FREE, company

KEY, THREADS = "note-once-for-all", 32
CREATED, STILL_AT_IT = 201, 409
NOTES = f"SELECT count(*) FROM people_note WHERE text = '{KEY}'"
TOLD = f"""
    SELECT count(*) FROM audit_entry WHERE verb = 'people.note.written'
    AND subject_uid IN (SELECT uid FROM people_note WHERE text = '{KEY}')
"""


def run(here: Scene) -> Report:
    """Post, and again while the first is still at work: there is one note, and everybody is told the same."""
    data, report, posts = here.migrated("key"), Report("I05 one key"), here.size(60, 1_000)
    made = company(data)
    running = Running(data, **FREE)
    try:
        running.wait_until_ready()
        target = Target(running.port, **made)
        with ThreadPoolExecutor(THREADS) as pool:
            answers = list(pool.map(lambda _number: _post(target), range(posts)))
        notes, told = (int(tenure.ask(data, question)[0][0]) for question in (NOTES, TOLD))
    finally:
        running.end()
    statuses = Counter(status for status, _body, _waits in answers)
    bodies = {body for _status, body, _waits in answers}
    report.acknowledged = statuses[CREATED]
    report.lost, report.doubled = max(1 - notes, 0), max(notes - 1, 0)
    report.wrong += [f"{count} x {status}" for status, count in statuses.items() if status != CREATED]
    report.wrong += [f"{len(bodies)} bodies"] if len(bodies) != 1 else []
    report.wrong += [f"{told} lines in the trail"] if told != 1 else []
    waits = sum(count for _status, _body, count in answers)
    report.also = (
        f"{posts:,} posts, {THREADS} at a time: {notes} note, {len(bodies)} body, {told} line in the trail; "
        f"{waits} told to send it again in a moment"
    )
    return report


def _post(target: Target) -> tuple[int, str, int]:
    """Send until the first request is no longer at work; give status, body and how often that was."""
    facts: dict[str, Any] = {"visibility": "hr", "text": KEY}
    waits = 0
    while True:
        status, told, _tag = ask(target, "POST", facts, path=f"/people/{target.person}/notes", key=KEY)
        if status != STILL_AT_IT or waits > THREADS * 100:
            return status, json.dumps(told, sort_keys=True), waits
        waits += 1
        time.sleep(0.02)
