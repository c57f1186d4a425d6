"""Spells: the unbroken times that somebody was here, out of contracts, terms and jobs.

One statement counts all of a period. A spell that begins on the day after another one of the same
person ends, elsewhere or as another kind of worker, is a transfer; else it is a hire. Ends likewise.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models.expressions import RawSQL

from tenure.foundation.access import Actor

from ..rules import Movement, months_between
from .asking import Question, narrowed, spans, terms

NONE: Final = "SELECT NULL::bigint, NULL::daterange WHERE false"
SPELLS: Final = """
WITH asked(first, last, ends_of_months) AS (
    VALUES {periods}
), whole AS (
    {whole}
), spell AS (
    {spells}
)
"""
OF_A_PART: Final = """
    SELECT person, lower(one) AS starts, upper(one) AS ends,
        NOT whole.held @> (lower(one) - 1) AS is_hire,
        upper(one) IS NOT NULL AND NOT whole.held @> upper(one) AS is_leaver
    FROM ({inside}) AS inside CROSS JOIN LATERAL unnest(inside.held) AS one JOIN whole USING (person)
"""
OF_ALL: Final = """
    SELECT person, lower(one) AS starts, upper(one) AS ends, true AS is_hire, upper(one) IS NOT NULL AS is_leaver
    FROM whole CROSS JOIN LATERAL unnest(held) AS one
"""
HELD: Final = """SELECT person, range_agg(days) AS held FROM ({spans}) AS s(person, days)
    WHERE NOT isempty(days) GROUP BY person"""
PARTS: Final = {
    "present": "starts <= last AND (ends IS NULL OR ends > last)",
    "opening": "starts < first AND (ends IS NULL OR ends > first)",
    "hires": "is_hire AND starts BETWEEN first AND last",
    "transfers_in": "NOT is_hire AND starts BETWEEN first AND last",
    "leavers": "is_leaver AND ends - 1 BETWEEN first AND last",
    "transfers_out": "NOT is_leaver AND ends - 1 BETWEEN first AND last",
    "closing": "starts <= last AND (ends IS NULL OR ends > last + 1)",
}
# Of spells of the same days one is looked at. How many month ends lie before it, and how many before its end:
# two numbers a spell, whatever the period.
COUNTS: Final = f"""
, alike AS MATERIALIZED (
    SELECT starts, ends, is_hire, is_leaver, count(*) AS people FROM spell GROUP BY 1, 2, 3, 4
), step AS MATERIALIZED (
    SELECT first, at, sum(by * people) AS by FROM alike, asked, LATERAL (VALUES
        (width_bucket(starts - 1, ends_of_months), 1), (width_bucket(ends - 2, ends_of_months), -1)
    ) AS v(at, by) WHERE at IS NOT NULL GROUP BY first, at
)
SELECT {", ".join(f"coalesce(sum(people) FILTER (WHERE {where}), 0)::bigint" for where in PARTS.values())},
    coalesce(sum(people * greatest(0, least(coalesce(ends, last + 1), last + 1) - greatest(starts, first))), 0)::bigint,
    (SELECT array_agg((SELECT coalesce(sum(by), 0)::bigint FROM step WHERE step.first = asked.first AND at < n)
        ORDER BY n) FROM generate_subscripts(ends_of_months, 1) AS n)
FROM asked LEFT JOIN alike ON true GROUP BY first, last, ends_of_months ORDER BY first DESC
"""  # noqa: S608 — every part is written above


@dataclass(frozen=True)
class Flow:
    """How many were here and how that moved, over a period; ``points`` are month-end headcounts after leavers."""

    present: int
    moved: Movement
    person_days: int
    points: tuple[tuple[date, int], ...]


def flows(by: Actor, asked: Question) -> list[Flow]:
    """Count a period and the one before it: in one statement, unless units ask for the days of their own tree."""
    both = [asked, asked.before()]
    return _flows(by, both) if asked.unit is None else [*_flows(by, both[:1]), *_flows(by, both[1:])]


def _flows(by: Actor, periods: list[Question]) -> list[Flow]:
    """Count periods, the latest first."""
    ends = [months_between(one.first, one.last) for one in periods]
    with connection.cursor() as cursor:
        cursor.execute(*_statement(by, periods, COUNTS, ends))
        return [_flow(row, days) for row, days in zip(cursor.fetchall(), ends, strict=True)]


def _flow(row: tuple[Any, ...], ends: list[date]) -> Flow:
    present, *moved, person_days, points = row
    return Flow(present, Movement(*moved), person_days, tuple(zip(ends, points or [], strict=True)))


def people_of(by: Actor, asked: Question, part: str) -> RawSQL:
    """Give the keys of the people that a part of a period's movement is made of."""
    select = f"SELECT person FROM spell, asked WHERE {PARTS[part]}"  # noqa: S608 — parts are written above
    return RawSQL(*_statement(by, [asked], select, [[]]))  # noqa: S611 — values go as parameters


def _statement(
    by: Actor, periods: list[Question], select: str, ends: list[list[date]]
) -> tuple[str, list[Any]]:
    asked = periods[0]
    whole, whole_params = _compiled(spans(by, terms(by, asked), asked, whole=True))
    days = [day for one, months in zip(periods, ends, strict=True) for day in (one.first, one.last, months)]
    params: list[Any] = [*days, *whole_params]
    rows = ", ".join(["(%s::date, %s::date, %s::date[])"] * len(periods))
    found = OF_ALL
    if asked.is_narrowed:
        told, more = _compiled(spans(by, narrowed(by, asked), asked, whole=False))
        found, params = OF_A_PART.format(inside=HELD.format(spans=told)), [*params, *more]
    return SPELLS.format(periods=rows, whole=HELD.format(spans=whole), spells=found) + select, params


def _compiled(rows: Any) -> tuple[str, list[Any]]:
    try:
        statement, params = rows.query.sql_with_params()
    except EmptyResultSet:
        return NONE, []
    return statement, list(params)
