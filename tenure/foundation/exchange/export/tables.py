"""Which tables an export holds, and how each of their columns is written."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Field, Model
from pghistory.models import Event

from tenure.foundation.audit.history import is_tracked, past_of
from tenure.foundation.records.sensitivity import Retention, Sensitivity

from .sealed import openings

NEVER: Final = frozenset({"password", "token_hash", "secret_hash"})
PRODUCT: Final = "tenure."


@dataclass(frozen=True)
class Column:
    """One column of a table: its name in the file, the SQL that reads it, its type for a schema."""

    name: str
    sql: str
    kind: str
    form: str = ""
    nullable: bool = False
    points_to: str = ""
    about: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """One table of an export: what a row is, its columns, and the SQL of its rows."""

    name: str
    about: str
    columns: tuple[Column, ...]
    sql: str
    key: str
    model: type[Model]
    sensitivity: str

    @property
    def path(self) -> str:
        return f"{self.name}.csv"


def tables(*, history: bool = False) -> list[Table]:
    """Give every table that holds facts: not machinery, and nothing that is derived."""
    found = [_table(model) for model in apps.get_models() if _holds_facts(model)]
    past = [_past(one.model, one) for one in found if is_tracked(one.model)]
    rescinded = [one for one in past if one.name.endswith(".rescinded")]
    states = [_states(one.model, one) for one in found if is_tracked(one.model)] if history else []
    return [*found, *rescinded, *states]


def _holds_facts(model: type[Model]) -> bool:
    if not model.__module__.startswith(PRODUCT) or issubclass(model, Event) or model._meta.proxy:
        return False
    sensitivity = getattr(model, "sensitivity", Sensitivity.SYSTEM)
    return sensitivity != Sensitivity.SYSTEM and getattr(model, "retention", None) != Retention.TECHNICAL


def _table(model: type[Model]) -> Table:
    columns, joins = _columns(model, "t")
    source = f"{_q(model._meta.db_table)} t {' '.join(joins)}"
    order = f"t.{_q(str(model._meta.pk.column))}"
    return Table(
        _name(model),
        _about(model),
        columns,
        _select(columns, source, order),
        columns[0].name,
        model,
        _class(model),
    )


def _past(model: type[Model], table: Table) -> Table:
    """Give the rows that were taken out of a table: rescinded, ended or never in force."""
    dated = any(field.name == "valid_from" for field in model._meta.fields)
    words = "Rows that were taken out again: rescinded, replaced by an import, or of no length. "
    if not dated:
        return table
    columns, source = _past_columns(model)
    sql = _select(columns, f"{source} WHERE t.pgh_label = 'delete'", "t.pgh_id")
    return Table(f"{table.name}.rescinded", words + table.about, columns, sql, "", model, table.sensitivity)


def _states(model: type[Model], table: Table) -> Table:
    """Give every state that any row of a table was ever in."""
    columns, source = _past_columns(model)
    sql = _select(columns, source, "t.pgh_id")
    return Table(
        f"{table.name}.history", "Every state of: " + table.about, columns, sql, "", model, table.sensitivity
    )


def _past_columns(model: type[Model]) -> tuple[tuple[Column, ...], str]:
    past = past_of(model)
    own = [field for field in past._meta.concrete_fields if not field.name.startswith("pgh_")]
    columns, joins = _columns(model, "t", own)
    about = (
        Column("act", "t.pgh_label", "string", about="insert, update or delete"),
        Column(
            "at",
            "to_char(t.pgh_created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')",
            "string",
            "date-time",
        ),
        Column("run", "t.pgh_run::text", "string", about="The run of the trail entry that says who and why."),
    )
    return (*columns, *about), f"{_q(past._meta.db_table)} t {' '.join(joins)}"


def _columns(
    model: type[Model], alias: str, fields: "Iterable[Field[Any, Any]]" = ()
) -> tuple[tuple[Column, ...], list[str]]:
    joins: list[str] = []
    out: list[Column] = []
    for field in fields or model._meta.concrete_fields:
        if field.name in NEVER or isinstance(field, models.GeneratedField):
            continue
        if field.name == "id" and any(one.name == "uid" for one in model._meta.fields):
            continue
        out.append(_column(model, field, alias, joins))
    return tuple(sorted(out, key=lambda one: one.name != "uid")), joins


def _column(model: type[Model], field: "Field[Any, Any]", alias: str, joins: list[str]) -> Column:
    target = field.related_model
    if (
        field.is_relation
        and isinstance(target, type)
        and any(one.name == "uid" for one in target._meta.fields)
    ):
        join = f"j{len(joins)}"
        joins.append(
            f"LEFT JOIN {_q(target._meta.db_table)} {join} ON {join}.id = {alias}.{_q(str(field.column))}"
        )
        return Column(
            field.name, f"{join}.uid::text", "string", "uuid", field.null, _name(target), _help(field)
        )
    raw = f"{alias}.{_q(str(field.column))}"
    sql, kind, form = _form(field, raw)
    sealed = {one.column for one in openings(model)}
    name = field.name.removesuffix("_sealed") if field.name in sealed else field.name
    choices = tuple(str(value) for value, _words in field.flatchoices)
    return Column(name, sql, kind, form, field.null, about=_help(field), choices=choices)


def _form(field: "Field[Any, Any]", raw: str) -> tuple[str, str, str]:  # noqa: PLR0911 — one line a kind of column
    """Give SQL, JSON type and format of a column."""
    match field:
        case models.DateTimeField():
            return (
                f"to_char({raw} AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')",
                "string",
                "date-time",
            )
        case models.DateField():
            return f"{raw}::text", "string", "date"
        case models.BooleanField():
            return f"{raw}::text", "boolean", ""
        case models.DecimalField():
            return f"trim_scale({raw})::text", "number", ""
        case models.IntegerField() | models.AutoField() | models.ForeignKey():
            return f"{raw}::text", "integer", ""
        case models.UUIDField():
            return f"{raw}::text", "string", "uuid"
        case models.BinaryField():
            return f"encode({raw}, 'hex')", "string", ""
        case ArrayField():
            return f"to_json({raw})::text", "array", ""
        case models.JSONField():
            return f"{raw}::text", "object", ""
    return f"{raw}::text", "string", ""


def _select(columns: Iterable[Column], source: str, order: str) -> str:
    chosen = ", ".join(f"{one.sql} AS {_q(one.name)}" for one in columns)
    return f"SELECT {chosen} FROM {source} ORDER BY {order}"  # noqa: S608 — names of our own tables and columns


def _name(model: type[Model]) -> str:
    return f"{model._meta.app_label}.{model._meta.model_name}"


def _about(model: type[Model]) -> str:
    return " ".join((model.__doc__ or "").split())


def _help(field: "Field[Any, Any]") -> str:
    match field.name:
        case "valid_from":
            return "The first day on which the row holds."
        case "valid_until":
            return "The first day on which the row holds no more (half-open); empty while it goes on."
    return str(field.help_text)


def _class(model: type[Model]) -> str:
    return str(getattr(model, "sensitivity", ""))


def _q(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
