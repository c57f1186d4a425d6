"""Looks at the machine: Python, folders, keys, built pages, a browser for the tests."""

import os
import platform
import shutil
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

from tenure.config.doctor.findings import Finding, good, note, problem, warning

OLDEST_PYTHON = (3, 11)
LITTLE_SPACE, TOO_LITTLE_SPACE = 2_000_000_000, 300_000_000
MANIFEST = Path(__file__).resolve().parents[2] / "foundation/ui/static/dist/manifest.json"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def look(data: Path) -> Iterator[Finding]:
    """Look at everything that needs no database."""
    yield python()
    yield account()
    yield from folder(data)
    yield from keys(data / "keys")
    yield pages(MANIFEST)
    yield browser()


def python() -> Finding:
    if sys.version_info < OLDEST_PYTHON:
        return problem(
            "Python",
            f"{platform.python_version()} is too old",
            "Install Python 3.11 or newer, then `make run`.",
        )
    return good("Python", platform.python_version())


def account() -> Finding:
    if os.geteuid() == 0:
        repair = "In service, run it as an account of its own, such as tenure."
        return note("Account", "Tenure runs as root; its database does not", repair)
    return good("Account", "not root")


def folder(data: Path) -> Iterator[Finding]:
    """Look at the data folder: there, writable, closed to others, with space left."""
    if not data.exists():
        yield note("Data folder", f"{data} is not there yet", "`tenure migrate` or `tenure run` makes it.")
        return
    if not os.access(data, os.W_OK | os.X_OK):
        yield problem(
            "Data folder", f"{data} cannot be written", f"Run as its owner, or: chown -R $(id -un) {data}"
        )
        return
    if data.stat().st_mode & 0o066:
        yield warning("Data folder", f"{data} is open to other accounts", f"chmod go-rw {data}")
    else:
        yield good("Data folder", str(data))
    yield space(shutil.disk_usage(data).free)


def space(free: int) -> Finding:
    words = f"{free / 1e9:.1f} GB free"
    repair = "Make room or move the data folder (TENURE_DATA): a full disk stops the database."
    if free < TOO_LITTLE_SPACE:
        return problem("Disk", words, repair)
    return warning("Disk", words, repair) if free < LITTLE_SPACE else good("Disk", words)


def keys(home: Path) -> Iterator[Finding]:
    """Look at the keys: there, and readable by nobody else."""
    found = [path for path in home.glob("[!.]*") if path.is_file()] if home.is_dir() else []
    if not found:
        yield note(
            "Keys", "none in the data folder yet", "They are made at first use; then keep a copy elsewhere."
        )
        return
    open_to_others = [path.name for path in found if stat.S_IMODE(path.stat().st_mode) & 0o077]
    if open_to_others or stat.S_IMODE(home.stat().st_mode) & 0o077:
        words = f"others may read {', '.join(open_to_others) or home}"
        yield problem(
            "Keys", words, f"chmod 700 {home} && chmod 600 {home}/*, then rotate what others could read."
        )
    else:
        yield good("Keys", f"{len(found)}, readable by this account only")


def pages(manifest: Path) -> Finding:
    if manifest.exists():
        return good("Pages", "the front end is built")
    return problem("Pages", "the front end is not built: pages would have no look", "bin/bootstrap")


def browser() -> Finding:
    found = next((where for name in BROWSERS if (where := shutil.which(name))), None)
    if found:
        return good("Browser for tests", found)
    return note("Browser for tests", "no Chromium; only `make test` needs one", "apt-get install chromium")
