"""Values and rows of what HR made, for programs."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Schema, Status

from tenure.domains.organisation.api.schemas import Ref
from tenure.domains.organisation.scopes import embargo, knowing, told_end
from tenure.domains.people import actions, models, queries
from tenure.foundation.access import Actor
from tenure.foundation.fields.access import SEE
from tenure.foundation.fields.keeping import When
from tenure.foundation.fields.kinds import as_json
from tenure.foundation.fields.models import ALWAYS
from tenure.foundation.http.api import Resource, matched

from . import inputs
from .writes import CHANGED, GONE, MADE, _actor, _tell, router


class CustomOut(Schema):
    """``valid_from`` is null where the field or table has no dates."""

    uid: UUID
    person: Ref
    valid_from: date | None
    valid_until: date | None

    @staticmethod
    def resolve_valid_from(row: Any) -> date | None:
        return None if row.valid_from == ALWAYS else row.valid_from

    @staticmethod
    def resolve_valid_until(row: Any) -> date | None:
        return told_end(row)


class CustomValueOut(CustomOut):
    """What one field that HR made says of a person, for a time."""

    field: str
    value: Any
    reason: str

    @staticmethod
    def resolve_field(row: Any) -> str:
        return str(row.field.code)

    @staticmethod
    def resolve_value(row: Any) -> Any:
        return as_json(row.plain())


class CustomRowOut(CustomOut):
    """One row of a table that HR made, about a person."""

    table: str
    cells: dict[str, Any]

    @staticmethod
    def resolve_table(row: Any) -> str:
        return str(row.table.code)

    @staticmethod
    def resolve_cells(row: Any) -> Any:
        return row.told()


class CustomChangeIn(inputs.Reasoned):
    """From ``on`` the field says this."""

    field: inputs.Text
    value: Any = None
    on: date


class CustomCorrectionIn(inputs.Facts):
    value: Any = None
    why: inputs.Words = ""


class CustomRescissionIn(inputs.Facts):
    why: inputs.Words = ""


class CustomRowIn(inputs.Facts):
    """Cells by the codes of their columns; dates only where the table has them."""

    cells: dict[str, Any]
    valid_from: date | None = None
    valid_until: date | None = None


class NewCustomRowIn(CustomRowIn):
    table: inputs.Text


def _logged(what: str) -> Any:
    def log(rows: Sequence[Any], by: Actor, _day: date) -> None:
        logged = [row for row in rows if getattr(row, what).is_logged]
        queries.log_custom(logged, by, {getattr(row, what).code for row in logged})

    return log


def _rows(rows: QuerySet[Any], by: Actor, _day: date) -> QuerySet[Any]:
    return knowing(rows, by)


OF_PERSON = {"person": (UUID, "person__uid"), "number": (str, "person__number")}
BY_DAY = {"valid_from": "valid_from", "person": "person__sort_key"}
CUSTOM = (
    Resource(
        "custom-values",
        models.PersonValue,
        CustomValueOut,
        SEE,
        filters=OF_PERSON | {"field": (str, "field__code")},
        sort=BY_DAY,
        dated=True,
        related=("person", "field"),
        attach=_logged("field"),
        **embargo(models.PersonValue),
    ),
    Resource(
        "custom-rows",
        models.PersonRow,
        CustomRowOut,
        SEE,
        filters=OF_PERSON | {"table": (str, "table__code")},
        sort=BY_DAY,
        related=("person", "table"),
        prepare=_rows,
        attach=_logged("table"),
    ),
)


@router.post("/people/{uuid:uid}/custom-values", response=MADE, summary="Change a custom field from a day on")
def change_custom(request: HttpRequest, response: HttpResponse, uid: UUID, data: CustomChangeIn) -> Any:
    when = When(data.on, data.reason, data.why)
    row = actions.change_custom(uid, code=data.field, value=data.value, when=when, by=_actor(request))
    return _tell(response, row, 201)


@router.post("/custom-values/{uuid:uid}/corrections", response=MADE, summary="Correct a custom value")
def correct_custom(request: HttpRequest, response: HttpResponse, uid: UUID, data: CustomCorrectionIn) -> Any:
    by = _actor(request)
    with matched(request) as version:
        row = actions.correct_custom(uid, value=data.value, why=data.why, version=version, by=by)
    return _tell(response, row, 201)


@router.post("/custom-values/{uuid:uid}/rescission", response=GONE, summary="Take back a custom value")
def rescind_custom(request: HttpRequest, uid: UUID, data: CustomRescissionIn) -> Any:
    with matched(request) as version:
        actions.rescind_custom(uid, why=data.why, version=version, by=_actor(request))
    return Status(204, None)


@router.post("/people/{uuid:uid}/custom-rows", response=MADE, summary="Add a row to a custom table")
def add_custom_row(request: HttpRequest, response: HttpResponse, uid: UUID, data: NewCustomRowIn) -> Any:
    span = (data.valid_from, data.valid_until)
    row = actions.add_custom_row(uid, table=data.table, cells=data.cells, span=span, by=_actor(request))
    return _tell(response, row, 201)


@router.patch("/custom-rows/{uuid:uid}", response=CHANGED, summary="Change a row of a custom table")
def update_custom_row(request: HttpRequest, response: HttpResponse, uid: UUID, data: CustomRowIn) -> Any:
    by = _actor(request)
    dated = {"valid_from", "valid_until"} & data.model_fields_set
    span = (data.valid_from, data.valid_until) if dated else None
    with matched(request) as version:
        row = actions.update_custom_row(uid, cells=data.cells, span=span, version=version, by=by)
    return _tell(response, row)


@router.delete("/custom-rows/{uuid:uid}", response=GONE, summary="Take out a row of a custom table")
def remove_custom_row(request: HttpRequest, uid: UUID) -> Any:
    with matched(request) as version:
        actions.remove_custom_row(uid, version=version, by=_actor(request))
    return Status(204, None)
