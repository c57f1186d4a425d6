"""A program that writes through the API and sends again, with the same key, what got no answer."""

import http.client
import json
import random
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path
from typing import Any
from uuid import uuid4

from .ledger import Ledger, Line

FIRST_DAY = date(2023, 1, 2)
SECONDS_BETWEEN_TRIES = 0.1
GIVES_UP_AT_ONCE = 0.1  # this share of the writes is not sent again, so that some stay unacknowledged


@dataclass
class Target:
    """Where Tenure listens, and what a client must know of the company."""

    port: int
    token: str
    person: str
    unit: str
    legal_entity: str


@dataclass
class Job:
    """The somebody whom a client has hired and keeps moving."""

    uid: str
    on: date = FIRST_DAY


@dataclass
class Client:
    """One client; ``answered`` holds when the last write began that got its answer."""

    target: Target
    ledger: Ledger
    answered: "Synchronized[float]"
    until: float
    dice: random.Random
    seen: Counter[int] = field(default_factory=Counter)
    slowest: float = 0.0
    job: Job | None = None
    line: http.client.HTTPConnection | None = None

    def work(self) -> None:
        """Write until the time is up."""
        while time.monotonic() < self.until:
            kind = self.dice.choices(("note", "hire", "move"), (5, 1, 3))[0]
            getattr(self, f"_{kind}")()

    def _note(self) -> None:
        key = self._key("note")
        self._write("note", key, f"/people/{self.target.person}/notes", {"visibility": "hr", "text": key})

    def _hire(self) -> None:
        key = self._key("hire")
        facts = {
            "person": {"name": f"{key} Muster"},
            "number": key,
            "legal_entity": self.target.legal_entity,
            "starts_on": FIRST_DAY.isoformat(),
            "job": {"title": key, "unit": self.target.unit},
            "pay": {"amount": "50000", "currency": "USD"},
        }
        if self._write("hire", key, "/people", facts) == 201:
            rows = self._read(f"/assignments?number={key}")
            self.job = Job(rows["items"][0]["uid"]) if rows and rows["items"] else None

    def _move(self) -> None:
        """Change the job of the last hired from the next day on."""
        if self.job is None:
            return self._hire()
        tag = self._tag(f"/assignments/{self.job.uid}")
        if tag is None:
            return None
        key, self.job.on = self._key("move"), self.job.on + timedelta(days=1)
        facts = {"on": self.job.on.isoformat(), "title": key}
        path = f"/assignments/{self.job.uid}/changes"
        told = self._write("move", key, path, facts, {"If-Match": tag})
        rows = self._read(f"/assignments?as_of={self.job.on}&limit=1000") if told != 201 else self._said
        found = self._changed(rows, key)
        self.job = Job(found, self.job.on) if found else None
        return None

    def _changed(self, told: Any, key: str) -> str | None:
        if told and "items" in told:
            return next((row["uid"] for row in told["items"] if row["title"] == key), None)
        return told["uid"] if told else None

    def _write(
        self, kind: str, key: str, path: str, facts: dict[str, Any], headers: dict[str, str] | None = None
    ) -> int:
        """Send until there is an answer that is no call to come back later; keep the ledger."""
        line = Line(key, kind)
        self.ledger.write(line)
        patient = self.dice.random() > GIVES_UP_AT_ONCE
        more = {"Idempotency-Key": key, **(headers or {})}
        began = time.monotonic()
        while True:
            status = self._once("POST", path, facts, more)
            if status and status < 500 and not (status == 409 and b"Idempotency" in self._body):
                break
            if not patient or time.monotonic() > self.until + 60:
                return 0
            time.sleep(SECONDS_BETWEEN_TRIES)
        self.slowest = max(self.slowest, time.monotonic() - began)
        line.told = status
        self.ledger.write(line)
        return status

    def _read(self, path: str) -> Any:
        return self._said if self._once("GET", path) == 200 else None

    def _tag(self, path: str) -> str | None:
        return self._etag if self._once("GET", path) == 200 else None

    def _once(
        self, method: str, path: str, facts: dict[str, Any] | None = None, more: dict[str, str] | None = None
    ) -> int:
        """Send one request; 0 stands for no answer."""
        self._body, self._etag, begun = b"", None, time.monotonic()
        headers = {"Authorization": f"Bearer {self.target.token}", **(more or {})}
        if facts is not None:
            headers["Content-Type"] = "application/json"
        try:
            if self.line is None:
                self.line = http.client.HTTPConnection("127.0.0.1", self.target.port, timeout=30)
            self.line.request(method, f"/api/v1{path}", json.dumps(facts) if facts else None, headers)
            answer = self.line.getresponse()
            self._body, self._etag, status = answer.read(), answer.headers["ETag"], answer.status
        except (OSError, http.client.HTTPException):
            self.line, status = None, 0
        self.seen[status] += 1
        if 200 <= status < 300:
            self.answered.value = begun
        return status

    @property
    def _said(self) -> Any:
        return json.loads(self._body) if self._body else None

    def _key(self, kind: str) -> str:
        return f"{kind}-{uuid4().hex}"


def run(target: Target, folder: Path, number: int, until: float, answered: "Synchronized[float]") -> None:
    """Be one client, in a process of its own; leave the figures beside the ledger."""
    with Ledger(folder / f"{number}.ledger") as ledger:
        client = Client(target, ledger, answered, until, random.Random(number))
        client.work()
    figures = {"seen": client.seen, "slowest": client.slowest}
    (folder / f"{number}.figures").write_text(json.dumps(figures))
