"""Copies a database out and in with PostgreSQL's own programs."""

import os
import re
import shutil
import subprocess
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from tenure.foundation.postgres import binaries
from tenure.foundation.postgres.connection import Address
from tenure.foundation.refusal import Refused

SYSTEM_PLACES = "/usr/lib/postgresql/{release}/bin"


class NoProgram(Refused):
    message = _(
        "{program} for PostgreSQL {release} is not installed. On Debian: apt-get install postgresql-client"
    )


class CopyFailed(Refused):
    message = _("{program} failed: {words}")


def dump(address: Address, release: int, snapshot: str, target: Path) -> None:
    """Copy a database as one snapshot sees it into a file of pg_dump's custom format."""
    arguments = [
        "--format=custom",
        "--no-owner",
        "--no-privileges",
        f"--snapshot={snapshot}",
        f"--file={target}",
    ]
    _run("pg_dump", release, address, [*arguments, f"--dbname={address.database}"])


def load(address: Address, release: int, source: Path, *, jobs: int = 2) -> None:
    """Copy such a file into an empty database; stop at the first thing that goes wrong."""
    arguments = ["--no-owner", "--no-privileges", "--exit-on-error", f"--jobs={jobs}"]
    _run("pg_restore", release, address, [*arguments, f"--dbname={address.database}", str(source)])


def program(name: str, release: int) -> Path:
    """Find a program of the server's own release, else the oldest that is newer."""
    places = [Path(SYSTEM_PLACES.format(release=release)), *_on_path(name), binaries.client_programs()]
    found = [(_release(place / name), place / name) for place in places if place and (place / name).exists()]
    fitting = sorted((there, path) for there, path in found if there >= release)
    if not fitting:
        raise NoProgram(program=name, release=release)
    return fitting[0][1]


def _on_path(name: str) -> list[Path]:
    where = shutil.which(name)
    return [Path(where).parent] if where else []


def _release(path: Path) -> int:
    said = subprocess.run([str(path), "--version"], capture_output=True, text=True, check=False).stdout
    found = re.search(r"\) (\d+)", said)
    return int(found.group(1)) if found else 0


def _run(name: str, release: int, address: Address, arguments: list[str]) -> None:
    """Run a program; the password goes through the environment, where other accounts cannot read it."""
    done = subprocess.run(
        [str(program(name, release)), *arguments],
        env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", **_environment(address)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise CopyFailed(program=name, words=" · ".join(done.stderr.strip().splitlines()[-3:]))


def _environment(address: Address) -> dict[str, str]:
    named = {
        "PGHOST": address.host,
        "PGPORT": address.port,
        "PGUSER": address.user,
        "PGPASSWORD": address.password,
        "PGSSLMODE": address.options.get("sslmode", ""),
        "PGSSLROOTCERT": address.options.get("sslrootcert", ""),
        "PGOPTIONS": address.parameters().get("options", ""),
    }
    return {name: value for name, value in named.items() if value}
