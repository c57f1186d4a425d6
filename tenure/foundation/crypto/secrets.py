"""Secrets that a Tenure makes for itself, each in a file that only its user may read."""

import base64
import contextlib
import os
import secrets as randomness
import tempfile
from pathlib import Path


def secret(data: Path, name: str) -> str:
    """Read a secret of this Tenure, made at first use; ``TENURE_<NAME>`` in the environment wins."""
    given = os.environ.get(f"TENURE_{name.replace('-', '_').upper()}")
    if given:
        return given
    path = data / "keys" / name
    if not path.exists():
        make(path, randomness.token_urlsafe(50))
    return path.read_text().strip()


def secret_bytes(data: Path, name: str) -> bytes:
    """Read a key of 32 bytes the same way; file and environment hold it in base64."""
    path = data / "keys" / name
    if not path.exists() and f"TENURE_{name.replace('-', '_').upper()}" not in os.environ:
        make(path, base64.b64encode(randomness.token_bytes(32)).decode())
    return base64.b64decode(secret(data, name))


def is_there(data: Path, name: str) -> bool:
    """Say whether a secret is given or in its file, without making it."""
    return f"TENURE_{name.replace('-', '_').upper()}" in os.environ or (data / "keys" / name).exists()


def make(path: Path, text: str) -> None:
    """Write a secret whole or not at all; where two begin at once, the first one's stays."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "w") as file:
            file.write(text)
            file.flush()
            os.fsync(handle)
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
    finally:
        Path(draft).unlink()
