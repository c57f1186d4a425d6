"""Settles who manages whom: by what rows say, or by who leads the unit."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tenure.foundation.exchange.desk import Desk, Piece
from tenure.foundation.exchange.findings import Choice
from tenure.foundation.exchange.overlay import FAR
from tenure.foundation.exchange.targets import Key

from .finding import called, roll_of
from .said import RowSaid

Managed = tuple[RowSaid, Key, dict[str, Any], date | None]
Days = tuple[date, date]


def settle_managers(desk: Desk) -> None:
    """Find the managers that rows name; the unknown, the ambiguous and rings are listed and parked."""
    managed: list[Managed] = [one for one in desk.aside.get("managed", []) if one[0].manager]
    found = [(one, _manager(one, desk)) for one in managed]
    above = {person: boss for (_row, person, _facts, end), boss in found if boss and end is None}
    for (row, person, facts, end), boss in found:
        if boss is None:
            continue
        ring = _ring(person, above) if end is None else []
        if ring:
            words = _("%(who)s would be under themself: %(ring)s. Park leaves them without a manager.")
            told = {"who": called(desk, person), "ring": " → ".join(str(one[0]) for one in ring)}
            desk.warn(row.given.at("manager"), "manager_ring", words % told, Choice.PARK)
        else:
            facts["manager"] = boss


def _manager(one: Managed, desk: Desk) -> Key | None:
    row, person, *_rest = one
    numbers = roll_of(desk).find(row.manager)
    told = {"who": called(desk, person), "manager": row.manager, "numbers": ", ".join(sorted(numbers))}
    if len(numbers) == 1:
        boss: Key = (next(iter(numbers)),)
        if boss != person:
            return boss
        words = _("%(who)s is written as their own manager. Park leaves them without one.")
        desk.warn(row.given.at("manager"), "manager_of_oneself", words % told, Choice.PARK)
    elif numbers:
        words = _(
            "The manager of %(who)s, “%(manager)s”, could be %(numbers)s. Park leaves them without one."
        )
        desk.warn(row.given.at("manager"), "manager_ambiguous", words % told, Choice.PARK)
    else:
        words = _(
            "The manager of %(who)s, “%(manager)s”, is nowhere to be found. Park leaves them without one."
        )
        desk.warn(row.given.at("manager"), "manager_unknown", words % told, Choice.PARK)
    return None


def _ring(person: Key, above: dict[Key, Key]) -> list[Key]:
    chain, at = [person], above.get(person)
    while at is not None and at not in chain:
        chain.append(at)
        at = above.get(at)
    return [*chain, person] if at == person else []


def settle_managers_by_unit(desk: Desk) -> None:
    """Where the mapping says so, make the head of a unit the manager of those in it who lead nothing."""
    if desk.aside["options"].get("manager") != "unit_head":
        return
    heads: dict[Key, list[tuple[Key, Days]]] = defaultdict(list)
    leads: dict[Key, list[Days]] = defaultdict(list)
    for unit, person, start, end in desk.aside.get("leads", []):
        heads[unit].append((person, (start, end or FAR)))
        leads[person].append((start, end or FAR))
    for key, pieces in list(desk.pieces["assignment"].items()):
        if key[1] == 1:
            _under_heads(pieces, heads, leads[key[0][0]])  # type: ignore[index]


def _under_heads(pieces: list[Piece], heads: dict[Key, list[tuple[Key, Days]]], leads: list[Days]) -> None:
    found: list[Piece] = []
    for piece in pieces:
        if not piece.facts.get("unit") or piece.start == piece.end:
            continue
        for boss, days in heads.get(piece.facts["unit"], []):
            for start, end in _without(_both((piece.start, piece.end or FAR), days), leads):
                facts: dict[str, Any] = {"manager": boss}
                found.append(Piece(start, None if end == FAR else end, facts, piece.source))
    pieces += found


def _both(one: Days, other: Days) -> list[Days]:
    start, end = max(one[0], other[0]), min(one[1], other[1])
    return [(start, end)] if start < end else []


def _without(days: list[Days], holes: Iterable[Days]) -> list[Days]:
    for hole in holes:
        days = [
            part
            for one in days
            for part in ((one[0], min(one[1], hole[0])), (max(one[0], hole[1]), one[1]))
            if part[0] < part[1]
        ]
    return days
