"""A list as a file: the same columns, the same rights, every row of the view."""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import xlsxwriter
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from tenure.foundation.access import Actor, require
from tenure.foundation.audit import trail

from .reading import lines, ordered
from .refusals import BadValue
from .view import View

BATCH = 2000
RISKY = ("=", "+", "-", "@", "\t", "\r")
KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def answer(view: View, kind: str) -> HttpResponse:
    """Answer with the whole view as CSV or XLSX, and write down that it was taken."""
    by: Actor = view.ask.actor
    require(by, view.listing.export or "nobody")
    if kind not in KINDS:
        raise BadValue(value=kind[:20], name=_("Export"))
    body = _csv(view) if kind == "csv" else _xlsx(view)
    trail.record(by, "lists.exported", listing=view.listing.key, columns=[c.key for c in view.columns])
    name = f"{view.listing.key}-{view.ask.day}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(body, content_type=KINDS[kind], headers=headers)


def table(view: View) -> Iterator[list[Any]]:
    """Give the labels, then every row's cells."""
    yield [str(column.label) for column in view.columns]
    batch: list[Any] = []
    for row in ordered(view).iterator(chunk_size=BATCH):
        batch.append(row)
        if len(batch) == BATCH:
            yield from _cells(view, batch)
            batch = []
    yield from _cells(view, batch)


def _cells(view: View, rows: list[Any]) -> Iterator[list[Any]]:
    return (list(line.cells) for line in lines(view, rows))


def _csv(view: View) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([safe(plain(cell)) for cell in row] for row in table(view))
    return out.getvalue().encode("utf-8-sig")


def _xlsx(view: View) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "constant_memory": True}) as book:
        sheet = book.add_worksheet()
        day, head = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"bold": True})
        for at, row in enumerate(table(view)):
            _write_row(sheet, at, row, day=day, head=head)
        sheet.freeze_panes(1, 0)
    return out.getvalue()


def _write_row(sheet: Any, at: int, row: Iterable[Any], *, day: Any, head: Any) -> None:
    for place, cell in enumerate(row):
        if isinstance(cell, date) and not isinstance(cell, datetime):
            sheet.write_datetime(at, place, cell, day)
        elif isinstance(cell, int | float | Decimal) and not isinstance(cell, bool):
            sheet.write_number(at, place, float(cell))
        else:
            sheet.write_string(at, place, safe(plain(cell)), head if at == 0 else None)


def plain(cell: Any) -> str:
    """Write a cell as a machine reads it."""
    if cell is None:
        return ""
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def safe(text: str) -> str:
    """Keep a sheet from taking text for a formula."""
    return f"'{text}" if text.startswith(RISKY) else text
