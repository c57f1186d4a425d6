"""What a backup says about itself."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from django.utils.translation import gettext_lazy as _

from tenure.foundation.postgres.sums import Sum
from tenure.foundation.refusal import Refused

FORMAT = 1
NAME = "manifest.json"
DUMP = "database.dump"
CHUNK = 1 << 20


class NotABackup(Refused):
    message = _("{file} is not a backup of Tenure, or it is cut short.")


class Damaged(Refused):
    message = _("{part} in the backup is not what was put there: its checksum differs. Use another copy.")


class TooNew(Refused):
    message = _("This backup was made by a newer Tenure ({version}). Install that one, then restore.")


@dataclass(frozen=True)
class Manifest:
    """The facts of a backup: what it was made from, and a checksum of every part."""

    made_at: str
    version: str
    postgres: int
    migrations: list[str]
    tables: Mapping[str, Sum]
    parts: Mapping[str, str]
    keys: Mapping[str, str]
    trail: Mapping[str, object]
    format: int = FORMAT

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables.values())

    @property
    def files(self) -> int:
        return sum(name.startswith("files/") for name in self.parts)

    @property
    def has_keys(self) -> bool:
        return any(name.startswith("keys/") for name in self.parts)

    def text(self) -> bytes:
        return json.dumps(asdict(self), indent=1, sort_keys=True).encode()


def read(text: bytes, file: Path) -> Manifest:
    """Read a manifest back."""
    try:
        facts = json.loads(text)
        facts["tables"] = {name: Sum(**each) for name, each in facts["tables"].items()}
        manifest = Manifest(**facts)
    except (ValueError, TypeError, KeyError) as failure:
        raise NotABackup(file=file) from failure
    if manifest.format > FORMAT:
        raise TooNew(version=manifest.version)
    return manifest


def digest(stream: IO[bytes]) -> str:
    """Give the SHA-256 of what is left of a stream."""
    summed = hashlib.sha256()
    while chunk := stream.read(CHUNK):
        summed.update(chunk)
    return summed.hexdigest()


def digest_of(path: Path) -> str:
    """Give the SHA-256 of a file."""
    with path.open("rb") as stream:
        return digest(stream)


def files_below(folder: Path) -> Iterator[Path]:
    """Give every file below a folder, in order, half-written ones aside."""
    return (path for path in sorted(folder.rglob("[!.]*")) if path.is_file() and not path.is_symlink())


def key_prints(folder: Path) -> dict[str, str]:
    """Give a fingerprint of each key: enough to tell whether it is the same, and no more."""
    return {path.name: digest_of(path)[:16] for path in files_below(folder)}
