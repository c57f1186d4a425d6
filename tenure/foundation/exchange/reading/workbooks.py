"""Reads XLSX, XLS and ODS in a process of its own, with bounds on memory and time.

A workbook of a few kilobytes can ask for gigabytes; a process with a limit dies alone.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _

from tenure.foundation.exchange import limits
from tenure.foundation.exchange.tables import Table, table_of

CHILD: Final = Path(__file__).with_name("workbook_child.py")
SECONDS: Final = 120
ZIP: Final = b"PK\x03\x04"
OLE: Final = b"\xd0\xcf\x11\xe0"


def is_workbook(content: bytes) -> bool:
    """Say whether the content begins as workbooks do, whatever the name ends in."""
    return content.startswith((ZIP, OLE))


def read(name: str, content: bytes) -> list[Table]:
    """Read every sheet of a workbook."""
    if not is_workbook(content):
        raise limits.BrokenFile(file=name, words=_("it is not a workbook"))
    bounds = [limits.MAX_EXPANDED, limits.MAX_ROWS, limits.MAX_COLUMNS, limits.MAX_CELLS, limits.MAX_CELL]
    command = [sys.executable, "-I", str(CHILD), *map(str, bounds)]
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired as failure:
        raise limits.ExpandsTooFar(file=name) from failure
    if done.returncode:
        raise limits.ExpandsTooFar(file=name)
    return _tables(name, json.loads(done.stdout))


def _tables(name: str, answer: dict[str, object]) -> list[Table]:
    match answer:
        case {"refused": "rows"}:
            raise limits.TooManyRows(file=name, limit=limits.MAX_ROWS)
        case {"refused": "columns"}:
            raise limits.TooManyColumns(file=name, limit=limits.MAX_COLUMNS)
        case {"refused": "expands"}:
            raise limits.ExpandsTooFar(file=name)
        case {"refused": words}:
            raise limits.BrokenFile(file=name, words=words)
        case {"sheets": list() as sheets}:
            return [table_of(name, title, list(enumerate(rows, 1))) for title, rows in sheets]
    raise limits.BrokenFile(file=name, words=_("nothing could be read"))
