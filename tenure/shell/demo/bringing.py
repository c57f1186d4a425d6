"""Brings rows in the way files come in: checked, compared, written as one run with its line in the trail."""

from collections.abc import Iterable, Mapping

from tenure.foundation.access import Actor
from tenure.foundation.exchange import run
from tenure.foundation.exchange.mapping import From, Mapping as ImportMapping, Part
from tenure.foundation.exchange.tables import Row, Table

Rows = Iterable[Mapping[str, object]]


def bring_in(sheets: Mapping[str, Rows], *, by: Actor) -> None:
    """Import the rows of some sheets in one run; a row that cannot be taken refuses all."""
    tables = [_table(kind, [*rows]) for kind, rows in sheets.items()]
    parts = tuple(
        Part(one.file, one.file, columns={key: From((key,)) for key in one.columns}) for one in tables
    )
    mapping = ImportMapping("demo", parts)
    run.commit(run.prepare(tables, mapping, run.Order(by.today), by=by), by=by)


def _table(kind: str, rows: list[Mapping[str, object]]) -> Table:
    columns = tuple(dict.fromkeys(key for row in rows for key in row))
    lines = [
        Row(n, tuple("" if row.get(key) is None else str(row[key]) for key in columns))
        for n, row in enumerate(rows, start=2)
    ]
    return Table(kind, kind, columns, lines)
