"""Loaded before Django's settings: gives the tests a data folder of their own."""

import os
import tempfile
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def own_data_folder() -> Path:
    """Name a folder that lasts between runs and that no other account may have made."""
    digest = sha256(os.fsencode(ROOT)).hexdigest()[:8]
    folder = Path(tempfile.gettempdir()) / f"tenure-tests-{os.geteuid()}-{digest}"
    folder.mkdir(mode=0o711, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid != os.geteuid():
        raise SystemExit(f"{folder} belongs to somebody else; remove it or set TENURE_DATA.")
    return folder


os.environ.setdefault("TENURE_DATA", str(own_data_folder()))
