"""Reads CSV: finds out encoding and separator, and says what it found where that is a guess."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _

from tenure.foundation.exchange import limits
from tenure.foundation.exchange.tables import Table, table_of

MARKS: Final = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
SEPARATORS: Final = ",;\t|"
SAMPLE_LINES: Final = 40


def read(name: str, content: bytes) -> list[Table]:
    """Read a CSV file, whatever its encoding and separator."""
    text, remarks = decoded(name, content)
    separator = separator_of(text)
    if separator != ",":
        words = {";": _("semicolons"), "\t": _("tabs"), "|": _("bars")}[separator]
        remarks.append(_("The columns are separated by %(what)s.") % {"what": words})
    return [table_of(name, "", list(_lines(name, text, separator)), remarks)]


def decoded(name: str, content: bytes) -> tuple[str, list[str]]:
    """Turn bytes into text; anything but UTF-8 comes with a remark."""
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return _decode(name, content, encoding), _remarks(encoding)
    if b"\x00" in content[:4096]:
        raise limits.WrongKind(file=name, kind=_("not a text"))
    try:
        return content.decode("utf-8"), []
    except UnicodeDecodeError as failure:
        at = content.count(b"\n", 0, failure.start) + 1
        guess = _(
            "It is not UTF-8 (line %(line)s), so it was read as Windows-1252. Look at accented letters."
        )
        return content.decode("cp1252", errors="replace"), [guess % {"line": at}]


def separator_of(text: str) -> str:
    """Find the separator: the one that cuts the first lines into equally many cells, the most of them."""
    lines = [line for line in text[:200_000].splitlines()[:SAMPLE_LINES] if line.strip()]
    return max(SEPARATORS, key=lambda one: _fitness(lines, one))


def _fitness(lines: list[str], separator: str) -> tuple[float, int]:
    try:
        counts = Counter(len(row) for row in csv.reader(lines, delimiter=separator) if row)
    except csv.Error:  # a cell without end: told when the rows are read
        return 0, 0
    if not counts:
        return 0, 0
    width, often = counts.most_common(1)[0]
    return (often / sum(counts.values()) if width > 1 else 0), width


def _decode(name: str, content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as failure:
        raise limits.BrokenFile(file=name, words=failure.reason) from failure


def _remarks(encoding: str) -> list[str]:
    return [] if encoding == "utf-8-sig" else [_("It was read as UTF-16.")]


def _lines(name: str, text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    csv.field_size_limit(limits.MAX_CELL * 4)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    number, seen = 1, 0
    while True:
        try:
            cells = next(rows, None)
        except csv.Error as failure:
            raise limits.BrokenFile(
                file=name, words=_("line %(n)s: %(why)s") % {"n": number, "why": failure}
            ) from failure
        if cells is None:
            return
        seen += 1
        _check(name, seen, len(cells))
        yield number, cells
        number = rows.line_num + 1


def _check(name: str, seen: int, width: int) -> None:
    if seen > limits.MAX_ROWS + 1:
        raise limits.TooManyRows(file=name, limit=limits.MAX_ROWS)
    if width > limits.MAX_COLUMNS:
        raise limits.TooManyColumns(file=name, limit=limits.MAX_COLUMNS)
