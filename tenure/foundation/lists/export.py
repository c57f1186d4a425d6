"""A list as a file: the same columns, the same rights, every row of the view."""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

import xlsxwriter
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tenure.foundation.access import Actor, require
from tenure.foundation.access.second_person import is_needed
from tenure.foundation.audit import trail
from tenure.foundation.dual_control.actions import use_permit
from tenure.foundation.identity.step_up import step_up
from tenure.foundation.settings.declare import Setting, declare
from tenure.foundation.settings.queries import value

from .reading import lines, ordered
from .refusals import BadValue
from .view import View

EXPORT: Final = "lists.export"
MOST: Final = declare(
    Setting(
        "lists.rows_alone",
        default=500,
        label=_("Rows that one person takes as a file alone"),
        help=_("A longer list waits until a second person confirms that it is taken."),
        least=0,
        guarded=True,
    )
)
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
    step_up(by)
    if kind not in KINDS:
        raise BadValue(value=kind[:20], name=_("Export"))
    if is_needed(by, EXPORT) and is_long(view):
        use_permit(EXPORT, asked(view, kind), by=by)
    body = _csv(view) if kind == "csv" else _xlsx(view)
    known = by.known_at.isoformat() if by.known_at else None
    trail.record(
        by, "lists.exported", listing=view.listing.key, columns=[c.key for c in view.columns], as_known=known
    )
    name = f"{view.listing.key}-{view.ask.day}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(body, content_type=KINDS[kind], headers=headers)


def is_long(view: View) -> bool:
    """Say whether a file of the view has more rows than one person takes alone."""
    most = value(MOST, on=view.ask.actor.now)
    return len(ordered(view).order_by().values_list("pk")[: most + 1]) > most


def asked(view: View, kind: str) -> dict[str, Any]:
    """Say which file it is: what a permit is given for."""
    query = view.query(columns=[column.key for column in view.columns])
    return {"listing": view.listing.key, "url": f"{reverse(view.listing.url_name)}{query}&export={kind}"}


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
