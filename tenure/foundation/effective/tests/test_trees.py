import itertools
import random
import time
from datetime import date, timedelta

from hypothesis import given, settings, strategies as st

from tenure.foundation.effective.trees import Cycle, Link, Stretch, below, paths

D = date(2024, 1, 1)


def day(n: int) -> date:
    return D + timedelta(days=n)


def test_a_chain_is_top_first_and_itself_last():
    forest = paths([Link(1, None, D), Link(2, 1, D), Link(3, 2, D)])

    assert forest.paths == {
        1: [Stretch((1,), D, None)],
        2: [Stretch((1, 2), D, None)],
        3: [Stretch((1, 2, 3), D, None)],
    }
    assert forest.cycles == []


def test_a_move_far_above_cuts_the_chains_below_at_that_day():
    links = [Link(1, None, D), Link(9, None, D), Link(2, 1, D, day(10)), Link(2, 9, day(10)), Link(3, 2, D)]

    assert paths(links).paths[3] == [Stretch((1, 2, 3), D, day(10)), Stretch((9, 2, 3), day(10), None)]


def test_a_parent_that_is_not_there_makes_a_top():
    links = [Link(1, None, day(5), day(10)), Link(2, 1, D, day(20))]

    assert paths(links).paths[2] == [
        Stretch((2,), D, day(5)),
        Stretch((1, 2), day(5), day(10)),
        Stretch((2,), day(10), day(20)),
    ]


def test_two_who_swap_places_are_no_cycle():
    links = [Link(1, None, D, day(5)), Link(2, 1, D, day(5)), Link(2, None, day(5)), Link(1, 2, day(5))]
    forest = paths(links)

    assert forest.cycles == []
    assert forest.paths[1] == [Stretch((1,), D, day(5)), Stretch((2, 1), day(5), None)]


def test_a_ring_is_cut_on_its_days_and_named():
    links = [Link(1, None, D, day(5)), Link(1, 3, day(5)), Link(2, 1, D), Link(3, 2, D), Link(4, 3, D)]
    forest = paths(links)

    assert forest.cycles == [Cycle((1, 3, 2), day(5), None)]
    assert forest.paths[1] == [Stretch((1,), D, None)]
    assert forest.paths[4] == [Stretch((1, 2, 3, 4), D, day(5)), Stretch((3, 4), day(5), None)]


def test_known_chains_stand_in_for_parents_outside():
    forest = paths([Link(3, 2, D)], {2: [Stretch((1, 2), D, day(4)), Stretch((2,), day(4), None)]})

    assert forest.paths == {3: [Stretch((1, 2, 3), D, day(4)), Stretch((2, 3), day(4), None)]}


def test_below_reaches_down_on_any_day():
    links = [Link(1, None, D), Link(2, 1, D, day(1)), Link(2, 9, day(1)), Link(3, 2, D), Link(4, 9, D)]

    assert below(links, [1]) == {1, 2, 3}


@st.composite
def forests(draw: st.DrawFn) -> list[Link]:
    links = []
    for node in range(draw(st.integers(1, 6))):
        edges = sorted(draw(st.sets(st.integers(0, 12), min_size=2, max_size=5)))
        for start, end in itertools.pairwise(edges):
            if draw(st.integers(0, 5)):
                parent = draw(st.none() | st.integers(0, 5).filter(lambda p, n=node: p != n))
                links.append(Link(node, parent, day(start), day(end) if end < 12 else None))
    return links


def brute(links: list[Link], node: int, on: date) -> tuple[int, ...] | None:
    up = {one.node: one.parent for one in links if one.start <= on and (one.end is None or on < one.end)}
    if node not in up:
        return None
    chain = [node]
    while (parent := up[chain[-1]]) is not None and parent in up:
        if parent in chain:
            return tuple(reversed(chain[: chain.index(parent) + 1]))
        chain.append(parent)
    return tuple(reversed(chain))


@settings(max_examples=300, deadline=None)
@given(forests())
def test_equals_a_climb_on_every_single_day(links: list[Link]):
    forest = paths(links)
    for node in {one.node for one in links}:
        for n in range(14):
            held = [
                s.path for s in forest.paths[node] if s.start <= day(n) and (s.end is None or day(n) < s.end)
            ]
            expected = brute(links, node, day(n))
            assert held == ([] if expected is None else [expected])
    for cycle in forest.cycles:
        up = {
            o.node: o.parent
            for o in links
            if o.start <= cycle.start and (o.end is None or cycle.start < o.end)
        }
        assert all(up[a] == b for a, b in zip(cycle.nodes, (*cycle.nodes[1:], cycle.nodes[0]), strict=True))


def test_ten_thousand_people_take_well_under_seconds():
    chance = random.Random(7)
    links = [Link(0, None, D)]
    for node in range(1, 10_000):
        moved = day(chance.randrange(1, 2000))
        links.append(Link(node, chance.randrange(max(1, node // 8)), D, moved))
        links.append(Link(node, chance.randrange(max(1, node // 8)), moved))
    began = time.perf_counter()
    forest = paths(links)

    assert len(forest.paths) == 10_000
    assert time.perf_counter() - began < 5
