"""Turns the text of a cell into a value, or says in words why it cannot. Never guesses."""

import re
import tomllib
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Final

import pycountry
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

ORDERS: Final[Mapping[str, str]] = {"iso": "", "dmy": "dmy", "mdy": "mdy", "ymd": "ymd"}
ISO: Final = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\d{2}:\d{2}.*)?$")
COMPACT: Final = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
NUMBERS: Final = re.compile(r"^(\d{1,4})[./-](\d{1,2})[./-](\d{1,4})$")
HASHES: Final = re.compile(r"^#{2,}$")
SERIAL: Final = re.compile(r"^\d{4,5}([.,]\d+)?$")
EPOCH: Final = re.compile(
    r"^(\d{1,2}[./-]\d{1,2}[./-]1900|1900-0?1-\d{1,2}|1899-12-3[01]|\d{1,2}[./-]\d{1,2}[./-]1899)([ T].*)?$"
)
EXPONENT: Final = re.compile(r"^\d([.,]\d+)?E\+?\d+$", re.IGNORECASE)
TIMED: Final = re.compile(r"^(\d{1,4}[./-]\d{1,2}[./-]\d{1,4}) 0?0:00(:00)?( ?AM)?$", re.IGNORECASE)
WORDED: Final = ("%d %B %Y", "%d %b %Y", "%B %d %Y", "%b %d %Y", "%d-%b-%Y", "%d-%B-%Y")
MONEY_SIGNS: Final = "£$€¥ \u00a0'"
PLAIN_NUMBER: Final = re.compile(r"^[+-]?\d+(\.\d+)?$")
MOST_DIGITS: Final = 15
YES: Final = frozenset(
    ["yes", "y", "true", "t", "1", "x", "ja", "j", "wahr", "oui", "sí", "si", "sim", "verdadero", "vrai"]
)
NO: Final = frozenset(["no", "n", "false", "f", "0", "nein", "falsch", "non", "não", "nao", "faux", "nee"])
ALIASES: Final = Path(__file__).with_name("countries.toml")


class Unreadable(Exception):
    """A value that cannot be taken; holds a code for choosing and words for reading."""

    def __init__(self, code: str, words: str) -> None:
        super().__init__(words)
        self.code, self.words = code, words


@dataclass(frozen=True)
class Manner:
    """How a file writes its dates (``iso``, ``dmy``, ``mdy`` or ``ymd``) and its decimal sign."""

    dates: str = "iso"
    decimal: str = "."


Reading = Callable[[str, Manner], Any]


def text(most: int = 300) -> Reading:
    """Read a line of text of so many characters at most."""

    def read(cell: str, _manner: Manner) -> str:
        plain = " ".join(unicodedata.normalize("NFC", cell).split())
        if not plain.isprintable() and any(unicodedata.category(c) == "Cc" for c in plain):
            raise Unreadable("control_character", _("It holds a control character."))
        if len(plain) > most:
            raise Unreadable("too_long", _("It is longer than %(most)s characters.") % {"most": most})
        return plain

    return read


def code(most: int = 60) -> Reading:
    """Read a number or code by which something is known; one that a spreadsheet has shortened is refused."""
    plain = text(most)

    def read(cell: str, manner: Manner) -> str:
        if EXPONENT.match(cell):
            words = _(
                "“%(cell)s” is a long number that a spreadsheet has shortened: its last digits are lost."
            )
            raise Unreadable("shortened_number", words % {"cell": cell})
        return str(plain(cell, manner))

    return read


def day(cell: str, manner: Manner) -> date:
    """Read a date; one that depends on the order of day and month is refused until the order is said.

    A date that a spreadsheet has destroyed is refused, never repaired: nobody knows any more what it was.
    """
    _refuse_destroyed(cell)
    found = ISO.match(cell) or COMPACT.match(cell)
    if found:
        year, month, number = map(int, found.groups()[:3])
        return _date(cell, year, month, number)
    numbers = NUMBERS.match(TIMED.sub(r"\1", cell))
    if numbers:
        return _in_order(cell, numbers.groups(), manner)
    for form in WORDED:
        try:
            return datetime.strptime(cell.replace(",", " ").replace("  ", " "), form).date()  # noqa: DTZ007 — a day has no zone
        except ValueError:
            continue
    raise Unreadable("bad_date", _("“%(cell)s” is not a date. Write it as 2026-03-31.") % {"cell": cell})


def _refuse_destroyed(cell: str) -> None:
    """Refuse what a spreadsheet leaves of a date; what it was is not to be guessed."""
    if HASHES.match(cell):
        words = _(
            "“%(cell)s” is what a spreadsheet shows when a column is too narrow: the date itself is lost."
        )
        raise Unreadable("hashes", words % {"cell": cell})
    if SERIAL.match(cell):
        words = _(
            "“%(cell)s” is a number by which a spreadsheet counts days, not a date. Export dates as text."
        )
        raise Unreadable("spreadsheet_serial", words % {"cell": cell})
    if EPOCH.match(cell):
        words = _(
            "“%(cell)s” is what a spreadsheet makes of an empty or small number: the date itself is lost."
        )
        raise Unreadable("spreadsheet_epoch", words % {"cell": cell})


def _in_order(cell: str, parts: tuple[str, ...], manner: Manner) -> date:
    if manner.dates not in ("dmy", "mdy", "ymd"):
        words = _("“%(cell)s”: say whether days or months come first in this file; it is not guessed.")
        raise Unreadable("ambiguous_date", words % {"cell": cell})
    named = dict(zip(manner.dates, parts, strict=True))
    if len(named["y"]) != 4:
        raise Unreadable("short_year", _("“%(cell)s” has a year of two digits.") % {"cell": cell})
    return _date(cell, int(named["y"]), int(named["m"]), int(named["d"]))


def _date(cell: str, year: int, month: int, number: int) -> date:
    try:
        return date(year, month, number)
    except ValueError:
        raise Unreadable("no_such_day", _("There is no day %(cell)s.") % {"cell": cell}) from None


def number(places: int = 4, least: Decimal | None = Decimal(0), most: Decimal | None = None) -> Reading:
    """Read a number within bounds; a lone comma that could be either sign is refused."""

    def read(cell: str, manner: Manner) -> Decimal:
        value = _decimal(cell, manner.decimal)
        if (least is not None and value < least) or (most is not None and value > most):
            raise Unreadable(
                "out_of_range", _("%(cell)s is outside of what is possible here.") % {"cell": cell}
            )
        if -int(value.as_tuple().exponent) > places:
            raise Unreadable("too_exact", _("%(cell)s has too many decimal places.") % {"cell": cell})
        return value

    return read


def _decimal(cell: str, sign_said: str = ".") -> Decimal:
    plain = "".join(c for c in cell if c not in MONEY_SIGNS)
    if sign_said == ",":
        plain = plain.replace(".", "").replace(",", ".")
    comma, point = plain.rfind(","), plain.rfind(".")
    if comma >= 0 and point >= 0:
        thousands, sign = (",", ".") if point > comma else (".", ",")
        plain = plain.replace(thousands, "").replace(sign, ".")
    elif comma >= 0:
        words = _("“%(cell)s”: is the comma a decimal sign or a thousands separator? Write it without.")
        raise Unreadable("ambiguous_number", words % {"cell": cell})
    if not PLAIN_NUMBER.match(plain) or len(plain) > MOST_DIGITS:
        raise Unreadable("bad_number", _("“%(cell)s” is not a number.") % {"cell": cell})
    return Decimal(plain)


def email(cell: str, _manner: Manner) -> str:
    """Read an e-mail address."""
    try:
        validate_email(cell)
    except ValidationError:
        raise Unreadable("bad_email", _("“%(cell)s” is not an e-mail address.") % {"cell": cell}) from None
    return cell.lower()


def yes_or_no(cell: str, _manner: Manner) -> bool:
    """Read a yes or a no in the languages of the product."""
    plain = cell.casefold()
    if plain in YES:
        return True
    if plain in NO:
        return False
    raise Unreadable("bad_choice", _("“%(cell)s” is neither yes nor no.") % {"cell": cell})


def one_of(choices: Mapping[str, tuple[str, ...]]) -> Reading:
    """Read one of some codes, by the code or by another name of it."""
    known = {plain(name): code for code, names in choices.items() for name in (code, *names)}

    def read(cell: str, _manner: Manner) -> str:
        if plain(cell) not in known:
            words = _("“%(cell)s” is not one of: %(codes)s.")
            raise Unreadable("bad_choice", words % {"cell": cell, "codes": ", ".join(choices)})
        return known[plain(cell)]

    return read


def plain(name: str) -> str:
    return re.sub(r"[\s_-]+", " ", name.strip().casefold())


def country(cell: str, _manner: Manner) -> str:
    """Read a country by its ISO code or its name."""
    code = _country(cell.strip())
    if not code:
        raise Unreadable("unknown_country", _("There is no country “%(cell)s”.") % {"cell": cell})
    return code


def subdivision(cell: str, _manner: Manner) -> str:
    """Read a subdivision of a country by its ISO 3166-2 code."""
    if pycountry.subdivisions.get(code=cell.upper()) is None:  # type: ignore[no-untyped-call]
        words = _("“%(cell)s” is not a code of ISO 3166-2, such as %(example)s.")
        raise Unreadable("unknown_subdivision", words % {"cell": cell, "example": _aliases()["example"]})
    return cell.upper()


def currency(cell: str, _manner: Manner) -> str:
    """Read a currency by its ISO code."""
    if pycountry.currencies.get(alpha_3=cell.upper()) is None:
        raise Unreadable("unknown_currency", _("There is no currency “%(cell)s”.") % {"cell": cell})
    return cell.upper()


@cache
def _country(name: str) -> str:
    alias = _aliases()["countries"].get(name.casefold())
    if alias:
        return str(alias)
    try:
        return str(pycountry.countries.lookup(name).alpha_2)
    except LookupError:
        return ""


@cache
def _aliases() -> dict[str, Any]:
    return tomllib.loads(ALIASES.read_text(encoding="utf-8"))
