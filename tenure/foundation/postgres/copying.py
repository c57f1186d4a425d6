"""Writes many new rows by COPY, which the database takes in several times as fast as INSERT."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.db.models import Model

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
Row = Sequence[Any]


def reserve(model: type[Model], count: int) -> list[int]:
    """Give keys for so many new rows, which nobody else gets."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [f'"{model._meta.db_table}"', model._meta.pk.column, count],
        )
        return [key for (key,) in cursor.fetchall()]


def insert(model: type[Model], columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Insert new rows of one model; constraints and triggers hold as ever.

    ``rows`` are the values of ``columns``, keys included; every other column takes its default.
    The rows are asked for while the database takes in those before, so that both work at once.
    """
    given = {one.attname: one for one in model._meta.concrete_fields}
    rest = [one for name, one in given.items() if name not in columns and not _is_left_to_the_database(one)]
    changes = [(at, _prepare(given[name])) for at, name in enumerate(columns) if not _is_plain(given[name])]
    makers = [_maker(one) for one in rest]
    quote = connection.ops.quote_name
    names = ", ".join(quote(str(one.column)) for one in [*(given[name] for name in columns), *rest])
    statement = f"COPY {quote(model._meta.db_table)} ({names}) FROM STDIN"
    with connection.cursor() as cursor, connection.wrap_database_errors, cursor.copy(statement) as copy:
        for row in rows:
            values = [*row, *(make() for make in makers)]
            for at, prepare in changes:
                values[at] = prepare(values[at])
            copy.write_row(values)


def _is_left_to_the_database(field: Any) -> bool:
    return bool(field.generated or field.has_db_default())


def _is_plain(field: Any) -> bool:
    if type(field) is ArrayField:
        return isinstance(field.base_field, PLAIN)
    return isinstance(field, PLAIN) or type(field) is models.DateField


def _prepare(field: Any) -> Callable[[Any], Any]:
    return lambda value: field.get_db_prep_save(value, connection)


def _maker(field: Any) -> Callable[[], Any]:
    """Give what makes the default of a column, anew for each row where that is a function."""
    prepare = _prepare(field)
    if callable(field.default):
        return field.get_default if _is_plain(field) else lambda: prepare(field.get_default())
    value = prepare(field.get_default())
    return lambda: value
