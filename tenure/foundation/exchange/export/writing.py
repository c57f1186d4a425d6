"""Writes one table as CSV, straight from the database; sealed columns are opened on the way."""

import csv
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import Final

from django.db import connection

from .sealed import opener, openings
from .tables import Table

BLOCK: Final = 1_000_000  # characters


@dataclass(frozen=True)
class File:
    """One file of an export, with what proves it whole."""

    path: str
    rows: int
    size: int
    sha256: str


def write(table: Table, folder: Path) -> File:
    """Write a table; an empty value without quotes is nothing, with quotes an empty text."""
    path = folder / table.path
    digest, size, lines = hashlib.sha256(), 0, -1
    with path.open("wb") as out:
        for block in _blocks(table):
            digest.update(block)
            size += len(block)
            out.write(block)
    with path.open(encoding="utf-8", newline="") as back:
        lines = sum(1 for _row in csv.reader(back)) - 1
    return File(table.path, lines, size, digest.hexdigest())


def _blocks(table: Table) -> Iterator[bytes]:
    raw = _copied(table)
    sealed = openings(table.model)
    return _opened(table, raw) if sealed else raw


def _copied(table: Table) -> Iterator[bytes]:
    statement = f"COPY ({table.sql}) TO STDOUT WITH (FORMAT csv, HEADER true)"
    with connection.cursor() as cursor, cursor.cursor.copy(statement) as copy:
        for block in copy:
            yield bytes(block)


def _opened(table: Table, raw: Iterator[bytes]) -> Iterator[bytes]:
    """Open sealed columns row by row, once the copy is through: opening may ask the database for a key."""
    with TemporaryFile() as whole:
        whole.writelines(raw)
        whole.seek(0)
        rows = csv.DictReader(io.TextIOWrapper(whole, encoding="utf-8", newline=""))
        out = io.StringIO(newline="")
        writer = csv.DictWriter(out, rows.fieldnames or [], lineterminator="\n")
        writer.writeheader()
        for row in rows:
            for one in openings(table.model):
                name = one.column.removesuffix("_sealed")
                row[name] = opener(one)(row[one.owner or "uid"], row[name])
            writer.writerow(row)
            if out.tell() > BLOCK:
                yield out.getvalue().encode()
                out.seek(0)
                out.truncate()
        yield out.getvalue().encode()
