"""Describes an export: a JSON Schema a table, a Frictionless data package for all."""

from collections.abc import Sequence
from typing import Any, Final

from .tables import Column, Table
from .writing import File

README: Final = """# An export of Tenure

One CSV file a table (`app.table.csv`, UTF-8, comma, RFC 4180), described by `datapackage.json`
(Frictionless Data Package) and by a JSON Schema beside each.

- `uid` names a row for good; a relation holds the `uid` of the row it points to.
- Dates are ISO 8601. A dated row holds from `valid_from` up to, and not on, `valid_until`;
  an empty `valid_until` is open.
- An empty value without quotes is nothing; with quotes (`""`) it is an empty text.
- Instants are UTC. Numbers have a point. Lists and objects are JSON.
- `*.rescinded.csv` holds rows that were taken out again: rescinded rows, and rows of no length
  (`valid_from` = `valid_until`), which never held.
- `*.history.csv` (asked for with `--history`) holds every state of every row.
- Values are exact: nothing is put before texts that a spreadsheet would read as a formula.
  Open these files with a program, or import them as text.
- `files/` holds the uploaded files. Sealed values (identity numbers, bank details) are in plain
  text here: keep this folder as you would keep the database.
"""
TYPES: Final = {
    "array": "array",
    "object": "object",
    "boolean": "boolean",
    "integer": "integer",
    "number": "number",
}
FORMATS: Final = {"date": "date", "date-time": "datetime"}


def schema(table: Table) -> dict[str, Any]:
    """Describe a row of a table."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": table.name,
        "description": table.about,
        "type": "object",
        "properties": {one.name: _property(one) for one in table.columns},
        "required": [one.name for one in table.columns if not one.nullable],
        "additionalProperties": False,
    }


def package(chosen: Sequence[Table], written: Sequence[File]) -> dict[str, Any]:
    """Describe the whole export."""
    names = {table.name for table in chosen}
    resources = [_resource(table, file, names) for table, file in zip(chosen, written, strict=True)]
    return {"profile": "tabular-data-package", "name": "tenure-export", "resources": resources}


def _resource(table: Table, file: File, names: set[str]) -> dict[str, Any]:
    relations = [
        {"fields": one.name, "reference": {"resource": one.points_to, "fields": "uid"}}
        for one in table.columns
        if one.points_to in names and table.key
    ]
    described: dict[str, Any] = {"fields": [_field(one) for one in table.columns], "missingValues": [""]}
    if table.key:
        described["primaryKey"] = table.key
    if relations:
        described["foreignKeys"] = relations
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": file.path,
        "description": table.about,
        "sensitivity": table.sensitivity,
        "encoding": "utf-8",
        "rows": file.rows,
        "bytes": file.size,
        "hash": f"sha256:{file.sha256}",
        "schema": described,
    }


def _field(one: Column) -> dict[str, Any]:
    kind = FORMATS.get(one.form) or TYPES.get(one.kind, "string")
    rules: dict[str, Any] = {} if one.nullable else {"required": True}
    if one.choices and one.kind == "string":
        rules["enum"] = list(one.choices)
    out: dict[str, Any] = {"name": one.name, "type": kind}
    if one.form == "uuid":
        out["format"] = "uuid"
    if one.about:
        out["description"] = one.about
    return out | ({"constraints": rules} if rules and one.kind != "string" else {})


def _property(one: Column) -> dict[str, Any]:
    out: dict[str, Any] = {"type": [one.kind, "null"] if one.nullable else one.kind}
    if one.form:
        out["format"] = one.form
    if one.about:
        out["description"] = one.about
    if one.choices:
        out["enum"] = [*one.choices, ""]
    return out
