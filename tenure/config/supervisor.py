"""Keeps the parts of a Tenure alive: what dies is started again, and nothing outlives the supervisor."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

PAUSE_SECONDS = 0.25
SHORTEST_WAIT, LONGEST_WAIT = 0.2, 5.0
# A part that ran this long was well: its next death waits the shortest time again.
WELL_AFTER_SECONDS = 5.0
PATIENCE_SECONDS = 25.0
PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of Linux

Say = Callable[[str], None]


@dataclass
class Part:
    """One process that must always run."""

    name: str
    arguments: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    wait: float = SHORTEST_WAIT
    not_before: float = 0.0

    def is_down(self) -> bool:
        return self.process is None or self.process.poll() is not None

    def start(self) -> None:
        """Start the process; it gets a group of its own, so that Ctrl-C reaches only the supervisor."""
        self.process = subprocess.Popen(
            [*self.arguments],
            env={**os.environ, **self.environment},
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=partial(die_with_parent, signal.SIGTERM),  # noqa: PLW1509 — we have no threads
        )
        self.started_at = time.monotonic()

    def note_death(self, now: float) -> int:
        """Take the exit code and decide when the next start may be."""
        code = self.process.returncode if self.process else 0
        self.process = None
        self.wait = (
            SHORTEST_WAIT if now - self.started_at > WELL_AFTER_SECONDS else min(self.wait * 2, LONGEST_WAIT)
        )
        self.not_before = now + self.wait
        return code


class Supervisor:
    """Runs the parts and the check of the database until told to stop."""

    def __init__(self, parts: Sequence[Part], *, tend: Callable[[], bool], say: Say) -> None:
        """``tend`` puts the database right and tells whether it had to."""
        self.parts, self.tend, self.say = parts, tend, say
        self.stopping = False

    def start(self) -> None:
        """Start every part; from now on a signal stops them all."""
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._stop)
        for part in self.parts:
            part.start()

    def watch(self, until: Callable[[], bool] = lambda: False) -> bool:
        """Restart what dies until told to stop or ``until`` says so; tell whether it said so."""
        while not self.stopping:
            if until():
                return True
            self._look_after()
            time.sleep(PAUSE_SECONDS)
        return False

    def stop(self) -> None:
        """End every part, politely first."""
        running = [part.process for part in self.parts if part.process and not part.is_down()]
        for process in running:
            process.terminate()
        until = time.monotonic() + PATIENCE_SECONDS
        for process in running:
            _wait_or_kill(process, until - time.monotonic())

    def _look_after(self) -> None:
        if self.tend():
            self.say("The database had stopped and runs again.")
        now = time.monotonic()
        for part in self.parts:
            if part.process is not None and part.is_down():
                self.say(f"{part.name} ended ({_reason(part.note_death(now))}); starting it again.")
            if part.process is None and now >= part.not_before:
                part.start()

    def _stop(self, _number: int, _frame: object) -> None:
        self.stopping = True


def _wait_or_kill(process: subprocess.Popen[bytes], seconds: float) -> None:
    try:
        process.wait(max(seconds, 0.1))
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _reason(code: int) -> str:
    return f"killed by {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"


def die_with_parent(number: signal.Signals) -> None:
    """Ask the system to send this process a signal when its parent dies, however that dies."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PARENT_DEATH_SIGNAL, number)
