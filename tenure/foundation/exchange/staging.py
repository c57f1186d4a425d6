"""Where brought files and the outcome of their check lie until the import is over."""

import json
import shutil
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from django.conf import settings

from . import reading
from .desk import shown
from .differences import RowPlan, changes
from .run import Prepared
from .tables import Table

FOLDER: Final = "imports"


class Staging:
    """The folder of one import."""

    def __init__(self, uid: UUID) -> None:
        self.folder = Path(settings.MEDIA_ROOT) / FOLDER / str(uid)

    def keep(self, number: int, chunks: Iterator[bytes], most: int) -> int:
        """Store one file under a number; give its size, which never passes ``most`` by much."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        size = 0
        with self._file(number).open("wb") as out:
            for chunk in chunks:
                size += len(chunk)
                if size > most:
                    break
                out.write(chunk)
        return size

    def tables(self, names: Sequence[str]) -> list[Table]:
        """Read all stored files under the names they came with."""
        return [
            table for number, name in enumerate(names) for table in reading.read(self._file(number), name)
        ]

    def write_outcome(self, prepared: Prepared) -> None:
        """Keep what the check found and what it would change, for the pages that show it."""
        self._write("findings", (one.facts() for one in prepared.findings.all))
        rows = (
            {
                "what": str(target.label),
                "act": act,
                "which": _which(row),
                "from": row.start.isoformat() if row.start else "",
                "fields": ", ".join(sorted(row.was)) if act == "changed" else "",
                "file": row.source.file,
                "row": row.source.row,
            }
            for target, act, row in changes(prepared.differences)
        )
        self._write("changes", rows)

    def lines(self, name: str, start: int = 0, count: int | None = None) -> list[dict[str, Any]]:
        """Give some lines of what was kept."""
        path = self.folder / f"{name}.jsonl"
        if not path.exists():
            return []
        with path.open(encoding="utf-8") as file:
            end = None if count is None else start + count
            return [json.loads(line) for line in islice(file, start, end)]

    def say(self, done: int, total: int) -> None:
        """Tell how far the work is; seen by others at once, unlike what a transaction writes."""
        if self.folder.exists():
            (self.folder / "progress").write_text(f"{done} {total}", encoding="ascii")

    def heard(self) -> tuple[int, int]:
        """Give how far the work is."""
        try:
            done, total = (self.folder / "progress").read_text(encoding="ascii").split()
        except (OSError, ValueError):
            return 0, 1
        return min(int(done), int(total)), max(int(total), 1)

    def remove(self) -> None:
        """Take all of it away."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _file(self, number: int) -> Path:
        return self.folder / f"{number}.file"

    def _write(self, name: str, rows: Iterator[dict[str, Any]]) -> None:
        with (self.folder / f"{name}.jsonl").open("w", encoding="utf-8") as file:
            for row in rows:
                file.write(json.dumps(row, ensure_ascii=False) + "\n")


def _which(row: RowPlan) -> str:
    """Name a row: its key, and its name or title where it has one."""
    name = row.facts.get("name") or row.facts.get("title") or ""
    return f"{shown(row.key)} · {name}" if name and name != shown(row.key) else shown(row.key)


class Steps:
    """Counts steps and says so now and then."""

    def __init__(self, staging: Staging, total: int) -> None:
        self.staging, self.total, self.done, self.said = staging, max(total, 1), 0, 0
        staging.say(0, self.total)

    def forward(self, count: int) -> None:
        """Count on."""
        self.done += count
        if self.done - self.said >= self.total / 50:
            self.said = self.done
            self.staging.say(self.done, self.total)
