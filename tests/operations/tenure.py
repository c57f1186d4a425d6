"""A whole Tenure in a folder of its own, as ``tenure run`` starts it."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

import psycopg

from tenure.foundation.postgres import Address, Role, processes
from tenure.foundation.postgres.folders import home_of, socket_folder

PATIENCE = 120


def tenure(data: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a data folder."""
    return subprocess.run(
        [sys.executable, "-m", "tenure", *arguments],
        env=settings(data, **environment),
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )


def facts(data: Path, *arguments: str) -> dict:
    """Run a command that must succeed and give what it reports."""
    done = tenure(data, *arguments, "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def settings(data: Path, **more: str) -> dict[str, str]:
    away = (
        "DATABASE_URL",
        "DATABASE_OWNER_URL",
        "TENURE_DATABASE_ROLE",
        "PYTEST_VERSION",
        "PYTEST_CURRENT_TEST",
    )
    kept = {name: value for name, value in os.environ.items() if name not in away}
    return {**kept, "TENURE_DATA": str(data), "TENURE_DEMO": "0", **more}


def ask(data: Path, statement: str, role: Role = Role.OWNER) -> list[tuple]:
    """Ask the embedded database of a data folder."""
    way_in = Address(str(socket_folder(data)), "5432", role, "", "tenure")
    with psycopg.connect(way_in.dsn(), autocommit=True) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else []


def until(met: Callable[[], bool], *, seconds: float = PATIENCE) -> bool:
    """Wait until something is so."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if met():
            return True
        time.sleep(0.1)
    return False


class Running:
    """A ``tenure run`` and what can be seen of it from outside."""

    def __init__(self, data: Path, **environment: str) -> None:
        self.data, self.port = data, free_port()
        self.log = data.with_suffix(".log")
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tenure", "run"],
                env=settings(data, **{"PORT": str(self.port), "TENURE_WEB_WORKERS": "1", **environment}),
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def wait_until_ready(self) -> None:
        assert until(lambda: "Tenure is ready" in self.said() or self.process.poll() is not None), self.said()
        assert self.process.poll() is None, self.said()

    def said(self) -> str:
        return self.log.read_text()

    def status(self, path: str = "/readyz") -> int:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=5) as answer:
                return answer.status
        except urllib.error.HTTPError as answer:
            return answer.code
        except OSError:
            return 0

    def is_ready(self) -> bool:
        return self.status() == 200

    def parts(self) -> dict[str, int]:
        """Give the numbers of the processes that must run."""
        found = {
            "postmaster": processes.postmaster_of(home_of(self.data) / "data") or 0,
            "web": 0,
            "worker": 0,
        }
        for pid in children_of(self.process.pid):
            command = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
            found["worker" if "worker" in command.split() else "web"] = pid
        return found

    def kill(self, part: str) -> int:
        pid = self.parts()[part]
        os.kill(pid, signal.SIGKILL)
        return pid

    def end(self) -> int:
        self.process.terminate()
        return self.process.wait(timeout=40)


def children_of(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(child) for child in listed if processes.is_alive(int(child))]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
