"""Where a Tenure keeps its things on this machine."""

import hashlib
import os
import stat
import tempfile
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from tenure.foundation.refusal import Refused

# What is left of the 108 bytes of a Unix socket address once its closing zero is taken off.
LONGEST_SOCKET_PATH = 107
PORT = 5432


class FolderIsNotOurs(Refused):
    message = _(
        "{folder} belongs to somebody else or is open to others. Remove it or set TMPDIR to another folder."
    )


def data_folder() -> Path:
    """Name the data folder: TENURE_DATA, or the usual place for this account. Makes nothing."""
    if named := os.environ.get("TENURE_DATA"):
        return Path(named).expanduser().absolute()
    if os.geteuid() == 0:
        return Path("/var/lib/tenure")
    home = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(home).absolute() / "tenure"


def home_of(data: Path) -> Path:
    """Name the folder of the embedded server inside a data folder."""
    return data / "postgres"


def socket_folder(data: Path) -> Path:
    """Name the folder of the server's socket, elsewhere when the path beside the data is too long."""
    beside = home_of(data) / "socket"
    if len(os.fsencode(beside / f".s.PGSQL.{PORT}")) <= LONGEST_SOCKET_PATH:
        return beside
    digest = hashlib.sha256(os.fsencode(data)).hexdigest()[:16]
    return _short_folder() / f"tenure-{digest}"


def _short_folder() -> Path:
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    return Path(runtime) if runtime and os.geteuid() != 0 else Path(tempfile.gettempdir())


def make_private(folder: Path, owner: int) -> None:
    """Make a folder that only ``owner`` may enter; refuse one that somebody else made first."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    seen = folder.lstat()
    if not stat.S_ISDIR(seen.st_mode) or seen.st_uid not in (os.geteuid(), owner):
        raise FolderIsNotOurs(folder=folder)
    folder.chmod(0o700)
    if seen.st_uid != owner:
        os.chown(folder, owner, -1)
