"""Sums up tables, so that a copy can be compared with what it was made from."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from tenure.foundation.postgres.roles import Cursor, quoted

# What a row looks like as text depends on the session: these make it the same everywhere.
SESSION = {
    "TimeZone": "UTC",
    "DateStyle": "ISO, YMD",
    "IntervalStyle": "iso_8601",
    "bytea_output": "hex",
    "extra_float_digits": "1",
}


@dataclass(frozen=True)
class Sum:
    """How many rows a table has, and a number that any change to one of them changes; order is no matter."""

    rows: int
    checksum: str


def settle(cursor: Cursor) -> None:
    """Make this session write values the same way as every other that sums."""
    for name, value in SESSION.items():
        cursor.execute("SELECT set_config(%s, %s, false)", [name, value])


def sum_of(cursor: Cursor, table: str) -> Sum:
    """Sum up one table."""
    summed = "coalesce(sum(hashtextextended(t::text, 0)), 0)::text"
    cursor.execute(f"SELECT count(*), {summed} FROM {quoted(table)} t")  # noqa: S608 — the name is quoted
    rows, checksum = cursor.fetchone()
    return Sum(rows, checksum)


def sums_of(cursor: Cursor, tables: Iterable[str], seen: Callable[[], None] = lambda: None) -> dict[str, Sum]:
    """Sum up tables, and call ``seen`` after each."""
    settle(cursor)
    found = {}
    for table in tables:
        found[table] = sum_of(cursor, table)
        seen()
    return found


def differences(before: Mapping[str, Sum], after: Mapping[str, Sum]) -> list[str]:
    """Name the tables that are not equal."""
    return sorted(table for table in before.keys() | after.keys() if before.get(table) != after.get(table))
