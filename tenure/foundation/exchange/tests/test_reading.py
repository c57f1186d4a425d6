"""Files of every kind, friendly and hostile."""

import gzip
import io
import json
import zipfile

import pytest
import xlsxwriter

from tenure.foundation.exchange import limits
from tenure.foundation.exchange.reading import read_bytes

pytestmark = pytest.mark.capability("PLT-07")


def only(name: str, content: bytes):
    (table,) = read_bytes(name, content)
    return table


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_is_read_whatever_its_unicode(encoding):
    table = only("a.csv", "Name;Größe\nZoë;5\n".encode(encoding))
    assert (table.columns, [row.cells for row in table.rows]) == (("Name", "Größe"), [("Zoë", "5")])


def test_windows_text_is_read_and_said_so():
    table = only("a.csv", "name,town\nZoë,Zürich\n".encode("cp1252"))
    assert table.rows[0].cells == ("Zoë", "Zürich")
    assert table.remarks == (
        "It is not UTF-8 (line 2), so it was read as Windows-1252. Look at accented letters.",
    )


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found(separator):
    lines = [["a", "b", "c"], ["1", "x y", "3"]]
    table = only("a.csv", "\n".join(separator.join(line) for line in lines).encode())
    assert (table.columns, table.rows[0].cells) == (("a", "b", "c"), ("1", "x y", "3"))


def test_rows_keep_the_number_that_a_person_sees():
    table = only("a.csv", b'a,b\n\n1,"two\nlines"\n3,4\n')
    assert [row.number for row in table.rows] == [3, 5]


def test_blank_and_repeated_headings_get_names_of_their_own():
    table = only("a.csv", b"a,,a,\n1,2,3,\n")
    assert table.columns == ("a", "column 2", "a (2)")


def test_rows_with_too_many_cells_are_named():
    assert only("a.csv", b"a,b\n1,2\n1,2,3\n").ragged == (3,)


def test_packed_text_is_unpacked():
    assert only("a.csv.gz", gzip.compress(b"a,b\n1,2\n")).rows[0].cells == ("1", "2")


def workbook(rows):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        page = book.add_worksheet("People")
        for at, row in enumerate(rows):
            page.write_row(at, 0, row)
    return out.getvalue()


def test_a_workbook_gives_a_table_for_each_sheet():
    table = only("a.xlsx", workbook([["number", "pay"], [7, 12.5], [8, 3.0]]))
    assert (table.name, table.columns) == ("People", ("number", "pay"))
    assert [row.cells for row in table.rows] == [("7", "12.5"), ("8", "3")]


def test_json_keeps_numbers_as_they_are_written_and_flattens():
    rows = [{"n": 1.10, "who": {"name": "Ada"}, "tags": ["a", "b"], "x": None, "ok": True}]
    text = json.dumps(rows).replace("1.1", "1.10")
    table = only("a.json", text.encode())
    assert table.columns == ("n", "who.name", "tags", "x", "ok")
    assert table.rows[0].cells == ("1.10", "Ada", "a > b", "", "true")


def test_yaml_is_text_and_nothing_else():
    table = only("a.yaml", b"- {n: 007, on: 2024-01-02, no: null}\n")
    assert table.rows[0].cells == ("007", "2024-01-02", "")


def bomb_zip():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b"0" * (500 * 2**20))
    return out.getvalue()


def far_cell():
    """A workbook of a few hundred bytes whose one cell stands in the last corner."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        page = book.add_worksheet()
        page.write(0, 0, "a")
        page.write(1_048_575, 16_383, "b")
    return out.getvalue()


HOSTILE = {
    "pdf": ("a.csv", b"%PDF-1.7 ...", limits.WrongKind),
    "picture": ("a.xlsx", b"\x89PNG\r\n", limits.WrongKind),
    "page": ("a.csv", b"<!DOCTYPE html>", limits.WrongKind),
    "binary": ("a.csv", b"a\x00b\x01" * 10, limits.WrongKind),
    "unknown": ("a.docx2", b"hello", limits.WrongKind),
    "empty": ("a.csv", b" \n ", limits.NothingInIt),
    "wide": ("a.csv", b"," * 1_000_000 + b"\n1\n", limits.TooManyColumns),
    "broken gzip": ("a.csv.gz", b"\x1f\x8bgarbage", limits.BrokenFile),
    "broken workbook": ("a.xlsx", b"PK\x03\x04garbage", limits.BrokenFile),
    "no workbook": ("a.xls", b"plain text", limits.BrokenFile),
    "gzip bomb": ("a.csv.gz", gzip.compress(b"0" * (limits.MAX_EXPANDED + 2)), limits.ExpandsTooFar),
    "zip bomb": ("a.xlsx", None, limits.ExpandsTooFar),
    "far cell": ("a.xlsx", None, limits.NotReadable),
    "references": ("a.yaml", b"a: &x [1]\nb: *x\n", limits.HasReferences),
    "objects": ("a.yaml", b"- !!python/object/apply:os.system ['true']\n", limits.NotAList),
    "no list": ("a.json", b'{"a": 1}', limits.NotAList),
    "deep": ("a.json", b"[" * 100_000, limits.BrokenFile),
    "no json": ("a.json", b"{", limits.BrokenFile),
    "long cell": ("a.csv", b"a,b\n" + b"x" * 200_000 + b",1\n", limits.BrokenFile),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_words(name):
    called, content, refusal = HOSTILE[name]
    made = {"zip bomb": bomb_zip, "far cell": far_cell}
    with pytest.raises(refusal) as caught:
        read_bytes(called, made[name]() if content is None else content)
    assert str(caught.value).startswith(called)
