"""Runs for programs: imports and bulk changes that can be taken back."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from tenure.foundation.access import Actor
from tenure.foundation.http.api.routes import PROBLEMS, WRITE_PROBLEMS
from tenure.foundation.runs import actions
from tenure.foundation.runs.models import KeptRun

router = Router(tags=["imports"])


class RunOut(Schema):
    """One run: what it was, how many rows it touched, until when it can be taken back."""

    uid: UUID
    kind: str
    label: str
    done_at: datetime
    open_until: datetime | None
    taken_back_at: datetime | None
    counts: dict[str, dict[str, int]]


class RunsOut(Schema):
    items: list[RunOut]


class RunsQuery(Schema):
    limit: Annotated[int, Field(ge=1, le=1000)] = 100


def _actor(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined, no-any-return]


@router.get("/runs", response={200: RunsOut, **PROBLEMS}, summary="List your imports and bulk changes")
def runs(request: HttpRequest, query: Query[RunsQuery]) -> Any:
    return {"items": list(KeptRun.objects.allowed(_actor(request), actions.OWN)[: query.limit])}


@router.post("/runs/{uuid:uid}/undo", response={200: RunOut, **WRITE_PROBLEMS}, summary="Take a run back")
def undo(request: HttpRequest, uid: UUID) -> Any:
    return actions.take_back(uid, by=_actor(request))
