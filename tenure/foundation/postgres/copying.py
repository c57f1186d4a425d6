"""Writes many new rows by COPY, which the database takes in several times as fast as INSERT."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.db.models import Model
from django.db.models.expressions import DatabaseDefault

# Their values go to the database as they are; others are prepared by their field.
PLAIN: Final = (
    models.AutoField,
    models.BigAutoField,
    models.BooleanField,
    models.CharField,
    models.DecimalField,
    models.ForeignKey,
    models.IntegerField,
    models.TextField,
    models.UUIDField,
)


def insert(model: type[Model], rows: Sequence[Any]) -> None:
    """Insert new rows of one model and give each its key; constraints and triggers hold as ever."""
    fields = [one for one in model._meta.concrete_fields if not _is_left_to_the_database(one, rows)]
    readers = [_reader(one) for one in fields]
    names = ", ".join(connection.ops.quote_name(str(one.column)) for one in fields)
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        for row, key in zip(rows, _keys(cursor, model, len(rows)), strict=True):
            row.pk = key
        statement = f"COPY {table} ({names}) FROM STDIN"
        with connection.wrap_database_errors, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row([read(row) for read in readers])
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


def _keys(cursor: Any, model: type[Model], count: int) -> list[int]:
    cursor.execute(
        "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
        [f'"{model._meta.db_table}"', model._meta.pk.column, count],
    )
    return [key for (key,) in cursor.fetchall()]


def _is_left_to_the_database(field: Any, rows: Sequence[Any]) -> bool:
    """Say whether the database works a column out; a default of its own holds for all rows or for none."""
    if field.generated:
        return True
    return field.has_db_default() and all(
        isinstance(getattr(one, field.attname), DatabaseDefault) for one in rows
    )


def _reader(field: Any) -> Callable[[Any], Any]:
    name = field.attname
    if isinstance(field, PLAIN) or (type(field) is models.DateField and not field.auto_now):
        return lambda row: getattr(row, name)
    if type(field) is ArrayField and isinstance(field.base_field, PLAIN):
        return lambda row: getattr(row, name)
    return lambda row: field.get_db_prep_save(field.pre_save(row, add=True), connection)
