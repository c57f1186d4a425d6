"""Secrets that a Tenure makes for itself, each in a file that only its user may read."""

import os
import secrets as randomness
from pathlib import Path


def secret(data: Path, name: str) -> str:
    """Read a secret of this Tenure, made at first use; ``TENURE_<NAME>`` in the environment wins."""
    given = os.environ.get(f"TENURE_{name.replace('-', '_').upper()}")
    if given:
        return given
    path = data / "keys" / name
    if not path.exists():
        _make(path)
    return path.read_text().strip()


def _make(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "w") as file:
        file.write(randomness.token_urlsafe(50))
