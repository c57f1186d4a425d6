"""Definitions for programs: the fields and tables of the company's own."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema, Status
from pydantic import ConfigDict, Field

from tenure.foundation.access import Actor
from tenure.foundation.http.api import Resource, etag, matched, mount
from tenure.foundation.http.api.routes import WRITE_PROBLEMS

from . import actions
from .access import CONFIGURE, SEE
from .lists import Roles
from .models import CustomField, CustomTable

Text = Annotated[str, Field(max_length=300, pattern=r"^[^\x00-\x1f\x7f]*$")]


class OptionOut(Schema):
    """One thing that can be chosen; a retired one is no longer offered."""

    code: str
    label: str
    labels: dict[str, str]
    retired: bool


class DefinitionOut(Schema):
    uid: UUID
    host: str
    code: str
    label: str
    labels: dict[str, str]
    help_text: str
    level: str
    own_list: bool
    see: str
    edit: str
    dated: bool
    order: int
    retired: bool


class CustomFieldOut(DefinitionOut):
    """A field; ``table`` is null, or the table whose column it is."""

    table: UUID | None
    kind: str
    unit: str
    required: bool
    searchable: bool
    least: Decimal | None
    most: Decimal | None
    earliest: date | None
    latest: date | None
    longest: int | None
    mask: str
    options: list[OptionOut]

    @staticmethod
    def resolve_table(row: Any) -> UUID | None:
        return row.table.uid if row.table else None


class CustomTableOut(DefinitionOut):
    """A table; its columns are the custom fields with its ``table``."""


class OptionIn(Schema):
    model_config = ConfigDict(extra="forbid")

    label: Text
    code: Annotated[str, Field(max_length=60)] = ""
    labels: dict[str, str] | None = None
    retired: bool = False


class RolesIn(Schema):
    model_config = ConfigDict(extra="forbid")

    see: list[str] = Field(default_factory=list)
    edit: list[str] = Field(default_factory=list)


class DefinitionIn(Schema):
    """What can be said of a definition; what is left out stays as it is."""

    model_config = ConfigDict(extra="forbid")

    label: Text | None = None
    labels: dict[str, str] | None = None
    help_text: Text | None = None
    level: Text | None = None
    own_list: bool | None = None
    dated: bool | None = None
    order: Annotated[int, Field(ge=0, le=999)] | None = None
    retired: bool | None = None
    roles: RolesIn | None = None

    def facts(self) -> dict[str, Any]:
        """Give the facts that were sent, as verbs take them."""
        left_out = {"host", "code", "table", "retired", "roles", "options", "accept"}
        return self.model_dump(exclude_unset=True, exclude=left_out)

    def list(self) -> Roles | None:
        """Give the own list that was sent."""
        return Roles(tuple(self.roles.see), tuple(self.roles.edit)) if self.roles else None


class FieldIn(DefinitionIn):
    kind: Text | None = None
    unit: Annotated[str, Field(max_length=20)] | None = None
    required: bool | None = None
    searchable: bool | None = None
    least: Decimal | None = None
    most: Decimal | None = None
    earliest: date | None = None
    latest: date | None = None
    longest: int | None = None
    mask: Annotated[str, Field(max_length=60)] | None = None
    options: Sequence[OptionIn] | None = None
    accept: bool = False

    def choices(self) -> Sequence[actions.Choice] | None:
        """Give the options that were sent."""
        if self.options is None:
            return None
        return [actions.Choice(one.label, one.code, one.retired, one.labels) for one in self.options]


class NewFieldIn(FieldIn):
    host: Text
    label: Text
    kind: Text
    code: Annotated[str, Field(max_length=40)] = ""
    table: UUID | None = None


class NewTableIn(DefinitionIn):
    host: Text
    label: Text
    code: Annotated[str, Field(max_length=40)] = ""


class Made(Schema):
    """What a write made or changed."""

    uid: UUID


MADE: Any = {201: Made, **WRITE_PROBLEMS}
CHANGED: Any = {200: Made, **WRITE_PROBLEMS}
GONE: Any = {204: None, **WRITE_PROBLEMS}
BY_PLACE = {"order": "order", "label": "label", "code": "code"}


def _fields(rows: QuerySet[Any], _by: Actor, _day: date) -> QuerySet[Any]:
    return rows.select_related("table").prefetch_related("options")


FIELDS = Resource(
    "custom-fields",
    CustomField,
    CustomFieldOut,
    SEE,
    filters={"host": (str, "host"), "table": (UUID, "table__uid"), "retired": (bool, "retired")},
    sort=BY_PLACE,
    prepare=_fields,
)
TABLES = Resource(
    "custom-tables",
    CustomTable,
    CustomTableOut,
    SEE,
    filters={"host": (str, "host"), "retired": (bool, "retired")},
    sort=BY_PLACE,
)
verbs = Router(tags=["custom fields"])


def router() -> Router:
    """Build the routes of definitions."""
    for resource in (FIELDS, TABLES):
        mount(verbs, resource)
    return verbs


@verbs.post("/custom-fields", response=MADE, summary="Make a field, or a column of a table")
def make_field(request: HttpRequest, response: HttpResponse, data: NewFieldIn) -> Any:
    given = {"table": data.table, "code": data.code, "options": data.choices() or (), "roles": data.list()}
    row = actions.make_field(data.host, by=_actor(request), **given, **data.facts())  # type: ignore[arg-type]
    return _tell(response, row, 201)


@verbs.patch("/custom-fields/{uuid:uid}", response=CHANGED, summary="Change a field, or retire it")
def change_field(request: HttpRequest, response: HttpResponse, uid: UUID, data: FieldIn) -> Any:
    by = _actor(request)
    with matched(request) as version:
        row: Any = CustomField.objects.allowed(by, CONFIGURE).get(uid=uid)
        if data.retired is None or data.facts() or data.roles or data.options is not None:
            row = actions.change_field(
                uid, version=version, accept=data.accept, options=data.choices(), roles=data.list(), by=by,
                **data.facts(),
            )  # fmt: skip
    if data.retired is not None:
        row = actions.retire(CustomField, uid, retired=data.retired, by=by)
    return _tell(response, row)


@verbs.delete("/custom-fields/{uuid:uid}", response=GONE, summary="Remove a field that never held anything")
def remove_field(request: HttpRequest, uid: UUID) -> Any:
    with matched(request) as version:
        actions.remove(CustomField, uid, version=version, by=_actor(request))
    return Status(204, None)


@verbs.post("/custom-tables", response=MADE, summary="Make a table")
def make_table(request: HttpRequest, response: HttpResponse, data: NewTableIn) -> Any:
    by = _actor(request)
    row = actions.make_table(data.host, code=data.code, roles=data.list(), by=by, **data.facts())
    return _tell(response, row, 201)


@verbs.patch("/custom-tables/{uuid:uid}", response=CHANGED, summary="Change a table, or retire it")
def change_table(request: HttpRequest, response: HttpResponse, uid: UUID, data: DefinitionIn) -> Any:
    by = _actor(request)
    with matched(request) as version:
        row: Any = CustomTable.objects.allowed(by, CONFIGURE).get(uid=uid)
        if data.retired is None or data.facts() or data.roles:
            row = actions.change_table(uid, version=version, roles=data.list(), by=by, **data.facts())
    if data.retired is not None:
        row = actions.retire(CustomTable, uid, retired=data.retired, by=by)
    return _tell(response, row)


@verbs.delete("/custom-tables/{uuid:uid}", response=GONE, summary="Remove a table that never held a row")
def remove_table(request: HttpRequest, uid: UUID) -> Any:
    with matched(request) as version:
        actions.remove(CustomTable, uid, version=version, by=_actor(request))
    return Status(204, None)


def _actor(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined, no-any-return]


def _tell(response: HttpResponse, row: Any, status: int = 200) -> Any:
    response["ETag"] = etag(row)
    return Status(status, {"uid": row.uid})
