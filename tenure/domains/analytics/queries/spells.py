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
WITH asked AS (
    SELECT %s::date AS first, %s::date AS last, %s::date[] AS ends_of_months
), whole AS (
    {whole}
), inside AS (
    {inside}
), spell AS (
    SELECT person, lower(one) AS starts, upper(one) AS ends,
        NOT whole.held @> (lower(one) - 1) AS is_hire,
        upper(one) IS NOT NULL AND NOT whole.held @> upper(one) AS is_leaver
    FROM inside CROSS JOIN LATERAL unnest(inside.held) AS one JOIN whole USING (person)
)
"""
HELD: Final = """SELECT person, range_agg(days) AS held FROM ({spans}) AS s(person, days)
    WHERE NOT isempty(days) GROUP BY person"""
ALL_OF_IT: Final = "SELECT person, held FROM whole"
PARTS: Final = {
    "present": "starts <= last AND (ends IS NULL OR ends > last)",
    "opening": "starts < first AND (ends IS NULL OR ends > first)",
    "hires": "is_hire AND starts BETWEEN first AND last",
    "transfers_in": "NOT is_hire AND starts BETWEEN first AND last",
    "leavers": "is_leaver AND ends - 1 BETWEEN first AND last",
    "transfers_out": "NOT is_leaver AND ends - 1 BETWEEN first AND last",
    "closing": "starts <= last AND (ends IS NULL OR ends > last + 1)",
}
# How many month ends lie before a spell, and how many before its end: two numbers a spell, whatever the period.
COUNTS: Final = f"""
, step AS MATERIALIZED (
    SELECT at, sum(by) AS by FROM spell, asked, LATERAL (VALUES
        (width_bucket(starts - 1, ends_of_months), 1), (width_bucket(ends - 2, ends_of_months), -1)
    ) AS v(at, by) WHERE at IS NOT NULL GROUP BY at
)
SELECT {", ".join(f"count(*) FILTER (WHERE {where})" for where in PARTS.values())},
    coalesce(sum(greatest(0, least(coalesce(ends, last + 1), last + 1) - greatest(starts, first))), 0),
    (SELECT array_agg((SELECT coalesce(sum(by), 0)::bigint FROM step WHERE at < n) ORDER BY n)
        FROM asked, generate_subscripts(ends_of_months, 1) AS n)
FROM spell, asked
"""  # noqa: S608 — every part is written above


@dataclass(frozen=True)
class Flow:
    """How many were here and how that moved, over a period; ``points`` are month-end headcounts after leavers."""

    present: int
    moved: Movement
    person_days: int
    points: tuple[tuple[date, int], ...]


def flow(by: Actor, asked: Question) -> Flow:
    """Count a period in one statement."""
    ends = months_between(asked.first, asked.last)
    with connection.cursor() as cursor:
        cursor.execute(*_statement(by, asked, COUNTS, ends))
        *counts, person_days, points = cursor.fetchone()
    present, *moved = counts
    return Flow(present, Movement(*moved), person_days, tuple(zip(ends, points or [], strict=True)))


def people_of(by: Actor, asked: Question, part: str) -> RawSQL:
    """Give the keys of the people that a part of a period's movement is made of."""
    select = f"SELECT person FROM spell, asked WHERE {PARTS[part]}"  # noqa: S608 — parts are written above
    return RawSQL(*_statement(by, asked, select, []))  # noqa: S611 — values go as parameters


def _statement(by: Actor, asked: Question, select: str, ends: list[date]) -> tuple[str, list[Any]]:
    whole, whole_params = _compiled(spans(by, terms(by, asked), asked, whole=True))
    params = [asked.first, asked.last, ends, *whole_params]
    inside = ALL_OF_IT
    if asked.is_narrowed:
        told, more = _compiled(spans(by, narrowed(by, asked), asked, whole=False))
        inside, params = HELD.format(spans=told), [*params, *more]
    return SPELLS.format(whole=HELD.format(spans=whole), inside=inside) + select, params


def _compiled(rows: Any) -> tuple[str, list[Any]]:
    try:
        statement, params = rows.query.sql_with_params()
    except EmptyResultSet:
        return NONE, []
    return statement, list(params)
