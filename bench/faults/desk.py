"""Counts what a worker should have done with the work of ``workload``, and what it did."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from tests.operations.tenure import ask, settings, until

from .post import Post
from .scene import DJANGO, Report

LEFT = """
    SELECT count(*) FROM procrastinate_jobs
    WHERE status IN ('todo', 'doing') AND task_name IN ('events.answer', 'notify.deliver')
"""
KIND = "kind = 'people.paper_expiring'"
EXPECTED = "SELECT count(*) FROM events_announced WHERE name = 'people.PaperExpiring'"


@dataclass(frozen=True)
class Done:
    """How much was announced, answered, written and mailed."""

    announced: int
    answered: int
    notices: int
    mails: int
    sent: int
    failed: list[str]
    uids: set[str]
    readers: int


class Forge:
    """Makes workers and work by forking one process that has everything loaded."""

    def __init__(self, data: Path, **environment: str) -> None:
        self._log = data.with_suffix(".log").open("ab")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bench.faults.working"],
            env=settings(data, **{**DJANGO, **environment}),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        self._log.close()

    def ask(self, what: str, **facts: object) -> int:
        """Have something done: work, die, start or kill; give its number."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"do": what, **facts}) + "\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())


def drained(data: Path, seconds: float = 180) -> bool:
    """Wait until no event and no mail is left in the queue."""
    return until(lambda: ask(data, LEFT)[0][0] == 0, seconds=seconds)


def done(data: Path) -> Done:
    """Count in the database."""
    answered = "SELECT count(*) FROM events_delivery WHERE done_at IS NOT NULL AND reaction LIKE '%warn_of_the_paper'"
    return Done(
        announced=ask(data, EXPECTED)[0][0],
        answered=ask(data, answered)[0][0],
        notices=ask(data, f"SELECT count(*) FROM notify_notice WHERE {KIND}")[0][0],
        mails=ask(data, f"SELECT count(*) FROM notify_mail WHERE {KIND}")[0][0],
        sent=ask(data, f"SELECT count(*) FROM notify_mail WHERE state = 'sent' AND {KIND}")[0][0],
        failed=[
            name for (name,) in ask(data, "SELECT task_name FROM procrastinate_jobs WHERE status = 'failed'")
        ],
        uids={str(uid) for (uid,) in ask(data, f"SELECT uid FROM notify_mail WHERE {KIND}")},
        readers=ask(data, f"SELECT count(DISTINCT user_id) FROM notify_notice WHERE {KIND}")[0][0],
    )


def settle(report: Report, found: Done, post: Post) -> None:
    """Compare: each paper announced is answered once, each reader has one message and one mail of it."""
    due = found.announced * found.readers
    report.acknowledged = due
    taken = {number.strip("<>").partition("@")[0] for _address, number in post.taken}
    report.lost = max(due - found.notices, 0) + len(found.uids - taken)
    report.doubled = max(found.notices - due, 0) + max(found.mails - due, 0)
    if found.answered != found.announced:
        report.wrong.append(f"{found.announced} announced, {found.answered} answered")
    if found.sent != found.mails:
        report.wrong.append(f"{found.mails - found.sent} mails not marked as sent")
    if found.failed:
        report.wrong.append(f"given up: {', '.join(found.failed)}")
