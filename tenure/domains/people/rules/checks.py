"""What facts about people must look like; the same for forms, the API and the import."""

from datetime import date
from decimal import Decimal
from typing import Final

import pycountry
from stdnum import iban
from stdnum.exceptions import ValidationError

YOUNGEST: Final = 13
OLDEST: Final = 110
FULL_TIME_TWICE: Final = Decimal(2)


def years_between(birth: date, day: date) -> int:
    """Count whole years; who was born on 29 February turns a year older on 1 March in common years."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def is_plausible_birth(birth: date, day: date) -> bool:
    """Say whether somebody born then could work here on a day."""
    return birth < day and YOUNGEST <= years_between(birth, day) <= OLDEST


def is_fte(fte: Decimal) -> bool:
    """Say whether this can be a share of full time: none up to twice."""
    return Decimal(0) <= fte <= FULL_TIME_TWICE


def is_country(code: str) -> bool:
    """Say whether ISO 3166-1 knows this code of two letters."""
    return len(code) == 2 and pycountry.countries.get(alpha_2=code) is not None


def is_subdivision(code: str, country: str) -> bool:
    """Say whether ISO 3166-2 knows this part of the country."""
    part = pycountry.subdivisions.get(code=code)  # type: ignore[no-untyped-call]
    return part is not None and part.country_code == country


def is_currency(code: str) -> bool:
    """Say whether ISO 4217 knows this code of three letters."""
    return len(code) == 3 and pycountry.currencies.get(alpha_3=code) is not None


def is_period(start: date, end: date | None) -> bool:
    """Say whether a half-open period has a day."""
    return end is None or start < end


def lies_within(start: date, end: date | None, outer_start: date, outer_end: date | None) -> bool:
    """Say whether a half-open period begins and ends within another."""
    if start < outer_start:
        return False
    return outer_end is None or (start < outer_end and end is not None and end <= outer_end)


def looks_like_iban(account: str) -> bool:
    """Say whether this is written as an IBAN: two letters, two digits, more."""
    plain = iban.compact(account)
    return len(plain) > 8 and plain[:2].isalpha() and plain[2:4].isdigit()


def is_iban(account: str) -> bool:
    """Say whether an IBAN has its country's shape and the right check digits (ISO 13616, mod 97)."""
    try:
        iban.validate(account)
    except ValidationError:
        return False
    return True


def account_digits(account: str) -> str:
    """Write an account number without spaces and dashes."""
    return str(iban.compact(account))
