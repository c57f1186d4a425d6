"""Columns for the fields that HR made; sealed ones, and those that name a person, come by form and API only."""

from datetime import date
from typing import Any, Final, NamedTuple

from django.utils.translation import gettext as _, gettext_lazy as lazy

from tenure.foundation.access import Actor
from tenure.foundation.exchange import values
from tenure.foundation.exchange.desk import Desk, Piece
from tenure.foundation.exchange.sheets import Column, Given
from tenure.foundation.exchange.tables import Source
from tenure.foundation.exchange.targets import Key, Target
from tenure.foundation.exchange.values import Manner, Reading, Unreadable, plain, text
from tenure.foundation.fields.access import EDIT
from tenure.foundation.fields.checks import PLACES, Unfit, clean
from tenure.foundation.fields.hosts import host_of
from tenure.foundation.fields.kinds import EMPTY, LISTS, LONGEST, Kind, columns_of
from tenure.foundation.fields.models import ALWAYS, CustomField
from tenure.foundation.fields.queries import fields_on

from ..models import PersonValue

PREFIX: Final = "own."
ASIDE: Final = "own_fields"
NOBODY: Final = Actor(None, None, date.min)  # a reading names no people, so it asks for no rights
KEPT: Final = tuple(name for name in EMPTY if name != "sealed")
FIELD: Final = Target(
    "own_field",
    lazy("fields of the company's own"),
    CustomField,
    key=("path",),
    facts=(),
    permission="fields.configure",
    order=5,
)
VALUE: Final = Target(
    "own_value",
    lazy("values of the company's own fields"),
    PersonValue,
    key=("person", "field"),
    facts=KEPT,
    refs={"person": "person", "field": "own_field"},
    is_dated=True,
    permission=EDIT,
    order=44,
)


class Told(NamedTuple):
    """What a row says of one field of somebody."""

    field: str
    person: Key
    start: date | None
    facts: dict[str, Any]
    source: Source


def columns() -> tuple[Column, ...]:
    """Give a column for each field of people that a file can hold, under its code and its name."""
    found = [one for one in _fields() if not one.is_sealed and one.kind != Kind.PERSON]
    return tuple(
        Column(
            PREFIX + one.code,
            one.called,
            _reading(one),
            one.help_text,
            also=(one.code, one.label),
            choices=tuple(option.code for option in one.options.all() if one.kind == Kind.CHOICE),
            permission=one.edit,
        )
        for one in found
    )


def take(given: Given, desk: Desk, person: Key) -> None:
    """Hold what a row says of such fields until everybody in the run is known."""
    for column, facts in given.values.items():
        if column.startswith(PREFIX):
            told = Told(column.removeprefix(PREFIX), person, given.get("from"), facts, given.at(column))
            desk.aside.setdefault(ASIDE, []).append(told)


def settle(desk: Desk) -> None:
    """Let what was said hold: from the day of the run, or always where the field has no dates."""
    told: list[Told] = desk.aside.get(ASIDE, [])
    fields = {one.code: one for one in _fields()} if told else {}
    for one in told:
        field = fields[one.field]
        start = (one.start or desk.as_of) if field.dated else ALWAYS
        piece = Piece(start, None, one.facts, one.source)
        desk.hold(VALUE.name, (one.person, (field.path,)), piece)


def _fields() -> list[CustomField]:
    return fields_on(host_of("person"))


def _reading(field: CustomField) -> Reading:
    def read(cell: str, manner: Manner) -> dict[str, Any]:
        try:
            value = clean(field, _as_given(field, cell, manner), NOBODY)
        except Unfit as unfit:
            raise Unreadable("does_not_fit", f"“{cell}”: {unfit}") from None
        laid = columns_of(field.kind, value)
        return {name: tuple(laid[name]) if isinstance(laid[name], list) else laid[name] for name in KEPT}

    return read


def _as_given(field: CustomField, cell: str, manner: Manner) -> Any:
    """Turn a cell into what a program would give."""
    kind = Kind(field.kind)
    if kind in LISTS:
        found = [_option(field, one) for one in cell.split(";") if one.strip()]
        return found if kind == Kind.CHOICES else _option(field, cell)
    return _READ.get(kind, text(LONGEST.get(kind, 0)))(cell, manner)


def _money(cell: str, manner: Manner) -> dict[str, Any]:
    amount, _space, currency = cell.rpartition(" ")
    if not amount:
        words = _("“%(cell)s”: write an amount and its currency, such as 1200.50 EUR.")
        raise Unreadable("no_currency", words % {"cell": cell})
    read = values.number(PLACES[Kind.MONEY], None)
    return {"amount": read(amount, manner), "currency": values.currency(currency, manner)}


def _option(field: CustomField, cell: str) -> str:
    """Find an option by its code, or by what it is called in any language."""
    for one in field.options.all():
        if plain(cell) in {plain(name) for name in (one.code, one.label, *one.labels.values())}:
            return one.code
    return cell


_READ: Final[dict[str, Reading]] = {
    Kind.DATE: values.day,
    Kind.YES_NO: values.yes_or_no,
    Kind.WHOLE: values.number(PLACES[Kind.WHOLE], None),
    Kind.DECIMAL: values.number(PLACES[Kind.DECIMAL], None),
    Kind.MONEY: _money,
}
