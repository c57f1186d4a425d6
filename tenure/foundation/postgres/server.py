"""Starts and stops the embedded PostgreSQL of one data folder."""

import fcntl
import os
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from django.utils.translation import gettext_lazy as _

from tenure.foundation.postgres import binaries, processes, roles
from tenure.foundation.postgres.binaries import Account
from tenure.foundation.postgres.connection import DATABASE, Address, Role
from tenure.foundation.postgres.folders import PORT, data_folder, home_of, make_private, socket_folder
from tenure.foundation.refusal import Refused

SUPERUSER = "tenure"

CLUSTER_SETTINGS = {
    "listen_addresses": "",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # One file for each day of the week, and in none of them a value that somebody typed in.
    "logging_collector": "on",
    "log_directory": "../log",
    "log_filename": "postgres-%a.log",
    "log_truncate_on_rotation": "on",
    "log_rotation_age": "1d",
    "log_rotation_size": "0",
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "log_parameter_max_length": "0",
}


class WillNotStart(Refused):
    message = _("The database in {folder} does not start. Its own words: {words}")


class OtherRelease(Refused):
    message = _(
        "The database in {folder} was made by PostgreSQL {there}, and PostgreSQL {here} is installed. "
        "Take a backup with the Tenure that made it and restore it with this one."
    )


@dataclass(frozen=True)
class Server:
    """A running embedded PostgreSQL."""

    data: Path
    socket_dir: Path
    bin: Path
    account: Account

    @property
    def cluster(self) -> Path:
        return home_of(self.data) / "data"

    def dsn(self, role: Role | str = Role.APP, database: str = DATABASE) -> str:
        """Give the connection string for a role."""
        return Address(str(self.socket_dir), str(PORT), role, "", database).dsn()


def ensure_running(data: Path | None = None) -> Server:
    """Start the server of a data folder unless it runs; make the folder, the cluster and the roles first."""
    folder = data or data_folder()
    make_home(folder)
    with start_lock(folder):
        server = _server(folder)
        if not processes.postmaster_of(server.cluster):
            _start(server)
    return server


def stop(data: Path | None = None) -> bool:
    """Stop the server of a data folder; tell whether one ran."""
    folder = data or data_folder()
    if not home_of(folder).exists():
        return False
    with start_lock(folder):
        return stop_locked(folder)


def stop_locked(data: Path) -> bool:
    """Stop the server, for a caller that already holds the start lock."""
    server = _server(data)
    if not processes.postmaster_of(server.cluster):
        return False
    _pg_ctl(server, "stop", "-m", "fast")
    return True


def is_running(data: Path | None = None) -> bool:
    """Tell whether the server of a data folder runs."""
    return processes.postmaster_of(home_of(data or data_folder()) / "data") is not None


@contextmanager
def start_lock(data: Path) -> Iterator[None]:
    """Let one process at a time start or stop the server of a data folder."""
    with (home_of(data) / "start.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def make_home(data: Path) -> None:
    """Make the folders: closed to others, but for root's passable by the account of the server."""
    account = binaries.account_for(data)
    is_own = account.uid == os.geteuid()
    for folder in (data, home_of(data)):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not is_own and folder.stat().st_uid == 0:
            folder.chmod(folder.stat().st_mode | 0o011)
    binaries.check_passable(data, account)


def _server(data: Path) -> Server:
    account = binaries.account_for(data)
    return Server(data, socket_folder(data), binaries.programs(data, account), account)


def _start(server: Server) -> None:
    make_private(server.socket_dir, server.account.uid)
    make_private(home_of(server.data) / "log", server.account.uid)
    if not server.cluster.exists():
        _make_cluster(server)
    _check_release(server)
    processes.clear_remains(server.cluster, server.socket_dir)
    _pg_ctl(server, "start", "-o", f"-k {shlex.quote(str(server.socket_dir))} -p {PORT}")
    _make_database(server)


def _make_cluster(server: Server) -> None:
    """Run initdb beside the cluster's place and move the result there, so that there is never half a cluster."""
    half_done = server.cluster.with_name("data.part")
    shutil.rmtree(half_done, ignore_errors=True)
    make_private(half_done, server.account.uid)
    settings = [part for name, value in CLUSTER_SETTINGS.items() for part in ("--set", f"{name}={value}")]
    _run(
        server,
        "initdb",
        "-D",
        str(half_done),
        "-U",
        SUPERUSER,
        "--encoding=UTF8",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--locale=C",
        "--auth-local=trust",
        "--auth-host=reject",
        *settings,
    )
    half_done.rename(server.cluster)


def _make_database(server: Server) -> None:
    with psycopg.connect(server.dsn(SUPERUSER, "postgres"), autocommit=True) as connection:
        cursor = connection.cursor()
        roles.make(cursor)
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
        if cursor.fetchone() is None:
            cursor.execute(f"CREATE DATABASE {DATABASE} OWNER {Role.OWNER}")


def _check_release(server: Server) -> None:
    there = (server.cluster / "PG_VERSION").read_text().strip()
    here = _run(server, "postgres", "--version").rsplit(" ", 1)[-1].split(".")[0].strip()
    if there != here:
        raise OtherRelease(folder=server.cluster, there=there, here=here)


def _pg_ctl(server: Server, verb: str, *arguments: str) -> None:
    log = home_of(server.data) / "log" / "start.log"
    _run(
        server, "pg_ctl", verb, "-w", "-t", "60", "-s", "-D", str(server.cluster), "-l", str(log), *arguments
    )


def _run(server: Server, program: str, *arguments: str) -> str:
    done = subprocess.run(
        [str(server.bin / program), *arguments],
        cwd="/",
        env={"PATH": os.defpath, "LC_ALL": "C"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        **server.account.options(),
    )
    if done.returncode:
        raise WillNotStart(folder=server.cluster, words=_last_words(server, done.stderr or done.stdout))
    return str(done.stdout)


def _last_words(server: Server, said: str) -> str:
    logs = sorted((home_of(server.data) / "log").glob("*.log"), key=lambda log: log.stat().st_mtime)
    tail = logs[-1].read_text(errors="replace").splitlines()[-3:] if logs else []
    return " · ".join(line.strip() for line in [*said.splitlines()[-3:], *tail] if line.strip())
