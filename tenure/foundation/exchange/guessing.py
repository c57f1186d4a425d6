"""Guesses what the columns of a table mean, for a person to look at and put right."""

from collections.abc import Sequence
from pathlib import PurePath
from typing import Final

from rapidfuzz import fuzz

from .mapping import From, Mapping, Part
from .sheets import Sheet, sheets
from .tables import Table, plain_heading

GOOD: Final = 88.0


def guess(table: Table, sheet: Sheet) -> dict[str, From]:
    """Pair columns of a sheet with headings, the surest first, none twice."""
    pairs = sorted(_pairs(table.columns, sheet), reverse=True)
    taken: dict[str, From] = {}
    used: set[str] = set()
    for score, _order, heading, key in pairs:
        if score >= GOOD and key not in taken and heading not in used:
            taken[key] = From(columns=(heading,))
            used.add(heading)
    return {column.key: taken[column.key] for column in sheet.columns if column.key in taken}


def guess_kind(table: Table) -> Sheet:
    """Find the sheet that a table's headings fit best."""
    return max(sheets(), key=lambda one: _fit(table, one))


def guess_mapping(name: str, tables: Sequence[Table], kind: str = "") -> Mapping:
    """Guess a mapping for several tables; ``kind`` says what all of them are, if it is known."""
    from .sheets import sheet as find

    chosen = [find(kind) if kind else guess_kind(table) for table in tables]
    parts = [
        Part(sheet=one.kind, file=PurePath(table.file).name, table=table.name, columns=guess(table, one))
        for table, one in zip(tables, chosen, strict=True)
    ]
    return Mapping(name=name, parts=tuple(parts))


def _fit(table: Table, sheet: Sheet) -> tuple[int, int, int]:
    found = guess(table, sheet)
    required = [column.key for column in sheet.columns if column.required]
    missing = sum(key not in found for key in required)
    return (-missing, len(found), -len(sheet.columns))


def _pairs(headings: Sequence[str], sheet: Sheet) -> list[tuple[float, int, str, str]]:
    out = []
    for at, heading in enumerate(headings):
        for column in sheet.columns:
            names = (column.key, str(column.label), *column.also)
            out.append((max(_likeness(heading, name) for name in names), -at, heading, column.key))
    return out


def _likeness(heading: str, name: str) -> float:
    one, other = plain_heading(heading), plain_heading(name)
    if one == other:
        return 101.0
    return fuzz.ratio(one, other) if min(len(one), len(other)) > 3 else 0.0
