"""Writes the whole export: tables, their schemas, the package that describes them, files."""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from tenure.foundation.access import Actor, require
from tenure.foundation.audit import trail
from tenure.foundation.refusal import Refused

from . import schemas
from .tables import Table, tables
from .writing import File, write

EXPORT: Final = "people.export"
STAGING: Final = "imports"


class FolderIsNotEmpty(Refused):
    message = _("{folder} is not empty. Name a folder that is, or one that does not exist yet.")


@dataclass(frozen=True)
class Exported:
    """What an export holds."""

    folder: Path
    tables: int
    rows: int
    files: int


def export(
    folder: Path, *, by: Actor, history: bool = False, progress: Callable[[int], None] = lambda _n: None
) -> Exported:
    """Write everything as of one instant; refuses a folder that holds something."""
    require(by, EXPORT)
    if folder.exists() and any(folder.iterdir()):
        raise FolderIsNotEmpty(folder=folder)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    chosen = tables(history=history)
    written = _write_tables(chosen, folder, progress)
    files = _copy_files(folder)
    _write_json(folder / "datapackage.json", schemas.package(chosen, written))
    (folder / "README.md").write_text(schemas.README, encoding="utf-8")
    rows = sum(one.rows for one in written)
    trail.record(by, "exchange.export.made", tables=len(written), rows=rows, files=files, history=history)
    return Exported(folder, len(written), rows, files)


def _write_tables(chosen: list[Table], folder: Path, progress: Callable[[int], None]) -> list[File]:
    """Read all tables in one transaction that sees one state of the database."""
    written = []
    with transaction.atomic():
        with connection.cursor() as cursor:
            if not connection.in_atomic_block or len(connection.savepoint_ids) == 0:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        for table in chosen:
            written.append(write(table, folder))
            _write_json(folder / f"{table.name}.schema.json", schemas.schema(table))
            progress(1)
    return written


def _copy_files(folder: Path) -> int:
    source = Path(settings.MEDIA_ROOT)
    if not source.is_dir():
        return 0
    shutil.copytree(source, folder / "files", ignore=shutil.ignore_patterns(STAGING), symlinks=True)
    return sum(1 for path in (folder / "files").rglob("*") if path.is_file())


def _write_json(path: Path, tree: dict[str, Any]) -> None:
    path.write_text(json.dumps(tree, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
