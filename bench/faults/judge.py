"""Compares what the clients were told with what is there."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from tests.operations.tenure import ask, facts, until

from .ledger import Line

ROWS = {
    "note": "SELECT text FROM people_note WHERE text LIKE 'note-%'",
    "hire": "SELECT number FROM people_person WHERE number LIKE 'hire-%'",
    "move": "SELECT title FROM people_assignment WHERE title LIKE 'move-%'",
}
# Acts without exactly one line in the trail.
UNTOLD = """
    SELECT count(*) FROM {rows} AND (
        SELECT count(*) FROM audit_entry WHERE verb = '{verb}' AND subject_uid = row.uid) <> 1
"""
ACTS = {
    "note": ("people_note row WHERE text LIKE 'note-%'", "people.note.written"),
    "hire": (
        "people_employment row JOIN people_person p ON p.id = person_id WHERE p.number LIKE 'hire-%'",
        "people.person.hired",
    ),
    "move": ("people_assignment row WHERE title LIKE 'move-%'", "people.assignment.changed"),
}
HALF_HIRED = """
    SELECT count(*) FROM people_person p WHERE number LIKE 'hire-%' AND NOT (
        (SELECT count(*) FROM people_employment e WHERE e.person_id = p.id) = 1
        AND (SELECT count(*) FROM people_pay y WHERE y.person_id = p.id) = 1
        AND EXISTS (SELECT 1 FROM people_assignment a WHERE a.person_id = p.id)
        AND EXISTS (SELECT 1 FROM people_reportingline l WHERE l.person_id = p.id))
"""
STUCK = """
    SELECT count(*) FROM pg_stat_activity
    WHERE state LIKE 'idle in transaction%' AND now() - state_change > interval '10 seconds'
"""
JOBS = """
    SELECT count(*) FROM procrastinate_jobs
    WHERE status = 'failed' OR (status IN ('todo', 'doing') AND task_name NOT LIKE 'jobs.%')
"""


@dataclass
class Verdict:
    """What was found. ``late`` are unacknowledged writes that were done; from ``lost`` on all must be nothing."""

    acknowledged: int = 0
    unacknowledged: int = 0
    late: int = 0
    lost: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)
    unheard: list[str] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)
    half_done: int = 0
    untold: int = 0
    trail: str = ""
    jobs_left: int = 0
    stuck: int = 0

    @property
    def holds(self) -> bool:
        """Say whether every promise was kept."""
        return not (self.lost or self.twice or self.complaints())

    def complaints(self) -> list[str]:
        """Name what is wrong beside lost and doubled writes."""
        found = {
            "in no ledger": len(self.unheard),
            "half done": self.half_done,
            "not once in the trail": self.untold,
            "stuck transactions": self.stuck,
            "jobs left": self.jobs_left,
            "refused": sum(self.refused.values()),
        }
        named = [f"{name} {count}" for name, count in found.items() if count]
        return named if self.trail == "whole" else [*named, f"trail {self.trail}"]


def judge(data: Path, lines: Iterable[Line]) -> Verdict:
    """Count every write of the ledgers in the database, then ask the trail and the queue."""
    verdict = Verdict()
    known = list(lines)
    for kind, rows in ROWS.items():
        there = Counter(key for (key,) in ask(data, rows))
        _compare([line for line in known if line.kind == kind], there, verdict)
        act, verb = ACTS[kind]
        verdict.untold += ask(data, UNTOLD.format(rows=act, verb=verb))[0][0]
    verdict.half_done = ask(data, HALF_HIRED)[0][0]
    verdict.stuck = ask(data, STUCK)[0][0]
    until(lambda: _jobs(data) == 0, seconds=60)
    verdict.jobs_left = _jobs(data)
    report = facts(data, "audit", "verify")
    verdict.trail = "whole" if report["broken"] is None else str(report["broken"])
    return verdict


def _compare(lines: list[Line], there: Counter[str], verdict: Verdict) -> None:
    """Settle one kind of write: what was acknowledged is there once, the rest at most once."""
    for line in lines:
        if line.acknowledged:
            verdict.acknowledged += 1
            verdict.lost += [line.key] if there[line.key] == 0 else []
        elif line.told:
            verdict.refused[f"{line.kind} {line.told}"] += 1
        else:
            verdict.unacknowledged += 1
            verdict.late += there[line.key]
    verdict.twice += [key for key, count in there.items() if count > 1]
    verdict.unheard += sorted(set(there) - {line.key for line in lines})


def _jobs(data: Path) -> int:
    """Count the jobs that are not done; those of the clock come again and again."""
    return int(ask(data, JOBS)[0][0])
