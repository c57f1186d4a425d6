"""Emergency access for programs: open one file for some hours, and close it."""

from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Status

from tenure.domains.people import actions
from tenure.foundation.access.second_person import SecondPersonNeeded
from tenure.foundation.http.api.routes import WRITE_PROBLEMS

from . import inputs
from .writes import GONE, Done, _actor, _tell, router

Part = Literal[
    "people.view_personal", "people.view_identity", "people.view_bank", "pay.view", "notes.view_hr"
]


class GlassIn(inputs.Facts):
    """Whose file, which parts, for how many hours and why."""

    number: inputs.Text
    parts: tuple[Part, ...]
    hours: int
    reason: inputs.Words


@router.post(
    "/emergency-access",
    response={201: Done, 202: Done, **WRITE_PROBLEMS},
    summary="Open one file for some hours, or ask a second person to",
)
def break_glass(request: HttpRequest, response: HttpResponse, data: GlassIn) -> Any:
    """202: nothing is open yet; ``uid`` is what waits, the ``subject`` of an approval."""
    by, given = _actor(request), data.model_dump()
    try:
        return _tell(response, actions.break_glass(by=by, **given), 201)
    except SecondPersonNeeded:
        return _tell(response, actions.ask_to_break_glass(by=by, **given), 202)


@router.delete("/emergency-access/{uuid:uid}", response=GONE, summary="Close a file before its time is over")
def end_glass(request: HttpRequest, uid: UUID) -> Any:
    actions.end_glass(uid, by=_actor(request))
    return Status(204, None)
