"""Who manages whom, by day, without a database."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given, settings, strategies as st

from tenure.domains.people.rules.lines import Held, Managed, Seat, Seating, Work, managers

pytestmark = pytest.mark.capability("CORE-04")

D = date(2024, 2, 26)
ANA, BO, CY, DEE = 1, 2, 3, 4
DESK, LEAD, HEAD = 11, 12, 13


def day(n: int) -> date:
    return D + timedelta(days=n)


def of(work: list[Work], seats: list[Seat], held: list[Held]) -> list[Managed]:
    return sorted(managers(work, Seating.of(seats, held)), key=lambda one: (one.person, one.start))


def test_the_manager_on_the_assignment_comes_first():
    work = [Work(ANA, DESK, BO, D)]
    assert of(work, [Seat(DESK, LEAD, D)], [Held(LEAD, CY, D)]) == [Managed(ANA, BO, D, None)]


def test_else_the_holder_of_the_seat_above():
    assert of([Work(ANA, DESK, None, D)], [Seat(DESK, LEAD, D)], [Held(LEAD, CY, D)]) == [
        Managed(ANA, CY, D, None)
    ]


def test_a_vacant_seat_passes_upwards_while_it_is_vacant():
    seats = [Seat(DESK, LEAD, D), Seat(LEAD, HEAD, D), Seat(HEAD, None, D)]
    held = [Held(LEAD, BO, day(2), day(5)), Held(HEAD, CY, D)]
    assert of([Work(ANA, DESK, None, D)], seats, held) == [
        Managed(ANA, CY, D, day(2)),
        Managed(ANA, BO, day(2), day(5)),
        Managed(ANA, CY, day(5), None),
    ]


def test_of_several_holders_the_one_who_came_first_counts_until_they_leave():
    held = [Held(LEAD, BO, day(1)), Held(LEAD, CY, D, day(3)), Held(LEAD, CY, day(3), day(9))]
    assert of([Work(ANA, DESK, None, day(2))], [Seat(DESK, LEAD, D)], held) == [
        Managed(ANA, CY, day(2), day(9)),
        Managed(ANA, BO, day(9), None),
    ]


def test_nobody_is_their_own_manager_by_holding_two_seats():
    seats = [Seat(DESK, LEAD, D), Seat(LEAD, HEAD, D)]
    held = [Held(LEAD, ANA, D), Held(HEAD, CY, D)]
    assert of([Work(ANA, DESK, None, D)], seats, held) == [Managed(ANA, CY, D, None)]


@pytest.mark.parametrize("seats", [[], [Seat(DESK, None, D)], [Seat(DESK, LEAD, D), Seat(LEAD, DESK, D)]])
def test_without_anybody_above_there_is_no_manager(seats):
    assert of([Work(ANA, DESK, None, D)], seats, []) == [Managed(ANA, None, D, None)]


def test_a_seat_that_moves_moves_its_holder():
    seats = [Seat(DESK, LEAD, D, day(3)), Seat(DESK, HEAD, day(3))]
    held = [Held(LEAD, BO, D), Held(HEAD, CY, D)]
    assert of([Work(ANA, DESK, None, D)], seats, held) == [
        Managed(ANA, BO, D, day(3)),
        Managed(ANA, CY, day(3), None),
    ]


# Against a look at every single day.

LAST = 10
spans = st.tuples(st.integers(0, LAST - 1), st.integers(1, LAST)).filter(lambda s: s[0] < s[1])


@st.composite
def worlds(draw: st.DrawFn) -> tuple[list[Work], list[Seat], list[Held]]:
    seats = []
    for seat in range(11, 15):
        edges = sorted({0, LAST, draw(st.integers(1, LAST - 1))})
        for start, end in itertools.pairwise(edges):
            above = draw(st.none() | st.integers(11, 14).filter(lambda s, own=seat: s != own))
            seats.append(Seat(seat, above, day(start), day(end)))
    held = [
        Held(draw(st.integers(11, 14)), draw(st.integers(1, 4)), day(s), day(e))
        for s, e in draw(st.lists(spans, max_size=8))
    ]
    start, end = draw(spans)
    manager = draw(st.none() | st.integers(5, 6))
    return [Work(ANA, draw(st.integers(11, 14)), manager, day(start), day(end))], seats, held


def since(holder: Held, held: list[Held]) -> date:
    """The day since which somebody has sat there without a break."""
    start = holder.start
    while True:
        before = [
            h for h in held if (h.seat, h.person) == (holder.seat, holder.person) and h.start < start <= h.end
        ]
        if not before:
            return start
        start = min(h.start for h in before)


def looked_up(row: Work, seats: list[Seat], held: list[Held], on: date) -> int | None:
    if row.manager:
        return row.manager
    seen, seat = [row.seat], row.seat
    while True:
        seat = next((s.above for s in seats if s.seat == seat and s.start <= on < s.end), None)
        if seat is None or seat in seen:
            return None
        seen.append(seat)
        here = [h for h in held if h.seat == seat and h.start <= on < h.end and h.person != row.person]
        if here:
            return min((since(h, held), h.person) for h in here)[1]


@settings(max_examples=400, deadline=None)
@given(worlds())
def test_equals_a_look_at_every_single_day(world):
    work, seats, held = world
    found = of(work, seats, held)
    for n in range(LAST):
        on = day(n)
        told = [one.manager for one in found if one.start <= on and (one.end is None or on < one.end)]
        row = work[0]
        assert told == ([looked_up(row, seats, held, on)] if row.start <= on < row.end else [])
