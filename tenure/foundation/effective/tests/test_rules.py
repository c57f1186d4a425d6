import itertools
from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from hypothesis import given, settings, strategies as st

from tenure.foundation.effective.rules import NoRowThatDay, Span, change, correct, rescind

D = date(2024, 2, 20)


def day(n: int) -> date:
    return D + timedelta(days=n)


def span(start: int, end: int | None, key: int | None = None, **facts: object) -> Span:
    return Span(day(start), None if end is None else day(end), facts, key)


def seen(rows: tuple[Span, ...]) -> list[tuple[int, int | None, Mapping[str, object]]]:
    return [((r.start - D).days, r.end and (r.end - D).days, dict(r.facts)) for r in rows]


CLERK = span(0, 10, 1, title="Clerk", unit=1)
MOVED = span(10, 20, 2, title="Clerk", unit=2)
LEAD = span(20, None, 3, title="Lead", unit=2)


def test_a_change_splits_the_row_that_holds_that_day():
    done = change([span(0, None, 1, title="Clerk")], day(9), {"title": "Lead"})

    assert seen(done.rows) == [(0, 9, {"title": "Clerk"}), (9, None, {"title": "Lead"})]
    assert [row.key for row in done.rows] == [1, None]


def test_a_change_reaches_forward_until_the_row_that_changed_that_field_itself():
    done = change([CLERK, MOVED, LEAD], day(5), {"title": "Expert", "unit": 7})

    assert seen(done.rows) == [
        (0, 5, {"title": "Clerk", "unit": 1}),
        (5, 10, {"title": "Expert", "unit": 7}),
        (10, 20, {"title": "Expert", "unit": 2}),
        (20, None, {"title": "Lead", "unit": 2}),
    ]
    assert done.reached == (2,)


def test_a_change_on_the_first_day_of_a_row_changes_that_row():
    done = change([CLERK, MOVED, LEAD], day(10), {"unit": 9})

    assert seen(done.rows)[1:] == [
        (10, 20, {"title": "Clerk", "unit": 9}),
        (20, None, {"title": "Lead", "unit": 9}),
    ]


def test_a_change_does_not_reach_over_a_gap():
    later = span(12, None, 2, title="Clerk")
    done = change([span(0, 10, 1, title="Clerk"), later], day(5), {"title": "Lead"})

    assert done.rows[-1] == later
    assert done.reached == ()


@pytest.mark.parametrize("n", [-1, 10, 11])
def test_nothing_changes_where_nothing_holds(n):
    with pytest.raises(NoRowThatDay):
        change([CLERK], day(n), {"title": "Lead"})


def test_a_correction_puts_right_the_rows_that_carried_the_mistake():
    done = correct([CLERK, MOVED, LEAD], 0, {"title": "Expert"})

    assert [row.facts["title"] for row in done.rows] == ["Expert", "Expert", "Lead"]
    assert done.reached == (2,)


def test_a_correction_leaves_what_was_before():
    done = correct([CLERK, MOVED, LEAD], 1, {"title": "Expert"})

    assert [row.facts["title"] for row in done.rows] == ["Clerk", "Expert", "Lead"]


def test_a_rescinded_row_lets_the_one_before_it_go_on():
    done = rescind([CLERK, MOVED, LEAD], 1)

    assert seen(done.rows) == [
        (0, 20, {"title": "Clerk", "unit": 1}),
        (20, None, {"title": "Lead", "unit": 1}),
    ]
    assert (done.gone, done.reached) == ((2,), (3,))


def test_the_first_row_rescinded_leaves_its_days_empty():
    done = rescind([CLERK, MOVED], 0)

    assert done.rows == (MOVED,)


def test_the_leap_day_is_a_day_like_others():
    done = change([span(0, None, 1, title="Clerk")], date(2024, 2, 29), {"title": "Lead"})

    assert done.rows[0].end == date(2024, 2, 29) == done.rows[1].start


# Against a calendar with one entry for each day, worked day by day.

LAST = 14
Calendar = list[dict[str, int] | None]


def calendar(rows: tuple[Span, ...] | list[Span]) -> Calendar:
    return [next((dict(r.facts) for r in rows if r.covers(day(n))), None) for n in range(LAST)]


def by_day(days: Calendar, first: int, new: Mapping[str, int]) -> Calendar:
    out = [None if d is None else dict(d) for d in days]
    for name, value in new.items():
        old = days[first][name]
        for n in range(first, LAST):
            if days[n] is None or days[n][name] != old:
                break
            out[n][name] = value
    return out


@st.composite
def histories(draw: st.DrawFn) -> list[Span]:
    edges = sorted(draw(st.sets(st.integers(0, LAST - 1), min_size=2, max_size=6)))
    facts = st.fixed_dictionaries({"a": st.integers(0, 1), "b": st.integers(0, 1)})
    rows = [span(s, e, n, **draw(facts)) for n, (s, e) in enumerate(itertools.pairwise(edges), 1)]
    if draw(st.booleans()):
        rows.append(span(edges[-1], None, 9, **draw(facts)))
    gaps = draw(st.sets(st.integers(0, len(rows) - 1), max_size=len(rows) - 1))
    return [row for n, row in enumerate(rows) if n not in gaps]


news = st.dictionaries(st.sampled_from("ab"), st.integers(0, 2), min_size=1)


@settings(max_examples=400)
@given(histories(), st.integers(0, LAST - 1), news)
def test_changing_equals_changing_day_by_day(rows, n, new):
    before = calendar(rows)
    if before[n] is None:
        with pytest.raises(NoRowThatDay):
            change(rows, day(n), new)
    else:
        done = change(rows, day(n), new)
        assert calendar(done.rows) == by_day(before, n, new)
        assert any(row.start == day(n) for row in done.rows)
        assert {r.key for r in rows} == {r.key for r in done.rows} - {None}


@settings(max_examples=400)
@given(histories(), st.data(), news)
def test_correcting_equals_correcting_day_by_day(rows, data, new):
    at = data.draw(st.integers(0, len(rows) - 1))
    done = correct(rows, at, new)

    assert calendar(done.rows) == by_day(calendar(rows), (rows[at].start - D).days, new)
    assert [(r.start, r.end, r.key) for r in done.rows] == [(r.start, r.end, r.key) for r in rows]


@settings(max_examples=400)
@given(histories(), st.data())
def test_rescinding_equals_rescinding_day_by_day(rows, data):
    at = data.draw(st.integers(0, len(rows) - 1))
    before, row = calendar(rows), rows[at]
    done = rescind(rows, at)
    if at and rows[at - 1].end == row.start:
        expected = by_day(before, (row.start - D).days, rows[at - 1].facts)
    else:
        expected = [None if row.covers(day(n)) else d for n, d in enumerate(before)]

    assert calendar(done.rows) == expected
    assert done.gone == (row.key,)
