"""Reads what was believed at an instant: the rows as they stood, deleted ones too, by row history.

For as long as ``reading`` lasts, each query finds, under the name of each table that is kept in
history, the rows as they were known then. PostgreSQL does it: a named subquery in front of a
statement hides the table of the same name. Rights are not looked back at (``access.today``).

A transaction is known from the instant at which it was saved, whole; see ``Moment``.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from functools import cache
from typing import Any, Final
from uuid import UUID

from django.db import connection
from django.db.models import CharField, Field, GeneratedField, Model, QuerySet, TextField
from django.db.models.sql import Query
from django.db.models.sql.compiler import SQLCompiler
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from tenure.foundation.postgres.roles import quoted
from tenure.foundation.refusal import Refused

from .history import looking_back, past_of
from .protection import EPOCH, SAVING

FIRST: Final = "SELECT clock_timestamp(), (SELECT min(at) FROM audit_entry)"
OPEN: Final = "SELECT run, began_at FROM audit_moment WHERE tstzrange(began_at, ended_at) @> %s"
_presently: ContextVar[bool] = ContextVar("presently", default=False)
BEING_SAVED: Final = """
    SELECT EXISTS (
        SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND classid = %s AND objid::bigint <= %s
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
    )
"""

ROWS: Final = (
    "SELECT {columns} FROM public.{past} e {today} WHERE e.pgh_label <> 'delete' AND {e} AND NOT EXISTS "
    "(SELECT 1 FROM public.{past} n WHERE n.pgh_obj_id = e.pgh_obj_id AND n.pgh_id > e.pgh_id AND {n})"
)


class NoInstant(Refused):
    message = _(
        "As known takes a date and a time with its zone, such as 2025-04-05T12:00:00Z; “{given}” is none."
    )


class NotYetKnown(Refused):
    message = _("What will be known at {at} nobody knows yet. Choose an instant that has passed.")


class BeforeHistory(Refused):
    message = _("Nothing was known at {at}: the history begins at {first}.")


class BeingSaved(Refused):
    message = _("A change is being saved at this very moment. Ask again in a few seconds.")
    status = 409


@dataclass(frozen=True)
class Known:
    """An instant, and the transactions open then (run, began): what they wrote was not known yet."""

    at: datetime
    unsaved: tuple[tuple[UUID, datetime], ...] = ()

    def covers(self, row: str) -> str:
        """Say in SQL whether a line of history had been saved by then."""
        saved = f"{row}.pgh_created_at <= {_literal(self.at)}"
        open_then = (
            f" AND NOT ({row}.pgh_run = '{run}'::uuid AND {row}.pgh_created_at >= {_literal(began)})"
            for run, began in self.unsaved
        )
        return saved + "".join(open_then)


def read_instant(raw: str, zone: tzinfo | None = None) -> datetime:
    """Read an instant from an address; one without a zone is one of ``zone``, or else could be several."""
    try:
        found = parse_datetime(raw.strip().replace(" ", "+"))
    except ValueError:
        found = None
    if found is not None and found.tzinfo is None:
        found = found.replace(tzinfo=zone)
    if found is None or found.tzinfo is None or not 1 < found.year < 9999:
        raise NoInstant(given=raw[:40])
    return found


def known(at: datetime) -> Known:
    """Say what can be said of an instant, once and for all, or refuse in words.

    An instant is answered only when nothing can be added to it any more: it has passed, and no
    transaction that may be counted as saved by then is still on its way.
    """
    with connection.cursor() as cursor:
        cursor.execute(BEING_SAVED, [SAVING, int(at.timestamp()) - EPOCH])
        is_being_saved = cursor.fetchone()[0]
        cursor.execute(FIRST)
        now, first = cursor.fetchone()
        if at > now:
            raise NotYetKnown(at=_words(at))
        if first is None or at < first:
            raise BeforeHistory(at=_words(at), first=_words(first or now))
        if is_being_saved:
            raise BeingSaved
        cursor.execute(OPEN, [at])
        return Known(at, tuple((UUID(str(run)), began) for run, began in cursor.fetchall()))


@contextmanager
def reading(then: Known) -> Iterator[None]:
    """Let every query of this connection read what was known then; nothing can be changed meanwhile."""

    def look_back(execute: Callable[..., Any], sql: Any, params: Any, many: Any, context: Any) -> Any:
        is_past = isinstance(sql, str) and not _presently.get()
        return execute(_looking(sql, then) if is_past else sql, params, many, context)

    with connection.execute_wrapper(look_back):
        yield


@contextmanager
def presently() -> Iterator[None]:
    """Read what is true now, also within ``reading``: who has which rights, above all."""
    token = _presently.set(True)
    try:
        yield
    finally:
        _presently.reset(token)


def as_known(rows: QuerySet[Any], then: Known) -> QuerySet[Any]:
    """Give a queryset that reads what was known then, in every table that it touches."""
    found: QuerySet[Any] = rows.all()
    query: PastQuery = rows.query.chain(klass=PastQuery)  # type: ignore[assignment]
    query.then = then
    found.query = query
    return found


class PastCompiler(SQLCompiler):
    """Puts the rows of the past before the tables of today."""

    query: "PastQuery"

    def as_sql(self, *args: Any, **kwargs: Any) -> tuple[str, tuple[Any, ...]]:
        sql, params = super().as_sql(*args, **kwargs)
        return _looking(sql, self.query.then), params


class PastQuery(Query):
    """A query that reads what was known at an instant."""

    then: Known

    def get_compiler(self, *args: Any, **kwargs: Any) -> PastCompiler:
        plain = super().get_compiler(*args, **kwargs)
        return PastCompiler(self, plain.connection, plain.using, plain.elide_empty)


def _looking(sql: str, then: Known) -> str:
    if not sql.lstrip(" (\n").startswith("SELECT"):
        return sql
    named = {table: model for table, model in _tables().items() if f'"{table}"' in sql}
    if not named:
        return sql
    pasts = ", ".join(f'"{t}" AS NOT MATERIALIZED ({_rows(m, then)})' for t, m in named.items())
    return f"WITH {pasts} {sql}"


def _rows(model: type[Model], then: Known) -> str:
    """Select the rows of a table as they were known then: of each row the last line, unless it is a deletion."""
    columns, past, own = _columns(model)
    today = f"LEFT JOIN public.{own} t ON t.id = e.pgh_obj_id" if looking_back()[model] else ""
    return ROWS.format(columns=columns, past=past, today=today, e=then.covers("e"), n=then.covers("n"))


@cache
def _tables() -> dict[str, type[Model]]:
    return {model._meta.db_table: model for model in looking_back()}


@cache
def _columns(model: type[Model]) -> tuple[str, str, str]:
    kept = {field.column for field in past_of(model)._meta.concrete_fields}
    columns = (f'{_column(model, f, kept)} AS "{f.column}"' for f in model._meta.concrete_fields)
    return ", ".join(columns), quoted(past_of(model)._meta.db_table), quoted(model._meta.db_table)


def _column(model: type[Model], field: "Field[Any, Any]", kept: set[str | None]) -> str:
    column = field.column
    if isinstance(field, GeneratedField):
        if field.name != "valid":
            raise TypeError(f"{model.__name__}.{field.name} is generated: say here how it is in the past")
        return "daterange(e.valid_from, e.valid_until, '[)')"
    if field.primary_key:
        return "e.pgh_obj_id"  # the same, and there is an index on it
    if field.name == "version":
        return "0"
    if field.name not in looking_back()[model]:
        return f'e."{column}"'
    was = f'e."{column}"' if column in kept else "''" if isinstance(field, CharField | TextField) else "NULL"
    return f'COALESCE(t."{column}", {was})'


def _literal(at: datetime) -> str:
    return f"'{at.astimezone(UTC).isoformat()}'::timestamptz"


def _words(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
