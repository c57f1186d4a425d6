"""Who manages whom, when: the manager written on the assignment, else the way up from seat to seat.

A vacant seat passes upwards. Of several holders of a seat the one who has held it longest counts;
of two who began together, the one with the smaller key.
"""

from bisect import insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, NamedTuple

FAR: Final = date.max


class Work(NamedTuple):
    """A row of a person's primary job: in a seat or not, with a manager of its own or not."""

    person: int
    seat: int | None
    manager: int | None
    start: date
    end: date | None = None


class Seat(NamedTuple):
    """To which seat a seat reports, for a time."""

    seat: int
    above: int | None
    start: date
    end: date | None = None


class Held(NamedTuple):
    """A person holds a seat, in whichever of their jobs, for a time."""

    seat: int
    person: int
    start: date
    end: date | None = None


class Managed(NamedTuple):
    """A person has this manager, or none, for a time."""

    person: int
    manager: int | None
    start: date
    end: date | None


class _Days(NamedTuple):
    """Days in which nothing changes for a seat; ``people`` are its first two holders."""

    start: date
    end: date
    people: tuple[int, ...]


@dataclass
class Seating:
    """All seats: to whom each reports and who holds it, day by day."""

    above: Mapping[int, Sequence[Seat]]
    holders: Mapping[int, Sequence[Held]]
    _occupied: dict[int, list[_Days]] = field(default_factory=dict)

    @classmethod
    def of(cls, seats: Iterable[Seat], held: Iterable[Held]) -> "Seating":
        """Sort the rows by seat."""
        above: dict[int, list[Seat]] = defaultdict(list)
        for one in seats:
            above[one.seat].append(one)
        holders: dict[int, list[Held]] = defaultdict(list)
        for holder in held:
            holders[holder.seat].append(holder)
        return cls(above, holders)

    def occupied(self, seat: int) -> list[_Days]:
        """Give the days on which somebody holds a seat."""
        if seat not in self._occupied:
            self._occupied[seat] = list(_occupied(self.holders.get(seat, ())))
        return self._occupied[seat]


def managers(work: Iterable[Work], seating: Seating) -> list[Managed]:
    """Say who manages each person, when."""
    return [one for row in work for one in _of_row(row, seating)]


def _of_row(row: Work, seating: Seating) -> Iterator[Managed]:
    if row.manager is not None or row.seat is None:
        yield Managed(row.person, row.manager, row.start, row.end)
        return
    first: tuple[int, ...] = (row.seat,)
    waiting = [(first, row.start, row.end or FAR)]
    while waiting:
        seats, start, end = waiting.pop()
        for above, begin, until in _above(seating.above.get(seats[-1], ()), start, end):
            if above is None or above in seats:
                yield _managed(row.person, None, begin, until)
                continue
            for manager, since, to in _holder(seating.occupied(above), row.person, begin, until):
                if manager is None:
                    waiting.append(((*seats, above), since, to))
                else:
                    yield _managed(row.person, manager, since, to)


def _above(rows: Sequence[Seat], start: date, end: date) -> Iterator[tuple[int | None, date, date]]:
    """Give what is above a seat on the days asked for; on days without a row, nothing is."""
    day = start
    for one in sorted(rows, key=lambda row: row.start):
        first, until = max(day, one.start), min(end, one.end or FAR)
        if first < until:
            if first > day:
                yield None, day, first
            yield one.above, first, until
            day = until
    if day < end:
        yield None, day, end


def _holder(
    days: Sequence[_Days], but: int, start: date, end: date
) -> Iterator[tuple[int | None, date, date]]:
    """Give who holds a seat on the days asked for, leaving out one person; ``None`` while it is vacant."""
    day = start
    for one in days:
        first, until = max(day, one.start), min(end, one.end)
        if first < until:
            if first > day:
                yield None, day, first
            yield next((p for p in one.people if p != but), None), first, until
            day = until
    if day < end:
        yield None, day, end


def _managed(person: int, manager: int | None, start: date, end: date) -> Managed:
    return Managed(person, manager, start, None if end == FAR else end)


def _occupied(rows: Iterable[Held]) -> Iterator[_Days]:
    """Sweep over the days of a seat, keeping its holders in the order in which they came."""
    edges: dict[date, tuple[list[Held], list[Held]]] = defaultdict(lambda: ([], []))
    for one in _joined(rows):
        edges[one.start][0].append(one)
        edges[one.end or FAR][1].append(one)
    here: list[tuple[date, int]] = []
    since = date.min
    for day in sorted(edges):
        if here and since < day:
            yield _Days(since, day, tuple(person for _, person in here[:2]))
        came, left = edges[day]
        for one in left:
            here.remove((one.start, one.person))
        for one in came:
            insort(here, (one.start, one.person))
        since = day


def _joined(rows: Iterable[Held]) -> list[Held]:
    """Join rows that follow one another or overlap: a change of something else begins no new holding."""
    out: list[Held] = []
    for one in sorted(rows, key=lambda row: (row.person, row.start)):
        last = out[-1] if out else None
        if last and last.person == one.person and (last.end or FAR) >= one.start:
            end = max(last.end or FAR, one.end or FAR)
            out[-1] = last._replace(end=None if end == FAR else end)
        elif one.start < (one.end or FAR):
            out.append(one)
    return out
