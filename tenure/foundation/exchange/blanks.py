"""Empty sheets to fill in: CSV, and XLSX with lists to choose from and a note at each column."""

import csv
import io
from typing import Final

import xlsxwriter

from .sheets import Column, Sheet

LINES: Final = 2000


def blank_csv(sheet: Sheet) -> bytes:
    """Give the headings, and a line of examples where there are any."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([column.key for column in sheet.columns])
    writer.writerow([column.example for column in sheet.columns])
    return out.getvalue().encode("utf-8-sig")


def blank_xlsx(sheet: Sheet) -> bytes:
    """Give a workbook: one sheet to fill in, one that explains every column."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        bold, date = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
        page, told = book.add_worksheet(sheet.kind[:31]), book.add_worksheet("columns")
        page.freeze_panes(1, 0)
        told.write_row(0, 0, ["column", "label", "required", "help", "one of"], bold)
        for at, column in enumerate(sheet.columns):
            page.write_string(0, at, column.key, bold)
            page.set_column(at, at, max(12, len(column.key) + 2), date if "dat" in column.key else None)
            page.write_string(1, at, column.example)
            _offer(page, at, column)
            told.write_row(at + 1, 0, _explained(column))
    return out.getvalue()


def _offer(page: xlsxwriter.worksheet.Worksheet, at: int, column: Column) -> None:
    if column.choices:
        page.data_validation(1, at, LINES, at, {"validate": "list", "source": list(column.choices)})


def _explained(column: Column) -> list[str]:
    required = "yes" if column.required else ""
    return [column.key, str(column.label), required, str(column.help), ", ".join(column.choices)]
