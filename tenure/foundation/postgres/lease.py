"""Keeps the embedded server running for as long as any process of this machine uses it.

Every user holds a shared lock on one file. The last to leave gets it for itself alone and stops
the server. The system drops the lock of a killed process, so nobody counts anybody.
"""

import atexit
import fcntl
import os
from pathlib import Path
from typing import IO

from tenure.foundation.postgres import server
from tenure.foundation.postgres.folders import data_folder, home_of
from tenure.foundation.postgres.server import Server

_held: dict[tuple[int, Path], IO[str]] = {}


def hold(data: Path | None = None) -> Server:
    """Start the server if need be and keep it until this process ends; the last one out stops it."""
    folder = data or data_folder()
    key = (os.getpid(), folder)
    if key not in _held:
        server.make_home(folder)
        with server.start_lock(folder):
            _held[key] = _users_file(folder)
            fcntl.flock(_held[key], fcntl.LOCK_SH)
        atexit.register(release, folder)
    return server.ensure_running(folder)


def release(data: Path) -> None:
    """Let go of the server, and stop it when nobody else holds it."""
    lock = _held.pop((os.getpid(), data), None)
    if lock is None or not home_of(data).exists():
        return
    with server.start_lock(data), lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        server.stop_locked(data)


def _users_file(data: Path) -> IO[str]:
    return (home_of(data) / "users.lock").open("a")
