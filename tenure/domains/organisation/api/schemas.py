"""What the API tells of the organisation."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from ninja import Schema
from pydantic import BeforeValidator

from tenure.domains.organisation.scopes import told_end
from tenure.foundation.records.models import Record


class RefOut(Schema):
    """Another record: its identifier and what people call it."""

    uid: UUID
    name: str


def _point(value: Any) -> Any:
    return {"uid": value.uid, "name": str(value)} if isinstance(value, Record) else value


Ref = Annotated[RefOut, BeforeValidator(_point)]


class LegalEntityOut(Schema):
    uid: UUID
    code: str
    name: str
    country: str
    subdivision: str
    currency: str
    language: str
    registration: str


class CostCentreOut(Schema):
    uid: UUID
    code: str
    name: str
    legal_entity: Ref | None


class PlaceOut(Schema):
    uid: UUID
    code: str
    name: str
    country: str
    subdivision: str
    locality: str
    address: str
    time_zone: str


class WorkPatternOut(Schema):
    uid: UUID
    code: str
    name: str
    minutes: list[int]
    full_time_minutes: int


class JobFamilyOut(Schema):
    uid: UUID
    code: str
    name: str
    parent: Ref | None


class LevelOut(Schema):
    uid: UUID
    code: str
    name: str
    rank: int


class JobOut(Schema):
    uid: UUID
    code: str
    title: str
    family: Ref | None
    level: Ref | None
    soc_code: str
    isco_code: str
    summary: str


class Dated(Schema):
    """A row that holds from ``valid_from`` up to, and not on, ``valid_until``.

    An end that lies in the future is told only to those who plan for the unit or the position.
    """

    uid: UUID
    valid_from: date
    valid_until: date | None

    @staticmethod
    def resolve_valid_until(row: Any) -> date | None:
        return told_end(row)


class UnitTermOut(Dated):
    unit: Ref
    name: str
    kind: str
    parent: Ref | None
    legal_entity: Ref | None
    cost_centre: Ref | None


class PositionTermOut(Dated):
    position: Ref
    title: str
    job: Ref | None
    level: Ref | None
    unit: Ref | None
    place: Ref | None
    reports_to: Ref | None
    capacity: Decimal
    state: str
