"""What programs send and get."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field


class QuestionIn(Schema):
    """A period, both ends included, and whom it is about; without it the year up to today and employees."""

    first: date | None = None
    last: date | None = None
    population: Literal["employees", "everybody"] = "employees"
    entity: UUID | None = None
    unit: UUID | None = None
    place: UUID | None = None


class PeopleIn(QuestionIn):
    """A line of a figure, and which page of the people behind it."""

    part: Annotated[str, Field(max_length=40)]
    limit: Annotated[int, Field(ge=1, le=1000)] = 100
    cursor: str | None = None


class FigureLineOut(Schema):
    """One line of how a figure came about; ``part`` asks for the people behind it."""

    label: str
    value: Decimal | None
    kind: str
    part: str


class MetricOut(Schema):
    """One figure with its definition. ``value`` is unrounded; ``percent`` is a share of one."""

    code: str
    name: str
    value: Decimal | None
    kind: str
    before: Decimal | None
    withheld: str
    formula: str
    says: str
    source: str
    version: str
    first: date
    last: date
    population: str
    lines: list[FigureLineOut]


class MetricsPage(Schema):
    """Every figure of a period."""

    items: list[MetricOut]
    next: None = None


class CountedPersonOut(Schema):
    """Somebody behind a figure."""

    uid: UUID
    number: str
    name: str


class CountedPeoplePage(Schema):
    """One page of the people behind a line."""

    items: list[CountedPersonOut]
    next: str | None = None
