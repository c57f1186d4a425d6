"""Takes the rows of tables through a mapping: text becomes values, with each mistake in words."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from pathlib import PurePath
from typing import Any, Final, NamedTuple

from django.utils.translation import gettext as _

from .changing import CHANGES
from .desk import Desk
from .findings import Choice
from .mapping import From, Mapping, Part, RowRule
from .seating import is_row, seat
from .sheets import Column, Given, sheet
from .tables import Row, Source, Table
from .values import Manner, Unreadable

PLACE: Final = re.compile(r"\{([^{}]+)\}")
ERROR_CELL: Final = re.compile(r"^#(REF!|VALUE!|N/A|NAME\?|DIV/0!|NULL!|NUM!)$")

REMEMBERED: Final = 20_000  # cells of a column; the same days and numbers come again and again


@dataclass(frozen=True)
class Taken:
    """A table that a part of the mapping is about; ``about`` is what the file's name told."""

    table: Table
    part: Part
    about: dict[str, str]


def pairs(mapping: Mapping, tables: Sequence[Table], desk: Desk) -> list[Taken]:
    """Say which table is meant by which part; of several editions of a body the newest is taken."""
    found = [
        Taken(seat(table, part, desk), part, _about(part, table))
        for part in mapping.parts
        for table in tables
        if part.fits(table, _called(table))
    ]
    used = {(one.table.file, one.table.name) for one in found}
    for table in tables:
        if (table.file, table.name) not in used:
            words = _("The mapping says nothing about this file or sheet; it was left aside.")
            desk.note(Source(table.file), "file_not_used", words)
    return _newest(found, desk)


def rows(taken: Taken, mapping: Mapping, desk: Desk) -> Iterator[Given]:
    """Give the rows of a table that can be read; what cannot is reported."""
    reader = _RowReader(taken, mapping, desk)
    if not reader.is_ready():
        return
    for row in taken.table.rows:
        if is_row(row, taken.table, desk) and reader.stays(row):
            given = reader.read(row)
            if given is not None:
                yield given


def _called(table: Table) -> str:
    return PurePath(table.file).name


def _about(part: Part, table: Table) -> dict[str, str]:
    path = PurePath(table.file)
    found = re.search(part.pattern, path.name) if part.pattern else None
    return {
        "file": path.name,
        "stem": path.stem,
        "folder": path.parent.name,
        **(found.groupdict() if found else {}),
    }


def _newest(found: list[Taken], desk: Desk) -> list[Taken]:
    newest: dict[str, str] = {}
    for one in found:
        if "edition" in one.about:
            folder = one.about["folder"]
            newest[folder] = max(newest.get(folder, ""), one.about["edition"])
    kept = []
    for one in found:
        last = newest.get(one.about["folder"])
        if last is None or one.about.get("edition", last) == last:
            kept.append(one)
        else:
            words = _("An older edition: %(newest)s of the same body is in this run and was taken.")
            desk.note(Source(one.table.file), "older_edition", words % {"newest": last})
    return kept


class _Reader(NamedTuple):
    """How one column is read: where it stands, what its text is, what value that text has."""

    column: Column
    origin: From
    places: Sequence[int]
    plain: Callable[[str], str]
    value: Callable[[str], Any]


class _RowReader:
    """Reads the rows of one table for one sheet."""

    def __init__(self, taken: Taken, mapping: Mapping, desk: Desk) -> None:
        self.taken, self.mapping, self.desk = taken, mapping, desk
        self.table, self.part = taken.table, taken.part
        self.sheet = sheet(self.part.sheet)
        self.source = Source(self.table.file)

    def is_ready(self) -> bool:
        """Check headings, permissions and required columns before any row."""
        known = {column.key for column in self.sheet.columns}
        for key in self.part.columns.keys() - known:
            self.desk.error(
                self.source,
                "unknown_column",
                _("The mapping names “%(key)s”, which %(sheet)s do not have.")
                % {"key": key, "sheet": self.sheet.kind},
            )
        self._check_remarks()
        return self._headings_are_there() and self._may_write() and self._has_required()

    def stays(self, row: Row) -> bool:
        """Apply the rules about rows; say whether the row is read at all."""
        for rule, at in self._rules:
            if rule.applies(row.cells[at]):
                if rule.words:
                    self.desk.note(self._at(row, rule.column), rule.code or "left_out", rule.words)
                if rule.then == "leave_out":
                    return False
        return True

    def read(self, row: Row) -> Given | None:
        """Read every mapped column of a row; a row with an error is not handed on."""
        values: dict[str, Any] = {}
        faultless = True
        for reader in self._readers:
            cell, column = self._cell(reader, row), reader.column
            if not cell:
                faultless &= not column.required or self._missing(column, row)
                continue
            try:
                values[column.key] = reader.value(cell)
            except Unreadable as problem:
                faultless &= self._report(problem, reader.origin, row)
        return Given(self._at(row, ""), values) if faultless else None

    def _value(self, column: Column, manner: Manner, cell: str) -> Any:
        if ERROR_CELL.match(cell):
            words = _("“%(cell)s” is a mistake that a spreadsheet shows, not a value.")
            raise Unreadable("spreadsheet_error", words % {"cell": cell})
        return column.read(cell, manner)

    def _report(self, problem: Unreadable, one: From, row: Row) -> bool:
        """Report a cell that cannot be read; say whether the row goes on without it."""
        source = self._at(row, self._heading(one))
        if one.doubtful != "park":
            self.desk.error(source, problem.code, problem.words)
            return False
        words = _("%(words)s Park leaves it blank, skip leaves the row out.")
        told = words % {"words": problem.words}
        return self.desk.warn(source, problem.code, told, Choice.PARK, Choice.SKIP) == Choice.PARK

    def _cell(self, reader: _Reader, row: Row) -> str:
        for at in reader.places:
            cell = reader.plain(row.cells[at])
            if cell:
                return cell
        if reader.origin.template:
            return reader.plain(self._filled(reader.origin, row))
        return reader.origin.constant

    def _plain(self, one: From, cell: str) -> str:
        cell = cell.strip()
        for change in one.change:
            cell = CHANGES[change](cell).strip()
        if cell in one.blank:
            return ""
        return one.values.get(cell, "" if one.only else cell)

    def _filled(self, one: From, row: Row) -> str:
        """Fill the places of a template; one that is blank leaves the whole blank."""
        template = one.template
        found = {name: self._place_value(name, row) for name in PLACE.findall(template)}
        parts = {name: "" if cell in one.blank else cell for name, cell in found.items()}
        if not all(parts.values()):
            return ""
        return PLACE.sub(lambda found: parts[found.group(1)], template)

    def _place_value(self, name: str, row: Row) -> str:
        if name == "row":
            return str(row.number)
        if name in self.taken.about:
            return self.taken.about[name]
        at = self.table.column(name)
        return row.cells[at].strip() if at is not None else ""

    def _missing(self, column: Column, row: Row) -> bool:
        self.desk.error(
            self._at(row, str(column.label)),
            "required",
            _("%(column)s is missing.") % {"column": column.label},
        )
        return False

    def _at(self, row: Row, column: str) -> Source:
        return Source(self.table.file, row.number, column)

    def _heading(self, one: From) -> str:
        return one.columns[0] if one.columns else one.template or one.constant

    def _check_remarks(self) -> None:
        for words in self.table.remarks:
            self.desk.note(self.source, "how_read", words)
        for number in self.table.ragged:
            self.desk.error(
                Source(self.table.file, number),
                "too_many_cells",
                _("The row has more cells than there are headings. Is a separator inside a value?"),
            )

    def _headings_are_there(self) -> bool:
        missing: set[str] = set()
        for column, one in self._columns:
            if one.columns and not any(heading in self._places for heading in one.columns):
                if self.mapping.lenient and (not column.required or one.template or one.constant):
                    words = _("There is no column “%(heading)s” in this file; %(what)s is not taken from it.")
                    told = words % {"heading": one.columns[0], "what": column.label}
                    self.desk.note(self.source._replace(column=one.columns[0]), "column_not_there", told)
                else:
                    missing.add(one.columns[0])
        if not self.mapping.lenient:
            missing |= {rule.column for rule in self.part.rows if self.table.column(rule.column) is None}
        for heading in sorted(missing):
            words = _("There is no column “%(heading)s” in this file.")
            source = self.source._replace(column=heading)
            self.desk.error(source, "no_such_heading", words % {"heading": heading})
        return not missing

    def _may_write(self) -> bool:
        refused = [column for column, _one in self._columns if not self._holds(column)]
        for column in refused:
            words = _("Your roles do not let you write %(column)s. Leave the column out.")
            self.desk.error(
                self.source._replace(column=str(column.label)), "may_not", words % {"column": column.label}
            )
        return not refused

    def _holds(self, column: Column) -> bool:
        permission = column.permission or self.sheet.permission
        return not permission or self.desk.by.holds(permission)

    def _has_required(self) -> bool:
        mapped = {column.key for column, _one in self._columns}
        missing = [column for column in self.sheet.columns if column.required and column.key not in mapped]
        for column in missing:
            self.desk.error(
                self.source,
                "required_column",
                _("No column of the file is mapped to %(column)s.") % {"column": column.label},
            )
        return not missing

    @cached_property
    def _columns(self) -> list[tuple[Column, From]]:
        return [
            (column, self.part.columns[column.key])
            for column in self.sheet.columns
            if column.key in self.part.columns
        ]

    @cached_property
    def _readers(self) -> list[_Reader]:
        return [self._reader(column, one) for column, one in self._columns]

    def _reader(self, column: Column, one: From) -> _Reader:
        manner = Manner(one.dates or self.mapping.dates, self.mapping.decimal)
        remember = lru_cache(REMEMBERED)
        return _Reader(
            column,
            one,
            [self._places[heading] for heading in one.columns if heading in self._places],
            remember(partial(self._plain, one)),
            remember(partial(self._value, column, manner)),
        )

    @cached_property
    def _places(self) -> dict[str, int]:
        headings = {heading for _column, one in self._columns for heading in one.columns}
        found = {heading: self.table.column(heading) for heading in headings}
        return {heading: at for heading, at in found.items() if at is not None}

    @cached_property
    def _rules(self) -> list[tuple[RowRule, int]]:
        found = [(rule, self.table.column(rule.column)) for rule in self.part.rows]
        return [(rule, at) for rule, at in found if at is not None]
