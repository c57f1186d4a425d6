"""The worker of ``tenure worker`` with short heartbeats, which kills itself at a named point if asked to."""

import json
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from typing import Any

import attr

from bench.faults import workload
from tenure.config.terminal import start_django

# Where a worker may die, by the function around which it does: before it is called, or after.
POINTS = (
    "before asking for a job",
    "after a job was given",
    "before the answer to an event",
    "before the answer is looked up",
    "before a reaction",
    "after a reaction",
    "after the mark of a reaction",
    "after the answers were committed",
    "before a message is written",
    "after a message was written",
    "before a mail is put off",
    "after a mail was put off",
    "before a mail is delivered",
    "before a mail is made up",
    "before a mail is sent",
    "after a mail was sent",
    "after the mark of a mail",
    "after a mail was committed",
    "before a job is finished",
    "after a job was finished",
)
TICK = "* * * * * */2"
STALLED = 1.5


def main() -> None:
    """Do what each line of the input asks for, in a process of its own made from this one."""
    _prepare()
    for line in sys.stdin:
        asked = json.loads(line)
        print(json.dumps(_DO[asked.pop("do")](**asked)), flush=True)


def _prepare() -> None:
    """Be quick to notice a dead worker and to try again, ``FAULTS_WAIT`` ** 1, 2, 3 … seconds later."""
    start_django()
    wait = int(os.environ.get("FAULTS_WAIT", "1"))
    from django.db import connections
    from procrastinate.contrib.django import app

    from tenure.foundation.jobs import recovery, worker

    recovery.STALLED_SECONDS = worker.STALLED_SECONDS = STALLED  # type: ignore[misc]
    worker.HEARTBEAT_SECONDS = 0.5  # type: ignore[attr-defined, misc]
    for key, periodic in list(app.periodic_registry.periodic_tasks.items()):
        if periodic.task.name == "jobs.recover":
            app.periodic_registry.periodic_tasks[key] = attr.evolve(periodic, cron=TICK)
    for task in app.tasks.values():
        if task.retry_strategy:
            task.retry_strategy = attr.evolve(task.retry_strategy, exponential_wait=wait)
    connections.close_all()


def _forked(work: Callable[[], object]) -> int:
    pid = os.fork()
    if pid:
        return pid
    try:
        work()
        os._exit(0)
    except BaseException:  # noqa: BLE001 — a child must never return into its parent's loop
        traceback.print_exc()
        os._exit(1)


def _work(person: str, count: int) -> int:
    """Make work and give the exit code."""
    return os.waitstatus_to_exitcode(os.waitpid(_forked(lambda: workload.make(person, count)), 0)[1])


def _die(point: str, seconds: float) -> int:
    """Let a worker die at a point; give the negative signal, or 0 if it lived on."""
    pid, end = _start(point), time.monotonic() + seconds
    while time.monotonic() < end:
        gone, status = os.waitpid(pid, os.WNOHANG)
        if gone:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.05)
    return _kill(pid) and 0


def _start(point: str = "") -> int:
    """Start a worker and give its number."""

    def work() -> None:
        from tenure.foundation.jobs import worker

        if point:
            _arm(point)
        worker.run(concurrency=2)

    return _forked(work)


def _kill(pid: int) -> int:
    os.kill(pid, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


_DO = {"work": _work, "die": _die, "start": _start, "kill": _kill}


def _arm(point: str) -> None:
    number = POINTS.index(point)
    for at, (owner, name, is_after) in enumerate(_places()):
        if at == number:
            setattr(owner, name, _deadly(getattr(owner, name), is_after=is_after))


def _places() -> Iterator[tuple[Any, str, bool]]:
    """Give what to wrap for each of the points, in their order."""
    from django.core.mail import EmailMultiAlternatives
    from procrastinate.manager import JobManager

    from tenure.foundation.events import jobs as events
    from tenure.foundation.events.models import Delivery
    from tenure.foundation.notify import jobs as mails, sending
    from tenure.foundation.notify.models import Mail

    yield from ((JobManager, "fetch_job", False), (JobManager, "fetch_job", True))
    yield from ((events, "unpacked", False), (events, "_deliver", False))
    yield from _around_reactions()
    yield (Delivery, "save", True)
    yield (events, "_deliver", True)
    yield from ((sending, "written", False), (sending, "written", True))
    yield from ((sending, "post", False), (sending, "post", True))
    yield from ((mails.Mail.objects, "select_for_update", False), (mails, "_message", False))
    yield from ((EmailMultiAlternatives, "send", False), (EmailMultiAlternatives, "send", True))
    yield (Mail, "save", True)
    yield from ((JobManager, "finish_job", False), (JobManager, "finish_job", False))
    yield (JobManager, "finish_job", True)


def _around_reactions() -> Iterator[tuple[Any, str, bool]]:
    """Reactions are called through their frozen declarations."""
    from tenure.domains.people.events import PaperExpiring
    from tenure.foundation.events import declare

    class Held:
        function: Callable[..., Any]

    for is_after in (False, True):
        held, (first, *rest) = Held(), declare._reactions[PaperExpiring]  # noqa: SLF001
        held.function = first.function

        def call(*args: Any, held: Held = held, **kwargs: Any) -> Any:
            return held.function(*args, **kwargs)

        declare._reactions[PaperExpiring] = [  # noqa: SLF001
            declare.Reaction(first.name, call),
            *rest,
        ]
        yield held, "function", is_after


def _deadly(whole: Callable[..., Any], *, is_after: bool) -> Callable[..., Any]:
    import asyncio

    def die() -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    async def later(*args: Any, **kwargs: Any) -> Any:
        if not is_after:
            die()
        found = await whole(*args, **kwargs)
        if found is not None or whole.__name__ != "fetch_job":
            die()
        return found

    def now(*args: Any, **kwargs: Any) -> Any:
        if is_after:
            whole(*args, **kwargs)
        die()

    return later if asyncio.iscoroutinefunction(whole) else now


if __name__ == "__main__":
    main()
