"""Keeps rights on the tables of today while the rest of a statement reads what was once believed.

A statement about the past reads, under the name of each table, the rows believed then. Whatever a
policy asks beside the row itself names its tables in full, and so reads what is true today.
"""

import re
from copy import copy
from typing import Any, Final

from django.db.models import Q, QuerySet, Subquery
from django.db.models.sql import Query
from django.db.models.sql.compiler import SQLCompiler

_TABLE: Final = re.compile(r'\b(FROM|JOIN) "(?!public"\.)')  # a query inside may be named in full already


class TodayCompiler(SQLCompiler):
    """Writes a statement whose tables are named in full."""

    def as_sql(self, *args: Any, **kwargs: Any) -> tuple[str, tuple[Any, ...]]:
        sql, params = super().as_sql(*args, **kwargs)
        return _TABLE.sub(r'\1 "public"."', sql), params


class TodayQuery(Query):
    """A query that reads today's rows, wherever it stands."""

    def get_compiler(self, *args: Any, **kwargs: Any) -> TodayCompiler:
        plain = super().get_compiler(*args, **kwargs)
        return TodayCompiler(self, plain.connection, plain.using, plain.elide_empty)


def of_today(condition: Q) -> Q:
    """Let every query inside a condition read today's rows; the row in question is left as it is."""
    parts = [_part(one) for one in condition.children]
    if all(new is old for new, old in zip(parts, condition.children, strict=True)):
        return condition
    made: Q = condition.create(parts, condition.connector, condition.negated)
    return made


def _part(part: Any) -> Any:
    if isinstance(part, Q):
        return of_today(part)
    if isinstance(part, tuple):
        value = _value(part[1])
        return part if value is part[1] else (part[0], value)
    return _value(part)


def _value(value: Any) -> Any:
    if isinstance(value, QuerySet):
        rows = value.all()
        rows.query = _pinned(rows.query)
        return rows
    if isinstance(value, Query):
        return _pinned(value)
    if isinstance(value, Subquery):
        own = copy(value)
        own.query = _pinned(value.query)
        return own
    return _inside(value) if hasattr(value, "get_source_expressions") else value


def _inside(expression: Any) -> Any:
    sources = expression.get_source_expressions()
    parts = [one if one is None else _part(one) for one in sources]
    if all(new is old for new, old in zip(parts, sources, strict=True)):
        return expression
    own = expression.copy()
    own.set_source_expressions(parts)
    return own


def _pinned(query: Query) -> Query:
    return query.chain(klass=TodayQuery) if type(query) is Query else query
