"""The checks of the record by name: what each needs a reader to see, and days that cannot be."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

# The permissions that open the facts a finding is about: who lacks one learns of no finding.
VIEW, PERSONAL, IDENTITY, PAY = "people.view", "people.view_personal", "people.view_identity", "pay.view"
ORGANISATION: Final = "organisation.edit"
YOUNGEST, OLDEST = 14, 100

_needs: dict[str, str] = {
    "no-manager": VIEW,
    "manager-left": VIEW,
    "manager-ring": VIEW,
    "no-job": VIEW,
    "no-unit": VIEW,
    "no-place": VIEW,
    "no-pattern": VIEW,
    "no-hours": VIEW,
    "contract-over": VIEW,
    "days-crossed": VIEW,
    "born-late": PERSONAL,
    "age-impossible": PERSONAL,
    "no-birth-date": PERSONAL,
    "two-records": PERSONAL,
    "paper-expired": IDENTITY,
    "paper-expiring": IDENTITY,
    "no-papers": IDENTITY,
    "no-pay": PAY,
    "pay-currency": PAY,
    "unit-orphan": ORGANISATION,
    "seat-orphan": ORGANISATION,
}


def needs() -> Mapping[str, str]:
    """Give, for every kind of finding, the permission that opens its facts."""
    return _needs


def declare(kind: str, permission: str) -> None:
    """Name a kind of finding that another domain finds."""
    _needs[kind] = permission


def years_between(start: date, end: date) -> int:
    """Count the birthdays from a day of birth to another day; one of 29 February comes on 1 March."""
    return end.year - start.year - ((end.month, end.day) < (start.month, start.day))


def is_possible_age(born: date, begun: date, today: date) -> bool:
    """Say whether somebody born on a day can have begun then and be here today."""
    return years_between(born, begun) >= YOUNGEST and years_between(born, today) <= OLDEST


@dataclass(frozen=True)
class Known:
    """What two records of one person would share."""

    person: int
    names: tuple[str, ...]
    born: date | None = None
    addresses: frozenset[str] = frozenset()


def are_alike(one: Known, other: Known, *, likeness: float, least: float = 88) -> bool:
    """Say whether two records are likely one person's.

    The names must be alike (``likeness`` is 0 to 100), and either the day of birth or an address
    must be the same; two different days of birth speak against it, whatever else is the same.
    """
    if likeness < least or (one.born and other.born and one.born != other.born):
        return False
    return (one.born is not None and one.born == other.born) or bool(one.addresses & other.addresses)
