"""What the commands have in common: starting Django, talking to a terminal or to a program."""

import json
import os
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TypeVar

import click
from django.utils.translation import gettext_lazy as _
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from tenure.foundation import postgres
from tenure.foundation.postgres import Role
from tenure.foundation.refusal import Refused

REFUSED = 1
SECONDS_BETWEEN_LINES = 5.0

Item = TypeVar("Item")

as_json = click.option("--json", "as_json", is_flag=True, help="Report as JSON, for programs.")


class DatabaseIsAway(Refused):
    message = _("The database does not answer ({words}). `tenure doctor` says what to do.")


def start_django(role: Role = Role.APP) -> None:
    """Start the embedded server if it is ours, and Django connected as ``role``."""
    import django

    os.environ["TENURE_DATABASE_ROLE"] = role
    postgres.hold()
    django.setup()
    _check_connection()


def report(facts: Mapping[str, object], words: str, *, as_json: bool) -> None:
    """Say the outcome: one line of words, or the facts for a program."""
    click.echo(json.dumps(facts, default=str) if as_json else words)


@contextmanager
def steps(title: str, total: int) -> Iterator["Steps"]:
    """Show progress on a terminal, a plain line every few seconds elsewhere."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield PlainSteps(title, total)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        yield BarSteps(progress, progress.add_task(title, total=total))


class Steps:
    """Something that is told how far the work has come."""

    def forward(self, count: int = 1) -> None:
        raise NotImplementedError

    def each(self, items: Iterable[Item]) -> Iterator[Item]:
        """Give the items one by one and count each when the next is asked for."""
        for item in items:
            yield item
            self.forward()


class BarSteps(Steps):
    """A bar on a terminal."""

    def __init__(self, progress: Progress, task: TaskID) -> None:
        self.progress, self.task = progress, task

    def forward(self, count: int = 1) -> None:
        self.progress.advance(self.task, count)


class PlainSteps(Steps):
    """A line every few seconds, for logs."""

    def __init__(self, title: str, total: int) -> None:
        self.title, self.total, self.done = title, total, 0
        self.said_at = time.monotonic()

    def forward(self, count: int = 1) -> None:
        self.done += count
        now = time.monotonic()
        if now - self.said_at > SECONDS_BETWEEN_LINES:
            self.said_at = now
            click.echo(f"{self.title}: {self.done} of {self.total}", err=True)


def _check_connection() -> None:
    from django.db import OperationalError, connection

    try:
        connection.ensure_connection()
    except OperationalError as failure:
        raise DatabaseIsAway(words=str(failure).strip().splitlines()[0]) from failure
