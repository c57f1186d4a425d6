"""Reads JSON and YAML: lists of objects, each object a row."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

import yaml
from django.utils.translation import gettext as _

from tenure.foundation.exchange import limits
from tenure.foundation.exchange.tables import Row, Table

from .text import decoded

EMPTY_IN_YAML: Final = frozenset({"null", "Null", "NULL", "~"})
FIELDS_OF_ONE: Final = 5
BETWEEN: Final = " > "
LOADER: Final = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def read_json(name: str, content: bytes) -> list[Table]:
    """Read a list of objects, or an object of such lists; numbers stay as they are written."""
    text = _bounded(name, content)
    try:
        tree = json.loads(text, parse_float=str, parse_int=str, parse_constant=str)
    except RecursionError as failure:
        raise limits.BrokenFile(file=name, words=_("it is nested too deeply")) from failure
    except ValueError as failure:
        raise limits.BrokenFile(file=name, words=failure) from failure
    return _tables(name, tree)


def read_yaml(name: str, content: bytes) -> list[Table]:
    """Read as JSON is read; every value is text, and nothing in it is ever run or repeated."""
    text = _bounded(name, content)
    try:
        if any(isinstance(one, yaml.AliasEvent) for one in yaml.parse(text, Loader=LOADER)):
            raise limits.HasReferences(file=name)
        tree = yaml.load(text, Loader=LOADER)  # noqa: S506 — a base loader makes nothing but text, lists and maps
    except RecursionError as failure:
        raise limits.BrokenFile(file=name, words=_("it is nested too deeply")) from failure
    except yaml.YAMLError as failure:
        raise limits.BrokenFile(file=name, words=str(failure).splitlines()[0]) from failure
    return _tables(name, tree, empty=EMPTY_IN_YAML)


def _bounded(name: str, content: bytes) -> str:
    if len(content) > limits.MAX_TEXT_TREE:
        raise limits.FileTooLarge(file=name, limit=limits.MAX_TEXT_TREE // 2**20)
    return decoded(name, content)[0]


def _tables(name: str, tree: Any, empty: frozenset[str] = frozenset()) -> list[Table]:
    """Take a list of records, or records by name; a record by itself is a list of one."""
    if isinstance(tree, Mapping) and tree and all(_is_table(one) for one in tree.values()):
        return [_table(name, str(key), _rows(one), empty) for key, one in tree.items()]
    if isinstance(tree, Mapping) and len(tree) >= FIELDS_OF_ONE:
        tree = [tree]
    return [_table(name, "", tree, empty)]


def _is_table(tree: Any) -> bool:
    """Say whether a value is a list, or records under keys."""
    return isinstance(tree, list) or (
        isinstance(tree, Mapping) and bool(tree) and all(isinstance(one, Mapping) for one in tree.values())
    )


def _rows(tree: Any) -> Any:
    return list(tree.values()) if isinstance(tree, Mapping) else tree


def _table(file: str, name: str, rows: Any, empty: frozenset[str]) -> Table:
    if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
        raise limits.NotAList(file=file)
    if len(rows) > limits.MAX_ROWS:
        raise limits.TooManyRows(file=file, limit=limits.MAX_ROWS)
    flat = [dict(_flat(row, "", empty)) for row in rows]
    columns = tuple(dict.fromkeys(key for row in flat for key in row))
    if len(columns) > limits.MAX_COLUMNS:
        raise limits.TooManyColumns(file=file, limit=limits.MAX_COLUMNS)
    lines = [Row(at, tuple(row.get(key, "") for key in columns)) for at, row in enumerate(flat, 1)]
    return Table(file, name, columns, lines)


def _flat(value: Any, path: str, empty: frozenset[str]) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for key, one in value.items():
            yield from _flat(one, f"{path}.{key}" if path else str(key), empty)
    elif isinstance(value, list) and any(isinstance(one, Mapping | list) for one in value):
        for at, one in enumerate(value, 1):
            yield from _flat(one, f"{path}.{at}", empty)
    elif isinstance(value, list):
        yield path, BETWEEN.join(_plain(one, empty) for one in value)
    else:
        yield path, _plain(value, empty)


def _plain(value: Any, empty: frozenset[str]) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case _:
            return "" if value in empty else str(value)
