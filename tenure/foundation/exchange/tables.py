"""What every file becomes: tables of text cells that remember where each row stood."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple


class Source(NamedTuple):
    """Where something stands: in which file, which row (as a spreadsheet counts), which column."""

    file: str
    row: int | None = None
    column: str = ""


class Row(NamedTuple):
    """One line of a table; ``number`` is the line a person sees in the file."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """One sheet of a file: headings once, then rows of as many cells.

    ``remarks`` tell how the file was read where that was not obvious; ``ragged`` names rows that
    have more cells than there are headings. ``lines`` are all lines as they stood.
    """

    file: str
    name: str
    columns: tuple[str, ...]
    rows: Sequence[Row]
    remarks: tuple[str, ...] = ()
    ragged: tuple[int, ...] = field(default=())
    lines: Sequence[tuple[int, Sequence[str]]] = field(default=(), repr=False)

    def column(self, heading: str) -> int | None:
        """Give the place of a heading, written exactly or but for case and blanks."""
        if heading in self.columns:
            return self.columns.index(heading)
        plain = [plain_heading(one) for one in self.columns]
        wanted = plain_heading(heading)
        return plain.index(wanted) if plain.count(wanted) == 1 else None


@lru_cache(maxsize=4096)
def plain_heading(text: str) -> str:
    """Fold a heading for comparing: case, blanks, dashes and underscores do not count."""
    return "".join(c for c in text.casefold() if c.isalnum() or not c.isascii())


def table_of(
    file: str, name: str, lines: Sequence[tuple[int, Sequence[str]]], remarks: Sequence[str] = ()
) -> Table:
    """Make a table of numbered lines of which the first that says anything is the heading."""
    lines = [(number, cells) for number, cells in lines if any(cell.strip() for cell in cells)]
    if not lines:
        return Table(file, name, (), (), tuple(remarks))
    columns = _headings(lines[0][1])
    width = len(columns)
    ragged = [number for number, cells in lines[1:] if any(cell.strip() for cell in cells[width:])]
    rows = [Row(number, _fit(cells, width)) for number, cells in lines[1:]]
    return Table(file, name, columns, rows, tuple(remarks), tuple(ragged), lines)


def seated(table: Table, at: int) -> Table:
    """Give a table anew whose headings stand further down."""
    return table_of(table.file, table.name, table.lines[at:], table.remarks)


def headed(table: Table, headings: Sequence[str]) -> Table:
    """Give a table anew of a file without headings, under those given."""
    width = len(headings)
    rows = [
        Row(number, _fit([cell.lstrip("\ufeff") for cell in cells], width)) for number, cells in table.lines
    ]
    ragged = [number for number, cells in table.lines if any(cell.strip() for cell in cells[width:])]
    return Table(table.file, table.name, tuple(headings), rows, table.remarks, tuple(ragged), table.lines)


def _headings(cells: Sequence[str]) -> tuple[str, ...]:
    """Give every column a heading of its own: blank ones a number, repeated ones a count."""
    last = max(at for at, cell in enumerate(cells, 1) if cell.strip())
    out: list[str] = []
    for at, cell in enumerate(cells[:last], 1):
        plain = " ".join(cell.split()) or f"column {at}"
        name, count = plain, 1
        while name in out:
            count += 1
            name = f"{plain} ({count})"
        out.append(name)
    return tuple(out)


def _fit(cells: Sequence[str], width: int) -> tuple[str, ...]:
    have = tuple(cells[:width])
    return have + ("",) * (width - len(have))
