"""A file of changes: one line a person, codes and numbers as the employer writes them."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from django.db.models import Model
from django.utils.translation import gettext as __, gettext_lazy as _

from tenure.domains.organisation.models import CostCentre, Job, Place, Position, Unit
from tenure.domains.people.models import Person
from tenure.foundation.access import Actor
from tenure.foundation.exchange.reading import text
from tenure.foundation.exchange.tables import plain_heading
from tenure.foundation.refusal import Refused

from ..rules import NEW

MOST: Final = 2000
CODES: Final[Mapping[str, type[Model]]] = {
    "unit": Unit,
    "place": Place,
    "position": Position,
    "job": Job,
    "cost_centre": CostCentre,
}
COLUMNS: Final = ("number", "title", "manager", "fte", *CODES)
Changes = list[tuple[Person, dict[str, Any]]]


class NotThisFile(Refused):
    message = _("Nothing was taken from this file: {problems}")


def read(by: Actor, name: str, content: bytes) -> Changes:
    """Read changes; anything that is not understood refuses the whole file, line by line in words."""
    (table,) = text.read(name, content)
    headings = [plain_heading(one) for one in table.columns]
    names = [next((n for n in COLUMNS if plain_heading(n) == one), one) for one in headings]
    rows = [dict(zip(names, row.cells, strict=False)) for row in table.rows]
    if not rows or "number" not in names:
        raise NotThisFile(problems=__("the first line must name its columns; one of them is “number”."))
    if len(rows) > MOST:
        raise NotThisFile(problems=__("it has more than 2,000 lines."))
    known = _Known(by, rows)
    problems: list[str] = []
    found: Changes = []
    for at, row in zip((one.number for one in table.rows), rows, strict=True):
        try:
            found.append(known.change(row))
        except LookupError as missing:
            problems.append(__("line %(at)s: %(what)s is unknown.") % {"at": at, "what": missing.args[0]})
    if problems:
        raise NotThisFile(problems=" ".join(problems[:10]))
    return found


class _Known:
    """What the codes and numbers of a file stand for, read in one query a column."""

    def __init__(self, by: Actor, rows: list[dict[str, Any]]) -> None:
        numbers = {_cell(row, name) for row in rows for name in ("number", "manager")}
        people = Person.objects.allowed(by, "people.directory").filter(number__in=numbers)
        self.people = {one.number: one for one in people}
        self.codes: dict[str, dict[str, Any]] = {}
        for name, model in CODES.items():
            codes = {_cell(row, name) for row in rows}
            kept = model._default_manager.allowed(by, "organisation.view").filter(code__in=codes)  # type: ignore[attr-defined]
            self.codes[name] = {row.code: row for row in kept}

    def change(self, row: dict[str, Any]) -> tuple[Person, dict[str, Any]]:
        """Turn one line of the file into a person and facts; an empty cell stays as it is."""
        facts: dict[str, Any] = {}
        for name in (one for one in COLUMNS if one != "number"):
            if cell := _cell(row, name):
                facts[name] = self._value(name, cell)
        return self._person(_cell(row, "number")), facts

    def _value(self, name: str, cell: str) -> Any:
        if name == "title" or (name == "unit" and cell.startswith(NEW)):
            return cell
        if name == "fte":
            return _number(cell)
        if name == "manager":
            return self._person(cell)
        return self._known(self.codes[name], cell)

    def _person(self, number: str) -> Person:
        person: Person = self._known(self.people, number)
        return person

    def _known(self, kept: dict[str, Any], cell: str) -> Any:
        if cell not in kept:
            raise LookupError(cell)
        return kept[cell]


def _cell(row: dict[str, Any], name: str) -> str:
    return str(row.get(name) or "").strip()


def _number(cell: str) -> Decimal:
    try:
        return Decimal(cell.replace(",", "."))
    except InvalidOperation:
        raise LookupError(cell) from None
