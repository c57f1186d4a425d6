"""What rows say about people, held until every row is known: who works for whom, since when."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tenure.foundation.exchange.desk import Desk
from tenure.foundation.exchange.sheets import Given
from tenure.foundation.exchange.tables import Source
from tenure.foundation.exchange.targets import Key


@dataclass
class EmploymentSaid:
    """One contract as rows tell of it; days they do not tell stay open until all is settled."""

    person: Key
    number: str
    source: Source
    entity: Key | None = None
    hired_on: date | None = None
    until: date | None = None
    facts: dict[str, Any] = field(default_factory=dict)
    terms: dict[str, Any] = field(default_factory=dict)


@dataclass
class RowSaid:
    """Facts about a job or about pay: whose, by the words of the file, and for which days."""

    target: str
    person: str
    number: str
    line: int
    start: date | None
    end: date | None
    facts: dict[str, Any]
    given: Given
    manager: str = ""
    kind: str = ""
    not_before: date | None = None


@dataclass(frozen=True)
class HeadSaid:
    """Somebody leads a unit for a time."""

    unit: Key
    person: str
    start: date
    end: date | None
    given: Given


@dataclass(frozen=True)
class ContractSaid:
    """A row that tells of a contract beside the one that tells of the person."""

    person: str
    facts: EmploymentSaid
    given: Given


@dataclass
class Said:
    """All that was said in a run."""

    people: dict[Key, Source] = field(default_factory=dict)
    employments: dict[tuple[Key, str], EmploymentSaid] = field(default_factory=dict)
    rows: list[RowSaid] = field(default_factory=list)
    heads: list[HeadSaid] = field(default_factory=list)
    dotted: list[RowSaid] = field(default_factory=list)
    emergency: list[RowSaid] = field(default_factory=list)
    names: dict[str, set[Key]] = field(default_factory=lambda: defaultdict(set))
    emails: dict[str, Key] = field(default_factory=dict)
    lines: dict[Key, int] = field(default_factory=dict)
    skipped: set[Source] = field(default_factory=set)
    contracts: list["ContractSaid"] = field(default_factory=list)


def said(desk: Desk) -> Said:
    """Give the collection of a run."""
    found: Said = desk.aside.setdefault("people", Said())
    return found
