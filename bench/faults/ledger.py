"""What a client was told, on disk before anything else happens."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self


@dataclass
class Line:
    """One write: ``told`` is the status that the client got in the end, 0 when it never got one."""

    key: str
    kind: str
    told: int = 0

    @property
    def acknowledged(self) -> bool:
        return 200 <= self.told < 300


class Ledger:
    """A file of lines that a kill or a power cut cannot take back."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("a")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def write(self, line: Line) -> None:
        """Add a line; it is on the disk when this returns."""
        self._file.write(json.dumps(asdict(line)) + "\n")
        self._file.flush()
        os.fsync(self._file.fileno())


def read(folder: Path) -> list[Line]:
    """Read all ledgers of a folder; of each write the last line counts."""
    last: dict[str, Line] = {}
    for path in sorted(folder.glob("*.ledger")):
        for text in path.read_text().splitlines():
            line = Line(**json.loads(text))
            last[line.key] = line
    return list(last.values())
