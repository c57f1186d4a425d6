"""Brings a company in: the first ten thousand by the product's own import, the others as copies of their rows."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
from django.apps import apps
from django.db.models import GeneratedField, Model

from tenure.foundation import postgres
from tenure.foundation.exchange import run
from tenure.foundation.exchange.findings import answers
from tenure.shell.actor import system_actor

from . import company

PRESET = "employees-sample-db"
ACCEPTED = ("same_name", "head_works_elsewhere", "head_before_hire")
MAY = (
    "people.import",
    "people.edit",
    "people.edit_personal",
    "people.plan",
    "pay.edit",
    "organisation.edit",
    "organisation.view",
    "organisation.plan",
)
COPIED = (
    "organisation.Unit",
    "organisation.UnitTerm",
    "organisation.UnitLine",
    "people.Person",
    "people.PersonalDetails",
    "organisation.Position",
    "organisation.PositionTerm",
    "organisation.UnitHead",
    "people.Employment",
    "people.EmploymentTerm",
    "people.Assignment",
    "people.Pay",
    "people.ReportingLine",
)
KEYS = 10_000_000  # what the keys of a copy are moved by


def load(people: int) -> None:
    """Load a company into an empty database, history and all."""
    with tempfile.TemporaryDirectory() as room:
        company.write(Path(room), min(people, company.CUT))
        bring_in(Path(room))
    with psycopg.connect(postgres.dsn(postgres.Role.OWNER), autocommit=True) as owner:
        for turn in range(1, people // company.CUT):
            with owner.transaction():
                for model in copied():
                    owner.execute(_copy(model, turn))
                owner.execute(_found(turn))
        for model in copied():
            table = model._meta.db_table
            owner.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}")
        owner.execute("VACUUM ANALYZE")


def bring_in(folder: Path) -> None:
    """Import the six files of a company as ``tenure import`` does."""
    by = system_actor("bench", *MAY, channel="cli")
    tables = run.read_files([folder])
    order = run.Order(by.today, answers(accept=ACCEPTED))
    ready = run.prepare(tables, run.mapping_for(PRESET, tables), order, by=by)
    run.commit(ready, by=by)


def copied() -> list[type[Model]]:
    """Give the models whose rows make a company, each after those it refers to."""
    return [apps.get_model(label) for label in COPIED]


def columns(model: type[Model]) -> Iterator[Any]:
    """Give the columns of a table that hold what was written."""
    return (field for field in model._meta.concrete_fields if not isinstance(field, GeneratedField))


def _copy(model: type[Model], turn: int) -> str:
    fields = list(columns(model))
    names = ", ".join(f'"{field.column}"' for field in fields)
    values = ", ".join(_moved(model, field, turn) for field in fields)
    return f"INSERT INTO {model._meta.db_table} ({names}) SELECT {values} FROM {model._meta.db_table} WHERE id < {KEYS} ORDER BY id"


def _moved(model: type[Model], field: Any, turn: int) -> str:
    """Say in SQL what a column holds in a copy."""
    column = f'"{field.column}"'
    if field.primary_key or (field.is_relation and field.related_model in copied()):
        return f"{column} + {turn * KEYS}"
    if field.name == "uid":
        return "uuidv7()"
    if field.name == "path":
        return f"ARRAY(SELECT one + {turn * KEYS} FROM unnest(path) WITH ORDINALITY AS o(one, n) ORDER BY n)"
    number = f"(number::bigint + {turn * company.NUMBERS})::text"
    moved = {
        ("Person", "number"): number,
        ("Person", "folded"): f"replace(folded, number, {number})",
        ("Unit", "code"): f"code || '-{turn}'",
        ("UnitTerm", "name"): f"name || ' {turn}'",
        ("Position", "code"): f"code || '-{turn}'",
    }
    return moved.get((model.__name__, field.name), column)


def _found(turn: int) -> str:
    """Say to search what the copies are called."""
    return f"""
        INSERT INTO search_entry (kind, object_id, object_uid, title, subtitle, folded, tokens)
        SELECT e.kind, p.id, p.uid, e.title, e.subtitle, e.folded, e.tokens
        FROM search_entry e JOIN people_person p ON p.id = e.object_id + {turn * KEYS}
        WHERE e.kind = 'people.person' AND e.object_id < {KEYS}
    """
