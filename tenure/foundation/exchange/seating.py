"""Finds where a table begins and ends: titles above headings, headings on every page, totals below."""

import re
from typing import Final

from django.utils.translation import gettext as _

from .desk import Desk
from .findings import Choice
from .mapping import Part
from .tables import Row, Source, Table, headed, plain_heading, seated

TITLES: Final = 30
FEW: Final = 2
RULED: Final = re.compile(r"^[-=_+|*\s]+$")
TOTAL: Final = re.compile(
    r"^\W*((grand |sub|report )?totals?|(gesamt|zwischen)?summe|gesamt(anzahl)?|anzahl|totaal|totale|sous-total"
    r"|suma|end of report|berichtsende|page \d+|seite \d+|(record|row|employee|worker)s? count|count)\b",
    re.IGNORECASE,
)


def seat(table: Table, part: Part, desk: Desk) -> Table:
    """Give the table with the headings that the part means: its own, those said, or those further down."""
    if part.headings:
        return _with_headings(table, part)
    wanted = {plain_heading(one) for column in part.columns.values() for one in column.columns}
    if not wanted or wanted & {plain_heading(one) for one in table.columns}:
        return table
    for at, (number, cells) in enumerate(table.lines[:TITLES]):
        found = wanted & {plain_heading(cell) for cell in cells}
        if len(found) >= min(FEW, len(wanted)):
            words = _("The headings stand in row %(row)s; what stands above them was left aside.")
            desk.note(Source(table.file, number), "titles_above", words % {"row": number})
            return seated(table, at)
    return table


def _with_headings(table: Table, part: Part) -> Table:
    first = {plain_heading(one) for one in table.columns}
    has_own = {plain_heading(one) for one in part.headings} <= first
    return table if has_own else headed(table, part.headings)


def _alike(cell: str, heading: str) -> bool:
    return plain_heading(cell) == plain_heading(heading)


def is_row(row: Row, table: Table, desk: Desk) -> bool:
    """Say whether a line is a row: not a heading once more, not a ruled line, and no total."""
    told = [cell.strip() for cell in row.cells if cell.strip()]
    at = Source(table.file, row.number)
    if not told:
        return False
    if all(RULED.match(cell) for cell in told):
        return False
    if len(told) > 1 and all(map(_alike, row.cells, table.columns)):
        desk.note(at, "repeated_heading", _("The headings stand here once more; the line was left out."))
        return False
    if len(told) <= max(FEW, len(row.cells) // 2) and TOTAL.match(told[0]):
        words = _("“%(cell)s”: this looks like a line of totals, not a row. Skip leaves it out.")
        chosen = desk.warn(at, "looks_like_total", words % {"cell": told[0][:60]}, Choice.SKIP, Choice.ACCEPT)
        return chosen == Choice.ACCEPT
    return True
