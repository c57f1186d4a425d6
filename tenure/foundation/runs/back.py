"""Puts rows back to what they were before a run, set by set; row history writes that down as well.

What becomes shorter goes first, so that no two dated rows of an owner ever hold at once. Foreign
keys are checked when all is back.
"""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import connection
from django.db.models import GeneratedField, Model

from tenure.foundation.audit.history import past_of
from tenure.foundation.effective.models import Effective

from .reading import Deeds
from .registry import columns_to, is_derived, refill_of

UNKEPT: Final = frozenset({"id", "version"})


def put_back(deeds: Sequence[Deeds], run: UUID) -> None:
    """Take out what the run made, give what it changed and removed the values from before."""
    for one in deeds:
        _drop_derived(one)
    for one in deeds:
        _execute(f'DELETE FROM "{_table(one)}" WHERE id = ANY(%s)', list(one.made))  # noqa: S608
    for one in deeds:
        _shorten(one, run)
    for one in deeds:
        _change(one, run, "")
        _bring_back(one, run)
        _refill(one)


def _drop_derived(one: Deeds) -> None:
    """Take out derived rows of what goes: they are worked out again, or by the next job that does so."""
    for other, column in columns_to(one.model) if one.made else ():
        if is_derived(other):
            sql = f'DELETE FROM "{other._meta.db_table}" WHERE "{column}" = ANY(%s)'  # noqa: S608 — names of our own
            _execute(sql, list(one.made))


def check() -> None:
    """Let the database check now that every row points at one that is there."""
    _execute("SET CONSTRAINTS ALL IMMEDIATE")
    _execute("SET CONSTRAINTS ALL DEFERRED")


def without_past(deeds: Sequence[Deeds], run: UUID) -> int:
    """Count the rows of which history does not know what they were before the run."""
    missing = 0
    for one in deeds:
        wanted = one.changed | one.removed
        if wanted:
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT count(*) FROM ({_before(one)}) was", _keys(one, run, wanted))  # noqa: S608
                missing += len(wanted) - cursor.fetchone()[0]
    return missing


def _before(one: Deeds) -> str:
    """Select the last state of each row before the run first touched it."""
    table = past_of(one.model)._meta.db_table
    return f"""
        SELECT DISTINCT ON (past.pgh_obj_id) past.*
        FROM "{table}" past
        JOIN (
            SELECT pgh_obj_id, min(pgh_id) AS first FROM "{table}"
            WHERE pgh_run = %s AND pgh_obj_id = ANY(%s) GROUP BY pgh_obj_id
        ) mine ON past.pgh_obj_id = mine.pgh_obj_id AND past.pgh_id < mine.first
        ORDER BY past.pgh_obj_id, past.pgh_id DESC
    """  # noqa: S608 — the name of a table of our own


def _shorten(one: Deeds, run: UUID) -> None:
    """Give up the days that a row will no longer have; of others, keep those it had and will have."""
    if not (one.changed and _excludes(one.model)):
        return
    within = "AND was.valid_from >= row.valid_from AND was.last <= COALESCE(row.valid_until, 'infinity')"
    _change(one, run, within)
    sql = f"""
        UPDATE "{_table(one)}" row
        SET valid_from = GREATEST(row.valid_from, was.valid_from),
            valid_until = GREATEST(
                LEAST(row.valid_until, was.valid_until), GREATEST(row.valid_from, was.valid_from))
        FROM ({_before(one)}) was
        WHERE row.id = was.pgh_obj_id AND (
            COALESCE(row.valid_until, 'infinity') > COALESCE(was.valid_until, 'infinity')
            OR row.valid_from < was.valid_from)
    """  # noqa: S608 — the name of a table of our own
    _execute(sql, *_keys(one, run, one.changed))


def _excludes(model: type[Model]) -> bool:
    return any(isinstance(one, ExclusionConstraint) for one in model._meta.constraints)


def _change(one: Deeds, run: UUID, only: str) -> None:
    """Set the kept columns to what they were, where they differ."""
    if not one.changed:
        return
    names = _columns(one.model)
    now, then = (", ".join(f'{side}."{name}"' for name in names) for side in ("row", "was"))
    told = ", ".join(f'"{name}" = was."{name}"' for name in names)
    last = ", COALESCE(valid_until, 'infinity') AS last" if issubclass(one.model, Effective) else ""
    sql = f"""
        UPDATE "{_table(one)}" row SET {told}, version = row.version + 1
        FROM (SELECT *{last} FROM ({_before(one)}) state) was
        WHERE row.id = was.pgh_obj_id AND ROW({now}) IS DISTINCT FROM ROW({then}) {only}
    """  # noqa: S608 — names of our own
    _execute(sql, *_keys(one, run, one.changed))


def _bring_back(one: Deeds, run: UUID) -> None:
    if not one.removed:
        return
    names = [*_columns(one.model), *_unknown(one.model)]
    given = [f'was."{name}"' for name in _columns(one.model)] + ["''" for _name in _unknown(one.model)]
    told = ", ".join(f'"{name}"' for name in names)
    sql = f"""
        INSERT INTO "{_table(one)}" (id, version, {told})
        SELECT was.pgh_obj_id, 1, {", ".join(given)} FROM ({_before(one)}) was
    """  # noqa: S608 — names of our own
    _execute(sql, *_keys(one, run, one.removed))


def _refill(one: Deeds) -> None:
    told = refill_of(one.model)
    keys = one.changed | one.removed
    if told is None or not keys:
        return
    fill, columns = told
    rows: list[Any] = list(one.model._default_manager.filter(pk__in=keys))
    for row in rows:
        fill(row)
    one.model._default_manager.bulk_update(rows, list(columns), batch_size=1000)


def _columns(model: type[Model]) -> list[str]:
    kept = {field.name for field in past_of(model)._meta.concrete_fields}
    return [
        str(field.column)
        for field in model._meta.concrete_fields
        if field.name in kept and field.name not in UNKEPT
    ]


def _unknown(model: type[Model]) -> list[str]:
    """Name the columns that history does not keep and that are worked out again."""
    known = {*_columns(model), *UNKEPT}
    fields = model._meta.concrete_fields
    return [str(f.column) for f in fields if not isinstance(f, GeneratedField) and f.column not in known]


def _keys(one: Deeds, run: UUID, keys: frozenset[int]) -> list[Any]:  # noqa: ARG001 — one signature for all
    return [run, list(keys)]


def _table(one: Deeds) -> str:
    return one.model._meta.db_table


def _execute(sql: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, list(values) or None)
