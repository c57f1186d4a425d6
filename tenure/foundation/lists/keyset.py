"""Pages that hold still while rows come and go: a cursor names the last row, not a number."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Final

from django.core import signing
from django.core.exceptions import FieldDoesNotExist
from django.db.models import (
    Case,
    DateField,
    DateTimeField,
    DecimalField,
    F,
    Q,
    QuerySet,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Lower

from .declaration import Ask, Column, Listing
from .refusals import BadCursor
from .view import View

SALT = "tenure.lists.cursor"
ABSENT: Final[dict[str, Any]] = {
    "text": "",
    "date": date.max,
    "moment": datetime.max.replace(tzinfo=UTC),
    "number": Decimal(-1),
}
TYPES: Final[dict[str, Any]] = {
    "text": TextField,
    "date": DateField,
    "moment": DateTimeField,
    "number": lambda: DecimalField(max_digits=20, decimal_places=6),
}


@dataclass(frozen=True)
class Key:
    """One part of the order of a list."""

    name: str
    descending: bool


def order(view: View, rows: QuerySet[Any]) -> tuple[QuerySet[Any], list[Key]]:
    """Annotate rows with what they are sorted by; equal rows keep the order of their keys."""
    parts = [(view.group, False)] if view.group else []
    parts.append((view.sort, view.descending))
    keys = []
    for place, (column, descending) in enumerate(parts):
        name = f"order_{place}"
        rows = rows.annotate(**{name: expression(column, view.listing, view.ask, rows.model)})
        keys.append(Key(name, descending))
    return rows, [*keys, Key("pk", view.descending)]


def expression(column: Column, listing: Listing, ask: Ask, model: Any) -> Any:
    """Build what a column is sorted by: never null, and absent where it may not be seen."""
    raw = F(column.sort) if isinstance(column.sort, str) else column.sort
    if callable(raw):
        raw = raw(ask)
    if isinstance(column.sort, str) and not column.permission and _is_certain(model, column.sort):
        return raw
    if column.kind == "text":
        raw = Lower(Cast(raw, TextField()))
    if column.permission:
        raw = Case(When(listing.rights(ask, column.permission), then=raw), default=None)
    return Coalesce(raw, Value(ABSENT[column.kind]), output_field=TYPES[column.kind]())


def _is_certain(model: Any, path: str) -> bool:
    try:
        return not model._meta.get_field(path).null
    except FieldDoesNotExist:
        return False


def beyond(keys: Sequence[Key], values: Sequence[Any], *, back: bool) -> Q:
    """Name the rows after (or before) the one with these values."""
    found = Q()
    equal = Q()
    for key, value in zip(keys, values, strict=True):
        ahead = "lt" if key.descending != back else "gt"
        found |= equal & Q(**{f"{key.name}__{ahead}": value})
        equal &= Q(**{key.name: value})
    return found


def directions(keys: Sequence[Key], *, back: bool) -> list[str]:
    """Write the order as Django reads it."""
    return [("-" if key.descending != back else "") + key.name for key in keys]


def pack(view: View, row: Any, keys: Sequence[Key], *, back: bool) -> str:
    """Write a signed cursor that points at a row."""
    values = [_plain(getattr(row, key.name)) for key in keys]
    return signing.dumps([_stamp(view), int(back), values], salt=SALT)


def unpack(view: View, keys: Sequence[Key]) -> tuple[list[Any], bool]:
    """Read a cursor of this very list and order."""
    try:
        stamp, back, values = signing.loads(view.cursor, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        raise BadCursor from None
    if stamp != _stamp(view) or len(values) != len(keys):
        raise BadCursor
    return values, bool(back)


def _stamp(view: View) -> str:
    group = view.group.key if view.group else ""
    return f"{view.listing.key}/{group}/{'-' if view.descending else ''}{view.sort.key}"


def _plain(value: Any) -> Any:
    return value if isinstance(value, str | int) else str(value)
