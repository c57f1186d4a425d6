"""Runs alone: reads a workbook from standard input, writes its cells as JSON, dies when it grows too big."""

import io
import json
import resource
import sys
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

MEMORY = 1536 * 2**20
SECONDS = 90
STEP = 2**20


class Bound(Exception):
    """One of the bounds was passed."""


def main() -> None:
    """Answer with the sheets, or with the bound that was passed."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    expanded, rows, columns, cells, cell = map(int, sys.argv[1:6])
    content = sys.stdin.buffer.read()
    try:
        _check_packing(content, expanded)
        answer: dict[str, Any] = {"sheets": list(_sheets(content, rows, columns, cells, cell))}
    except Bound as bound:
        answer = {"refused": str(bound)}
    except MemoryError:
        answer = {"refused": "expands"}
    json.dump(answer, sys.stdout)


def _check_packing(content: bytes, most: int) -> None:
    """Unpack everything once without keeping it: what the archive says of itself may be a lie."""
    if not content.startswith(b"PK"):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.infolist()
            if len(names) > 5000:
                raise Bound("expands")
            for one in names:
                with archive.open(one) as part:
                    while chunk := part.read(STEP):
                        most -= len(chunk)
                        if most < 0:
                            raise Bound("expands")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as failure:
        raise Bound(str(failure)[:200]) from failure


def _sheets(
    content: bytes, rows: int, columns: int, cells: int, cell: int
) -> Iterator[tuple[str, list[list[str]]]]:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        names = book.sheet_names
    except PasswordError as failure:
        raise Bound("it is protected by a password") from failure
    except (CalamineError, OSError, ValueError) as failure:
        raise Bound(str(failure)[:200]) from failure
    for name in names:
        sheet = book.get_sheet_by_name(name)
        if sheet.width > columns:
            raise Bound("columns")
        if sheet.height > rows + 1:
            raise Bound("rows")
        cells -= sheet.width * sheet.height
        if cells < 0:
            raise Bound("rows")
        yield name, [[_text(one)[:cell] for one in row] for row in sheet.to_python(skip_empty_area=False)]


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        is_day = value.time() == time()
        return value.date().isoformat() if is_day else value.isoformat(sep=" ")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return str(value)


if __name__ == "__main__":
    main()
