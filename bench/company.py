"""A company of any size, loaded by COPY: what the product's verbs would have written, a hundred times faster."""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db import connection
from uuid_utils import uuid7

from tenure.foundation.search.folding import fold
from tests.database import as_owner

SINCE = date(2020, 1, 6)
REPORTS_EACH = 8
GIVEN = ("Ada", "Bo", "Chloé", "Dmitri", "Eun-ji", "Femi", "Grace", "Håkon", "Ines", "Jun", "Kwame", "Łucja")
FAMILY = ("Abbott", "Brandt", "Castillo", "Dubois", "Eze", "Fischer", "Garcia", "Huang", "Ito", "Jensen")


@dataclass
class Company:
    """Rows to load, by table; keys are given here so that no table must be read back."""

    people: int
    first: int = 1_000_000  # beyond what sequences have given out
    dice: random.Random = field(default_factory=lambda: random.Random(1))

    @property
    def units(self) -> int:
        return max(self.people // 40, 1)

    @property
    def keys(self) -> range:
        return range(self.first, self.first + self.people)

    def manager(self, key: int) -> int | None:
        """Give whoever stands above: each manages eight, the first of all stands at the top."""
        place = key - self.first
        return None if place == 0 else self.first + (place - 1) // REPORTS_EACH

    def path(self, key: int | None) -> list[int]:
        return [] if key is None else [*self.path(self.manager(key)), key]

    def began(self, key: int) -> date:
        return SINCE + timedelta(days=key % 1500)

    def names(self, key: int) -> tuple[str, str]:
        return f"{GIVEN[key % len(GIVEN)]}", f"{FAMILY[key // 7 % len(FAMILY)]}-{key:06d}"


def load(company: Company) -> None:
    """Load a company as the owner of the tables; triggers rest meanwhile."""
    with as_owner(), connection.cursor() as cursor:
        tables = [table for table, _columns, _rows in _tables(company)]
        _triggers(cursor, tables, "DISABLE")
        for table, columns, rows in _tables(company):
            _copy(cursor, table, columns, rows)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        _triggers(cursor, tables, "ENABLE")
        for table in tables:
            cursor.execute(f"ANALYZE {table}")


def _triggers(cursor: Any, tables: Iterable[str], what: str) -> None:
    for table in tables:
        cursor.execute(f"ALTER TABLE {table} {what} TRIGGER USER")


def _copy(cursor: Any, table: str, columns: str, rows: Iterable[Sequence[Any]]) -> None:
    with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _tables(company: Company) -> Iterator[tuple[str, str, Iterable[Sequence[Any]]]]:
    c, record = company, "id, uid, version"
    yield (
        "organisation_legalentity",
        f"{record}, code, name, country, subdivision, currency, language, registration",
        ((c.first, _uid(), 1, f"B{c.first}", "Bench", "GB", "", "GBP", "en", ""),),
    )
    yield (
        "organisation_unit",
        f"{record}, code",
        ((c.first + n, _uid(), 1, f"B{c.first + n}") for n in range(c.units)),
    )
    yield (
        "organisation_unitterm",
        f"{record}, valid_from, unit_id, name, kind, legal_entity_id, reason, why",
        (
            (c.first + n, _uid(), 1, SINCE, c.first + n, f"Unit {n}", "team", c.first, "", "")
            for n in range(c.units)
        ),
    )
    yield (
        "people_person",
        (
            f"{record}, number, name, given_name, family_name, preferred_name, pronouns, pronunciation, "
            "work_email, work_phone, sort_key, folded"
        ),
        (_person(c, key) for key in c.keys),
    )
    yield (
        "people_employment",
        f"{record}, valid_from, person_id, legal_entity_id, number, start_reason, end_reason",
        ((key, _uid(), 1, c.began(key), key, c.first, "", "", "") for key in c.keys),
    )
    yield (
        "people_employmentterm",
        f"{record}, valid_from, employment_id, worker_type, contract, status, reason, why",
        ((key, _uid(), 1, c.began(key), key, "employee", "permanent", "active", "", "") for key in c.keys),
    )
    yield (
        "people_assignment",
        (
            f'{record}, valid_from, valid_until, employment_id, person_id, line, "primary", title, unit_id, '
            "manager_id, fte, reason, why"
        ),
        _assignments(c),
    )
    yield (
        "people_reportingline",
        "id, path, valid_from, person_id, manager_id",
        ((key, c.path(key), c.began(key), key, c.manager(key)) for key in c.keys),
    )


def _person(company: Company, key: int) -> tuple[Any, ...]:
    given, family = company.names(key)
    name, number, mail = f"{given} {family}", f"B{key:07d}", f"b{key}@bench.example"
    folded = fold(f"{name} {given} {family} {number} {mail}")
    sort_key = f"{fold(family)} {fold(name)}"
    return (key, _uid(), 1, number, name, given, family, "", "", "", mail, "", sort_key, folded)


def _assignments(company: Company) -> Iterator[tuple[Any, ...]]:
    """Give everybody two rows: a first job of a year, then the present one."""
    for key in company.keys:
        began, moved = company.began(key), company.began(key) + timedelta(days=365)
        unit = company.first + key % company.units
        for turn, (start, end) in enumerate(((began, moved), (moved, None))):
            row = 2 * (key - company.first) + turn + 2 * company.first
            title = f"Engineer {turn + 1}"
            yield (
                row,
                _uid(),
                1,
                start,
                end,
                key,
                key,
                1,
                True,
                title,
                unit,
                company.manager(key),
                1,
                "",
                "",
            )


def _uid() -> str:
    return str(uuid7())
