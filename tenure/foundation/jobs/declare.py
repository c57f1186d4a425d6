"""Declares jobs and puts them into the queue (Procrastinate's, in our own database)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.manager import JobManager

from .actor import with_actor

RETRIES: Final = 5
BACKOFF_SECONDS: Final = 4

_ours = JobManager(DjangoConnector())


@dataclass(frozen=True)
class Job:
    """A function that the worker can run later; called directly it runs at once."""

    name: str
    function: Callable[..., Any]
    cron: str | None
    task: Any

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self.function(*args, **kwargs)


def job(
    name: str,
    *,
    cron: str | None = None,
    queue: str = "default",
    retries: int = RETRIES,
    holds: Iterable[str] = (),
) -> Callable[[Callable[..., Any]], Job]:
    """Declare a job: identifiers in, one action call, safe to run twice.

    ``cron`` has five fields (or six, the last for seconds) and is read in UTC. A function that
    asks for ``by`` gets an actor with the permissions in ``holds``. A failed run is tried again
    after 4, 16, 64, 256 … seconds; after ``retries`` of them it stays visible as failed.
    """

    def declare(function: Callable[..., Any]) -> Job:
        whole = with_actor(function, name, tuple(holds))
        retry = RetryStrategy(max_attempts=retries, exponential_wait=BACKOFF_SECONDS) if retries else False
        task = app.task(name=name, queue=queue, retry=retry)(_without_tick(whole) if cron else whole)
        if cron:
            app.periodic(cron=cron, queueing_lock=name)(task)
        return Job(name, whole, cron, task)

    return declare


def defer(job: Job, *, at: datetime | None = None, once: str = "", **ids: Any) -> None:
    """Put a job into the queue, in the transaction at hand: rolled back with it.

    ``at`` holds it back until an instant; ``once`` is a key of which one waits at a time.
    """
    options = {"schedule_at": at, "queueing_lock": f"{job.name}:{once}" if once else None}
    configured = job.task.configure(**{key: value for key, value in options.items() if value is not None})
    # In a worker the app talks to the database on connections of its own: only Django's has our transaction.
    configured.job_manager = _ours
    if not once:
        configured.defer(**ids)
        return
    try:
        with transaction.atomic():
            configured.defer(**ids)
    except AlreadyEnqueued:
        return


def _without_tick(function: Callable[..., Any]) -> Callable[..., Any]:
    """Leave out the instant that the queue hands to periodic jobs: a late run does the same work."""

    def run(timestamp: int = 0, **ids: Any) -> Any:
        del timestamp
        return function(**ids)

    return run
