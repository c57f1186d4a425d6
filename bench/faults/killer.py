"""Kills parts of a running Tenure at random and takes the time until it serves again."""

import os
import random
import signal
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.operations.tenure import Running, children_of

PARTS = ("web server", "web process", "worker", "postmaster", "connection")
PATIENCE_SECONDS = 60.0


@dataclass
class Kill:
    """One kill: what, and the seconds until a write that began after it was answered."""

    part: str
    recovery: float | None = None


class Killer:
    """Picks a victim, kills it with SIGKILL, waits until a write that began afterwards is answered."""

    def __init__(self, running: Running, answered: Callable[[], float], *, seed: int = 1) -> None:
        self.running, self.answered, self.dice = running, answered, random.Random(seed)
        self.kills: list[Kill] = []

    def rage(self, until: float, parts: Sequence[str] = PARTS) -> None:
        """Kill until the time is up: each part once in turn, then at random, sometimes two at once."""
        waiting = list(parts)
        while time.monotonic() < until:
            first = waiting.pop(0) if waiting else self.dice.choice(parts)
            second = self.dice.choice(parts) if not waiting and self.dice.random() < 0.2 else None
            struck = [part for part in (first, second) if part and self._strike(part)]
            if struck:
                self.kills.append(Kill(" + ".join(struck), self._recovered()))
            time.sleep(self.dice.uniform(0.2, 2.0))

    def _strike(self, part: str) -> bool:
        victims = self._victims(part)
        if not victims:
            return False
        try:
            os.kill(self.dice.choice(victims), signal.SIGKILL)
        except ProcessLookupError:
            return False
        return True

    def _victims(self, part: str) -> list[int]:
        try:
            parts = self.running.parts()
            found = {
                "web server": [parts["web"]],
                "web process": children_of(parts["web"]) if parts["web"] else [],
                "worker": [parts["worker"]],
                "postmaster": [parts["postmaster"]],
                "connection": self._connections(parts["postmaster"]),
            }[part]
        except (FileNotFoundError, ProcessLookupError):
            return []
        return [pid for pid in found if pid]

    def _connections(self, postmaster: int) -> list[int]:
        """Name the server processes that serve the application."""
        if not postmaster:
            return []
        return [pid for pid in children_of(postmaster) if "tenure_app" in _command(pid)]

    def _recovered(self) -> float | None:
        struck = time.monotonic()
        while time.monotonic() - struck < PATIENCE_SECONDS:
            if self.answered() > struck:
                return time.monotonic() - struck
            time.sleep(0.01)
        return None


def _command(pid: int) -> str:
    return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
