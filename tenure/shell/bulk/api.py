"""Bulk changes for programs: ask, look, run, take back. Send an Idempotency-Key with each write."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema, Status
from pydantic import ConfigDict, Field

from tenure.foundation.access import Actor
from tenure.foundation.bulk import actions, working
from tenure.foundation.bulk.models import BulkChange
from tenure.foundation.bulk.verbs import verb
from tenure.foundation.http.api.routes import PROBLEMS, WRITE_PROBLEMS

from . import choosing

router = Router(tags=["bulk changes"])
Typed = Annotated[str, Field(max_length=300)]


class BulkIn(Schema):
    """What to change of which rows: ``rows`` by identifier, or ``matching``, a query of the list.

    ``facts`` holds texts, numbers and identifiers by name; what is not named stays as it is.
    """

    model_config = ConfigDict(extra="forbid")

    verb: Annotated[str, Field(max_length=40)]
    rows: Annotated[list[UUID], Field(max_length=actions.MOST, default_factory=list)]
    matching: Annotated[str, Field(max_length=4000)] | None = None
    facts: dict[Annotated[str, Field(max_length=60)], Typed | int | float]
    on: date
    act: Literal["change", "correct"] = "change"
    reason: Annotated[str, Field(max_length=40)] = ""
    why: Annotated[str, Field(max_length=2000)] = ""


class RunIn(Schema):
    """``all``: every row or none. ``good``: only the rows that can be."""

    model_config = ConfigDict(extra="forbid")

    rows: Literal["all", "good"] = "all"


class BulkChangeOut(Schema):
    """A fact of a row before and after, in words."""

    name: str
    before: str
    after: str


class BulkLineOut(Schema):
    """How one row fares: ok, same (nothing to change) or error, with the reason in words."""

    uid: UUID
    label: str
    state: str
    message: str
    warnings: list[str]
    changes: list[BulkChangeOut]


class BulkOut(Schema):
    uid: UUID
    verb: str
    state: str
    problem: str
    on: date
    run: UUID | None
    asked_at: datetime
    counts: dict[str, int]
    lines: Annotated[list[BulkLineOut], Field(default_factory=list)]


class BulksOut(Schema):
    items: list[BulkOut]


class BulksQuery(Schema):
    limit: Annotated[int, Field(ge=1, le=1000)] = 100


def _actor(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined, no-any-return]


def _told(change: BulkChange, *, whole: bool = True) -> dict[str, Any]:
    names = ("uid", "verb", "state", "problem", "on", "run", "asked_at")
    told = {name: getattr(change, name) for name in names}
    return told | {"counts": working.counts(change.lines), "lines": change.lines if whole else []}


@router.get("/bulk-changes", response={200: BulksOut, **PROBLEMS}, summary="List your bulk changes")
def changes(request: HttpRequest, query: Query[BulksQuery]) -> Any:
    mine = BulkChange.objects.allowed(_actor(request), actions.OWN)[: query.limit]
    return {"items": [_told(change, whole=False) for change in mine]}


@router.post("/bulk-changes", response={202: BulkOut, **WRITE_PROBLEMS}, summary="Ask for a bulk change")
def ask(request: HttpRequest, data: BulkIn) -> Any:
    by, one = _actor(request), verb(data.verb)
    rows = data.rows if data.matching is None else choosing.matching(one, data.matching, by, actions.MOST)
    asked = actions.Asked(rows, data.facts, data.on, data.act == "correct", reason=data.reason, why=data.why)
    return Status(202, _told(actions.ask(data.verb, asked, by=by)))


@router.get(
    "/bulk-changes/{uuid:uid}", response={200: BulkOut, **PROBLEMS}, summary="One bulk change, row by row"
)
def change(request: HttpRequest, uid: UUID) -> Any:
    return _told(BulkChange.objects.allowed(_actor(request), actions.OWN).get(uid=uid))


@router.post(
    "/bulk-changes/{uuid:uid}/run", response={202: BulkOut, **WRITE_PROBLEMS}, summary="Run a bulk change"
)
def run(request: HttpRequest, uid: UUID, data: RunIn) -> Any:
    return Status(202, _told(actions.begin(uid, by=_actor(request), is_whole=data.rows == "all")))


@router.post(
    "/bulk-changes/{uuid:uid}/undo", response={200: BulkOut, **WRITE_PROBLEMS}, summary="Take it back"
)
def undo(request: HttpRequest, uid: UUID) -> Any:
    return _told(actions.undo(uid, by=_actor(request)))
