"""Which facts a line may change, and how two states of a record differ. No database, no clock."""

from collections.abc import Iterable, Mapping
from typing import Final

Told = Mapping[str, str | None]

JOB: Final = (
    "title",
    "unit",
    "place",
    "manager",
    "position",
    "fte",
    "job",
    "level",
    "cost_centre",
)
UNIT: Final = ("name", "kind", "parent", "legal_entity", "cost_centre")
NEW: Final = "new:"


def fields_of(verb: str) -> tuple[str, ...]:
    """Name the facts that lines of a verb may change."""
    return JOB if verb == "job" else () if verb == "unit_close" else UNIT


def unknown(verb: str, names: Iterable[str]) -> list[str]:
    """Name what a line of this verb cannot change."""
    return sorted(set(names) - set(fields_of(verb)))


def drifted(then: Told, now: Told) -> dict[str, tuple[str | None, str | None]]:
    """Give the facts that changed since the line was written: what they were, what they are."""
    return {name: (then[name], now.get(name)) for name in then if then[name] != now.get(name)}


def changing(facts: Told, before: Told) -> dict[str, str | None]:
    """Leave out what would stay as it is."""
    return {name: value for name, value in facts.items() if before.get(name) != value}


def counted(before: Iterable[str | None], after: Iterable[str | None]) -> dict[str, tuple[int, int]]:
    """Count people by unit before and after, for the units whose count differs."""
    was, will = _count(before), _count(after)
    both = {key: (was.get(key, 0), will.get(key, 0)) for key in was.keys() | will.keys()}
    return {key: pair for key, pair in both.items() if pair[0] != pair[1]}


def _count(units: Iterable[str | None]) -> dict[str, int]:
    found: dict[str, int] = {}
    for unit in units:
        if unit is not None:
            found[unit] = found.get(unit, 0) + 1
    return found
