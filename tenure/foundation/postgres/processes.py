"""Tells whether a postmaster is alive: a zombie is dead, and a number may belong to another program by now."""

import os
import signal
import subprocess
import time
from pathlib import Path

PROC = Path("/proc")


def postmaster_of(cluster: Path) -> int | None:
    """Give the number of the live postmaster of this cluster, None when there is none."""
    try:
        pid = int((cluster / "postmaster.pid").read_text().split("\n", 1)[0])
    except (FileNotFoundError, ValueError):
        return None
    return pid if is_alive(pid) and pid in processes_of(cluster) else None


def is_alive(pid: int) -> bool:
    """Tell whether a process runs; one that only waits for its parent to notice its end does not."""
    return state_of(pid) not in ("", "Z", "X")


def state_of(pid: int) -> str:
    """Give the one-letter state of a process, empty when it is gone."""
    if PROC.joinpath("self").exists():
        try:
            return (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()[0]
        except (FileNotFoundError, ProcessLookupError):
            return ""
    return _ps(pid, "state")[:1]


def processes_of(cluster: Path) -> set[int]:
    """Name the live processes of a cluster: the postmaster and its children all stand in its folder."""
    if not PROC.joinpath("self").exists():
        return _by_command(cluster)
    return {pid for pid in _numbers() if _stands_in(pid, cluster) and is_alive(pid)}


def clear_remains(cluster: Path, socket: Path, *, patience: float = 5.0) -> None:
    """End what a dead postmaster left running, then remove the locks that name it.

    Two servers on one data folder destroy it, so the lock goes only after the last child has.
    """
    until = time.monotonic() + patience
    while processes_of(cluster) and time.monotonic() < until:
        time.sleep(0.05)
    for pid in processes_of(cluster):
        os.kill(pid, signal.SIGKILL)
    while processes_of(cluster):
        time.sleep(0.05)
    (cluster / "postmaster.pid").unlink(missing_ok=True)
    for left in socket.glob(".s.PGSQL.*"):
        left.unlink(missing_ok=True)


def _numbers() -> list[int]:
    return [int(entry.name) for entry in PROC.iterdir() if entry.name.isdigit()]


def _stands_in(pid: int, cluster: Path) -> bool:
    try:
        return (PROC / str(pid) / "cwd").readlink() == cluster.resolve()
    except OSError:
        return False


def _by_command(cluster: Path) -> set[int]:
    listed = subprocess.run(
        ["ps", "-axo", "pid=,command="], capture_output=True, text=True, check=False
    ).stdout
    lines = (line.split(maxsplit=1) for line in listed.splitlines())
    return {int(pid) for pid, command in lines if "postgres" in command and str(cluster) in command}


def _ps(pid: int, column: str) -> str:
    return subprocess.run(
        ["ps", "-o", f"{column}=", "-p", str(pid)], capture_output=True, text=True, check=False
    ).stdout.strip()
