"""What the API gives and takes about change sets."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import ConfigDict, Field

Text = Annotated[str, Field(max_length=300, pattern=r"^[^\x00-\x08\x0b-\x1f\x7f]*$")]
Words = Annotated[str, Field(max_length=2000, pattern=r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$")]


class ChangeSetOut(Schema):
    """A set: its name, its day, and where it stands."""

    uid: UUID
    version: int
    name: str
    on: date
    why: str
    is_confidential: bool
    state: str
    is_checked: bool
    announce_on: date | None
    problem: str


class Given(Schema):
    """Base of what is taken: unknown fields are refused."""

    model_config = ConfigDict(extra="forbid")


class ChangeSetIn(Given):
    name: Text
    on: date
    why: Words = ""
    is_confidential: bool = False


class SetPeopleIn(Given):
    """People by identifier, and what changes for all of them: a fact left out stays as it is.

    ``unit`` may be "new:CODE", a unit that the set itself makes.
    """

    people: Annotated[list[UUID], Field(max_length=2000)]
    title: Text | None = None
    unit: Text | None = None
    place: UUID | None = None
    manager: UUID | None = None
    position: UUID | None = None
    fte: Annotated[str, Field(pattern=r"^[0-2](\.\d{1,4})?$")] | None = None


class UnitIn(Given):
    """A unit that begins (by its code), changes or closes."""

    verb: Literal["unit_new", "unit", "unit_close"]
    unit: UUID | None = None
    code: Text = ""
    name: Text | None = None
    kind: Text | None = None
    parent: UUID | None = None
    legal_entity: UUID | None = None


class ReasonIn(Given):
    why: Words = ""


class AnnounceIn(Given):
    on: date


class SetChangeOut(Schema):
    """One fact before and after; ``now`` where the record has changed since."""

    name: str
    before: str
    after: str
    now: str | None


class SetLineOut(Schema):
    """One line of a set."""

    uid: UUID
    verb: str
    of: str
    changes: list[SetChangeOut]
    problem: str
    is_stale: bool


class UnitCount(Schema):
    unit: str
    before: int
    after: int


class ManagerOut(Schema):
    person: UUID
    before: str
    after: str


class ReviewOut(Schema):
    """A set as differences; the second half is of the last check."""

    lines: list[SetLineOut]
    beyond: int
    units: list[UnitCount]
    managers: list[ManagerOut]
    others_moved: int
    without_manager: list[str]
    vacant_heads: list[str]


class SetMade(Schema):
    uid: UUID


class MadeMany(Schema):
    uids: list[UUID]
