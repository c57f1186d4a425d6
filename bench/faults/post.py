"""A real mail server on this machine that is well, slow, refuses, or hangs up in the middle of a mail."""

import asyncio
import email
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from aiosmtpd.controller import Controller

TAKEN = "250 OK"


@dataclass
class Post:
    """What the server took, by recipient and Message-ID, and how it behaves."""

    mood: str = "well"
    delay: float = 0.0
    taken: Counter[tuple[str, str]] = field(default_factory=Counter)
    turned_away: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    async def handle_RCPT(  # noqa: N802 — aiosmtpd's
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        if self.mood in ("450", "550"):
            self.turned_away += 1
            return f"{self.mood} no"
        envelope.rcpt_tos.append(address)
        return TAKEN

    async def handle_DATA(self, server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 — aiosmtpd's
        if self.mood == "hangs up":
            self.turned_away += 1
            server.transport.abort()
            return "421 gone"
        if self.delay:
            await asyncio.sleep(self.delay)
        number = email.message_from_bytes(envelope.content)["Message-ID"]
        with self.lock:
            for address in envelope.rcpt_tos:
                self.taken[address, number] += 1
        return TAKEN

    @property
    def twice(self) -> int:
        """Count the deliveries of a mail that had been delivered before."""
        return sum(self.taken.values()) - len(self.taken)


@contextmanager
def post(port: int) -> Iterator[Post]:
    """Run the server as long as the block lasts."""
    made = Post()
    controller = Controller(made, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield made
    finally:
        controller.stop()
