"""The people above people, derived anew in the transaction that moves somebody."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from typing import Any, Final, TypeVar
from zlib import crc32

from django.db import connection
from django.db.models import Model, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from tenure.domains.organisation.models import PositionTerm
from tenure.foundation.effective import trees
from tenure.foundation.effective.models import EffectiveQuerySet
from tenure.foundation.refusal import Refused

from ..models import Assignment, Person, ReportingLine
from ..rules import lines as rules

LOCK: Final = crc32(b"people.lines")
M = TypeVar("M", bound=Model)
_waiting: ContextVar[tuple[set[int], set[int]] | None] = ContextVar("waiting", default=None)


class ManagersInARing(Refused):
    message = _("From {day} on, these people would manage one another: {names}.")


class Lines:
    """The derived rows of ``ReportingLine``. None of this checks rights: verbs do."""

    @staticmethod
    def hold() -> None:
        """Let nobody else move lines until this transaction ends: two moves could make a ring."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])

    @staticmethod
    def rebuild() -> list[trees.Cycle]:
        """Work out the lines of everybody; rings are cut and given back, to be repaired by people."""
        Lines.hold()
        forest = trees.paths(_links(None))
        _write(forest.paths, None)
        return forest.cycles

    @staticmethod
    def rings() -> list[trees.Cycle]:
        """Give the rings that stand in the records, on whatever days."""
        return trees.paths(_links(None)).cycles

    @staticmethod
    def refresh(people: Iterable[int] = (), *, seats: Iterable[int] = ()) -> set[int]:
        """Work out the lines of those who moved and of all who stand below them on some day.

        Give the people whose lines were worked out. Raises ``ManagersInARing`` for a ring with one
        of those who moved in it. Within ``together`` it only takes note of them.
        """
        Lines.hold()
        waiting = _waiting.get()
        if waiting is not None:
            waiting[0].update(people)
            waiting[1].update(seats)
            return set()
        moved = set(people)
        moved |= _keys(_alive().filter(position_id__in=list(seats)), "person_id")
        affected = _affected(moved, set(seats))
        links = _links(affected)
        forest = trees.paths(links, known=_lines_beside(links, affected))
        _refuse_rings(ring for ring in forest.cycles if moved & set(ring.nodes))
        _write(forest.paths, affected)
        return affected

    @staticmethod
    @contextmanager
    def together() -> Iterator[set[int]]:
        """Work lines out once, when all moves within are made: what is a ring on the way only is none.

        The set that is given holds, afterwards, the people whose lines were worked out.
        """
        people, seats, told = set[int](), set[int](), set[int]()
        token = _waiting.set((people, seats))
        try:
            yield told
        finally:
            _waiting.reset(token)
        if people or seats:
            told |= Lines.refresh(people, seats=seats)


def _alive() -> EffectiveQuerySet:
    rows: EffectiveQuerySet = Assignment.objects.exclude(valid__isempty=True)
    return rows


def _keys(rows: QuerySet[Any], column: str) -> set[int]:
    return set(rows.exclude(**{f"{column}__isnull": True}).values_list(column, flat=True))


def _affected(people: set[int], seats: set[int]) -> set[int]:
    """Name those who stood, or now stand, below; by their own manager or through seats."""
    before = ReportingLine.objects.filter(path__overlap=list(people))
    found = people | _keys(before, "person_id")
    fresh, seen = set(found), set[int]()
    while fresh:
        held = _keys(_alive().filter(position_id__isnull=False, person_id__in=fresh), "position_id") | seats
        below = _seats_below(held - seen)
        seen |= below
        named = _keys(_alive().filter(primary=True, manager_id__in=fresh), "person_id")
        seated = _keys(_alive().filter(primary=True, position_id__in=below), "person_id")
        fresh, seats = (named | seated) - found, set()
        found |= fresh
    return found


def _seats_below(seats: set[int]) -> set[int]:
    found, fresh = set(seats), set(seats)
    while fresh:
        fresh = _keys(PositionTerm.objects.filter(reports_to_id__in=fresh), "position_id") - found
        found |= fresh
    return found


def _seats_above(seats: set[int]) -> list[rules.Seat]:
    """Give the rows of these seats and of all seats above them."""
    rows: list[rules.Seat] = []
    found, fresh = set(seats), set(seats)
    while fresh:
        terms = PositionTerm.objects.filter(position_id__in=fresh).exclude(valid__isempty=True)
        more = [rules.Seat(*row) for row in terms.values_list(*_SEAT)]
        rows += more
        fresh = {one.above for one in more if one.above is not None} - found
        found |= fresh
    return rows


_SEAT: Final = ("position_id", "reports_to_id", "valid_from", "valid_until")
_WORK: Final = ("person_id", "position_id", "manager_id", "valid_from", "valid_until")
_HELD: Final = ("position_id", "person_id", "valid_from", "valid_until")


def _links(people: Collection[int] | None) -> list[trees.Link]:
    rows = _alive().filter(primary=True)
    if people is not None:
        rows = rows.filter(person_id__in=people)
    work = [rules.Work(*row) for row in rows.values_list(*_WORK)]
    above = _seats_above({row.seat for row in work if row.seat is not None and row.manager is None})
    seats = {one.seat for one in above}
    holders = _alive().filter(position_id__isnull=False)
    if people is not None:
        holders = holders.filter(position_id__in=seats)
    held = [rules.Held(*row) for row in holders.values_list(*_HELD)]
    return [trees.Link(*one) for one in rules.managers(work, rules.Seating.of(above, held))]


def _lines_beside(links: Iterable[trees.Link], affected: set[int]) -> dict[int, list[trees.Stretch]]:
    """Give the finished lines of managers that are not worked out anew."""
    beside = {one.parent for one in links if one.parent is not None} - affected
    known: dict[int, list[trees.Stretch]] = {}
    for line in ReportingLine.objects.filter(person_id__in=beside).order_by("valid_from"):
        stretch = trees.Stretch(tuple(line.path), line.valid_from, line.valid_until)
        known.setdefault(line.person_id, []).append(stretch)
    return known


def _refuse_rings(rings: Iterator[trees.Cycle]) -> None:
    ring = next(rings, None)
    if ring is not None:
        called = {one.pk: str(one) for one in Person.objects.filter(pk__in=ring.nodes)}
        names = " → ".join(called[key] for key in (*ring.nodes, ring.nodes[0]))
        raise ManagersInARing(day=date_format(ring.start), names=names)


def _write(paths: trees.Paths, affected: Collection[int] | None) -> None:
    """Take out the lines that no longer hold and add what is new, as one stream: 300,000 take seconds."""
    old = ReportingLine.objects.all()
    old = old if affected is None else old.filter(person_id__in=affected)
    rows = {_row(person, one) for person, stretches in paths.items() for one in stretches}
    kept, gone = set[_Row](), list[int]()
    for pk, person, manager, path, start, end in old.values_list("pk", *_COLUMNS).iterator(chunk_size=10_000):
        row = (person, manager, tuple(path), start, end)
        kept.add(row) if row in rows and row not in kept else gone.append(pk)
    for at in range(0, len(gone), 10_000):
        ReportingLine.objects.filter(pk__in=gone[at : at + 10_000]).delete()
    _copy(row for row in rows if row not in kept)


def _copy(rows: Iterable["_Row"]) -> None:
    statement = f"COPY {ReportingLine._meta.db_table} ({', '.join(_COLUMNS)}) FROM STDIN"
    with connection.cursor() as cursor, connection.wrap_database_errors, cursor.copy(statement) as copy:
        copy.set_types(["int8", "int8", "int8[]", "date", "date"])
        for person, manager, path, start, end in rows:
            copy.write_row((person, manager, list(path), start, end))


_COLUMNS: Final = ("person_id", "manager_id", "path", "valid_from", "valid_until")
_Row = tuple[int, int | None, tuple[int, ...], date, date | None]


def _row(person: int, one: trees.Stretch) -> _Row:
    manager = one.path[-2] if len(one.path) > 1 else None
    return person, manager, tuple(one.path), one.start, one.end
