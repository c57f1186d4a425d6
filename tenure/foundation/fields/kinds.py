"""The kinds of value a field can hold, and the column that each is kept in. Knows no database."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What a field holds."""

    TEXT = "text", _("Text, one line")
    LONG_TEXT = "long_text", _("Text, several lines")
    WHOLE = "whole", _("Whole number")
    DECIMAL = "decimal", _("Number with decimals")
    MONEY = "money", _("Money")
    DATE = "date", _("Date")
    YES_NO = "yes_no", _("Yes or no")
    CHOICE = "choice", _("One of a list")
    CHOICES = "choices", _("Several of a list")
    PERSON = "person", _("A person")
    URL = "url", _("Web address")
    EMAIL = "email", _("E-mail address")


@dataclass(frozen=True)
class Amount:
    """Money: how much, of which currency (ISO 4217)."""

    amount: Decimal
    currency: str


Plain = str | int | Decimal | Amount | date | bool | tuple[str, ...] | UUID | None

COLUMN: Final[dict[str, str]] = {
    Kind.TEXT: "text",
    Kind.LONG_TEXT: "text",
    Kind.WHOLE: "number",
    Kind.DECIMAL: "number",
    Kind.MONEY: "number",
    Kind.DATE: "on_day",
    Kind.YES_NO: "flag",
    Kind.CHOICE: "text",
    Kind.CHOICES: "codes",
    Kind.PERSON: "reference",
    Kind.URL: "text",
    Kind.EMAIL: "text",
}
EMPTY: Final[dict[str, Any]] = {
    "text": "",
    "number": None,
    "currency": "",
    "on_day": None,
    "flag": None,
    "codes": None,
    "reference": None,
    "sealed": None,
}
TEXTS: Final = frozenset({Kind.TEXT, Kind.LONG_TEXT, Kind.URL, Kind.EMAIL})
NUMBERS: Final = frozenset({Kind.WHOLE, Kind.DECIMAL, Kind.MONEY})
LISTS: Final = frozenset({Kind.CHOICE, Kind.CHOICES})
LONGEST: Final = {Kind.TEXT: 300, Kind.LONG_TEXT: 10_000, Kind.URL: 500, Kind.EMAIL: 254}


def columns_of(kind: str, value: Plain) -> dict[str, Any]:
    """Lay a value into the typed columns; the others are empty."""
    if value is None or value in ("", ()):
        return dict(EMPTY)
    if isinstance(value, Amount):
        return EMPTY | {"number": value.amount, "currency": value.currency}
    return EMPTY | {COLUMN[kind]: list(value) if isinstance(value, tuple) else value}


def value_of(kind: str, columns: Any) -> Plain:
    """Read a value back from its typed column."""
    raw: Any = getattr(columns, COLUMN[kind])
    if raw in (None, ""):
        return None
    match kind:
        case Kind.MONEY:
            return Amount(raw, columns.currency)
        case Kind.WHOLE:
            return int(raw)
        case Kind.CHOICES:
            return tuple(raw) or None
    return raw  # type: ignore[no-any-return]


def as_json(value: Plain) -> Any:
    """Write a value as the API, sealed texts and rows of tables hold it."""
    match value:
        case Amount():
            return {"amount": f"{value.amount:f}", "currency": value.currency}
        case Decimal():
            return f"{value.normalize():f}"
        case date():
            return value.isoformat()
        case UUID():
            return str(value)
        case tuple():
            return list(value)
    return value


def from_json(kind: str, value: Any) -> Plain:
    """Read what ``as_json`` wrote."""
    if value is None or kind not in _READ:
        return value  # type: ignore[no-any-return]
    return _READ[Kind(kind)](value)


_READ: Final[dict[str, Callable[[Any], Plain]]] = {
    Kind.MONEY: lambda told: Amount(Decimal(told["amount"]), told["currency"]),
    Kind.DECIMAL: Decimal,
    Kind.DATE: date.fromisoformat,
    Kind.PERSON: UUID,
    Kind.CHOICES: tuple,
}


def fits_mask(mask: str, text: str) -> bool:
    """Say whether a text has the shape of a mask: ``A`` a letter, ``9`` a digit, ``*`` either.

    Every other character stands for itself. It looks at each character once: no mask is slow.
    """
    return len(mask) == len(text) and all(map(_fits, mask, text))


def _fits(sign: str, letter: str) -> bool:
    match sign:
        case "A":
            return letter.isalpha()
        case "9":
            return letter.isascii() and letter.isdigit()
        case "*":
            return letter.isalnum()
    return sign == letter
