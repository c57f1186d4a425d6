"""Mappings: which column of which file means what. Saved by name, kept as JSON, shipped as presets."""

import json
import re
import tomllib
from collections.abc import Iterable, Mapping as Named
from dataclasses import asdict, dataclass, field
from fnmatch import fnmatch
from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from tenure.foundation.refusal import Refused

from .tables import Table

THEN: Final = ("leave_out", "note")


class MappingIsWrong(Refused):
    message = _("The mapping cannot be used: {words}")


@dataclass(frozen=True)
class From:
    """Where the value of one column comes from.

    The first of ``columns`` that says something, else ``template`` filled from headings, else
    ``constant``. ``blank`` lists what means nothing, ``values`` what stands for what;
    with ``only`` everything that ``values`` does not name means nothing. ``doubtful`` = "park" leaves
    a cell that cannot be read blank if that is chosen, instead of holding up the whole run.
    """

    columns: tuple[str, ...] = ()
    template: str = ""
    constant: str = ""
    blank: tuple[str, ...] = ()
    values: Named[str, str] = field(default_factory=dict)
    change: tuple[str, ...] = ()
    dates: str = ""
    only: bool = False
    doubtful: str = ""


@dataclass(frozen=True)
class RowRule:
    """What to do with rows whose ``column`` is ``among`` some values, or ``matches`` a pattern."""

    column: str
    among: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    matches: str = ""
    then: str = "leave_out"
    code: str = ""
    words: str = ""

    def applies(self, cell: str) -> bool:
        """Say whether the rule speaks about a row with this cell."""
        plain = cell.strip()
        if self.unless:
            return plain not in self.unless
        return plain in self.among or bool(self.matches and re.search(self.matches, plain))


@dataclass(frozen=True)
class Part:
    """One kind of row that some files hold. One file may have several parts.

    ``headings`` are for files that have none of their own.
    """

    sheet: str
    file: str = "*"
    table: str = ""
    pattern: str = ""
    headings: tuple[str, ...] = ()
    columns: Named[str, From] = field(default_factory=dict)
    rows: tuple[RowRule, ...] = ()

    def fits(self, table: Table, called: str) -> bool:
        """Say whether a table of a file is meant."""
        name = called.lower()
        named = fnmatch(name, self.file.lower()) or fnmatch(name, self.file.lower() + ".gz")
        return named and (not self.table or self.table == table.name)


@dataclass(frozen=True)
class Mapping:
    """How files become rows of sheets, with the choices that were made once for all.

    A ``lenient`` mapping goes without columns that a file does not have, unless they are required.
    """

    name: str
    parts: tuple[Part, ...]
    title: str = ""
    dates: str = "iso"
    decimal: str = "."
    lenient: bool = False
    accept: tuple[str, ...] = ()
    park: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()
    options: Named[str, Any] = field(default_factory=dict)

    def as_json(self) -> str:
        """Write the mapping as the file that ``--mapping`` reads."""
        return json.dumps(_lean(asdict(self)), ensure_ascii=False, indent=2)


def from_json(text: str) -> Mapping:
    """Read a mapping from JSON."""
    try:
        return from_tree(json.loads(text))
    except ValueError as failure:
        raise MappingIsWrong(words=failure) from failure


def from_file(path: Path) -> Mapping:
    """Read a mapping from a JSON or TOML file."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".toml":
        return from_json(text)
    try:
        return from_tree(tomllib.loads(text))
    except tomllib.TOMLDecodeError as failure:
        raise MappingIsWrong(words=failure) from failure


def from_tree(tree: Any) -> Mapping:
    """Build a mapping from plain values; what it does not know is an error."""
    try:
        parts = tuple(_part(one) for one in tree["parts"])
        rest: dict[str, Any] = {key: value for key, value in tree.items() if key != "parts"}
        lists: dict[str, Any] = {key: tuple(rest.pop(key, ())) for key in ("accept", "park", "skip")}
        return Mapping(parts=parts, **lists, **rest)
    except (KeyError, TypeError, AttributeError, re.error) as failure:
        raise MappingIsWrong(words=failure) from failure


def _part(tree: dict[str, Any]) -> Part:
    columns = {key: _from(one) for key, one in tree.get("columns", {}).items()}
    rows = tuple(_rule(one) for one in tree.get("rows", ()))
    headings = _words(tree.get("headings", ()))
    rest = {key: value for key, value in tree.items() if key not in ("columns", "rows", "headings")}
    re.compile(str(rest.get("pattern", "")))
    return Part(columns=columns, rows=rows, headings=headings, **rest)


def _from(tree: Any) -> From:
    if isinstance(tree, str):
        return From(columns=(tree,))
    lists: dict[str, Any] = {key: _words(tree.get(key, ())) for key in ("columns", "blank", "change")}
    rest = {key: value for key, value in tree.items() if key not in lists}
    return From(**lists, **rest)


def _rule(tree: dict[str, Any]) -> RowRule:
    lists: dict[str, Any] = {key: _words(tree.get(key, ())) for key in ("among", "unless")}
    rule = RowRule(**lists, **{key: value for key, value in tree.items() if key not in lists})
    re.compile(rule.matches)
    if rule.then not in THEN:
        raise MappingIsWrong(words=f"{rule.then}: {', '.join(THEN)}")
    return rule


def _words(given: str | Iterable[str]) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(given)


def _lean(tree: Any) -> Any:
    """Leave out what is empty, so that a mapping file shows only what was decided."""
    if isinstance(tree, dict):
        return {
            key: _lean(value) for key, value in tree.items() if value not in ("", (), [], {}, None, False)
        }
    if isinstance(tree, list | tuple):
        return [_lean(one) for one in tree]
    return tree
