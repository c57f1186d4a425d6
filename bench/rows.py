"""Imports files and writes down the rows that came of it; copies such rows in, triggers and all."""

from pathlib import Path

from django.apps import apps
from django.db import connection, transaction
from django.db.models import Model

from . import loading
from .measure import seconds

BESIDE = ("organisation.LegalEntity",)
AFTER = ("search.Entry",)


def bring_in(files: Path, rows: Path) -> float:
    """Import, tell how long it took, and keep what was written."""
    took = seconds(lambda: loading.bring_in(files))
    with connection.cursor() as cursor:
        for model in _written():
            statement = f"COPY (SELECT {_columns(model)} FROM {model._meta.db_table} ORDER BY id) TO STDOUT"
            with (rows / model._meta.db_table).open("wb") as file, cursor.copy(statement) as out:
                file.writelines(map(bytes, out))
    return took


def copy_in(rows: Path) -> float:
    """Copy the rows as one transaction of the application, under every constraint and trigger."""

    def work() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            for model in _written():
                statement = f"COPY {model._meta.db_table} ({_columns(model)}) FROM STDIN"
                with (rows / model._meta.db_table).open("rb") as file, cursor.copy(statement) as into:
                    while part := file.read(1 << 20):
                        into.write(part)

    return seconds(work)


def _written() -> list[type[Model]]:
    before, after = ([apps.get_model(label) for label in labels] for labels in (BESIDE, AFTER))
    return [*before, *loading.copied(), *after]


def _columns(model: type[Model]) -> str:
    return ", ".join(f'"{field.column}"' for field in loading.columns(model))
