"""Laying what files say over what is known."""

from datetime import date, timedelta

from hypothesis import given, strategies as st

from tenure.foundation.exchange.overlay import Known, Said, Stretch, overlay

BLANK = {"title": "", "unit": None}


def day(number):
    return date(2020, 1, 1) + timedelta(days=number)


def test_two_partial_histories_make_one_that_splits_at_every_boundary():
    said = [
        Said(day(0), day(10), {"title": "A"}),
        Said(day(10), None, {"title": "B"}),
        Said(day(5), None, {"unit": 1}),
    ]
    assert overlay([], said, BLANK) == [
        Stretch(day(0), day(5), {"title": "A", "unit": None}),
        Stretch(day(5), day(10), {"title": "A", "unit": 1}),
        Stretch(day(10), None, {"title": "B", "unit": 1}),
    ]


def test_a_snapshot_that_says_nothing_new_splits_nothing():
    known = [Known(1, day(0), None, {"title": "A", "unit": 1})]
    assert overlay(known, [Said(day(50), None, {"title": "A"})], BLANK) == [
        Stretch(day(0), None, known[0].facts, 1)
    ]


def test_a_snapshot_that_says_something_new_changes_from_its_day():
    known = [Known(1, day(0), None, {"title": "A", "unit": 1})]
    assert overlay(known, [Said(day(50), None, {"title": "B"})], BLANK) == [
        Stretch(day(0), day(50), {"title": "A", "unit": 1}, 1),
        Stretch(day(50), None, {"title": "B", "unit": 1}),
    ]


def test_rows_of_a_file_stay_rows_even_when_nothing_differs():
    said = [Said(day(0), day(5), {"title": "A"}), Said(day(5), None, {"title": "A"})]
    assert len(overlay([], said, BLANK)) == 2


SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 20), st.sampled_from("ABC")), max_size=5)


def sequence(spans):
    at, out = 0, []
    for gap, length, value in spans:
        out.append((at + gap % 4, at + gap % 4 + length, value))
        at = out[-1][1]
    return out


@given(SPANS, SPANS)
def test_every_day_holds_what_was_said_else_what_was_known(known, said):
    known, said = sequence(known), sequence(said)
    rows = [Known(n, day(a), day(b), {"title": value, "unit": None}) for n, (a, b, value) in enumerate(known)]
    out = overlay(rows, [Said(day(a), day(b), {"title": value}) for a, b, value in said], BLANK)
    for number in range(130):
        expected = [v for a, b, v in said if a <= number < b] or [v for a, b, v in known if a <= number < b]
        got = [row.facts["title"] for row in out if row.start <= day(number) < row.end]
        assert got == expected


@given(SPANS)
def test_laying_the_same_twice_changes_nothing(said):
    pieces = [Said(day(a), day(b), {"title": value}) for a, b, value in sequence(said)]
    once = overlay([], pieces, BLANK)
    again = overlay([Known(n, row.start, row.end, row.facts) for n, row in enumerate(once)], pieces, BLANK)
    assert [(row.start, row.end, row.facts) for row in again] == [
        (row.start, row.end, row.facts) for row in once
    ]
    assert [row.key for row in again] == list(range(len(once)))
