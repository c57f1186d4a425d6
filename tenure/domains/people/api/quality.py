"""The data quality list for programs: look again, leave it for a time, do what is proposed."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Status

from tenure.domains.people import actions

from . import inputs
from .writes import CHANGED, GONE, _actor, _tell, router


@router.post("/findings/checks", response=GONE, summary="Look through the whole record now")
def check_records(request: HttpRequest) -> Any:
    actions.check_records(by=_actor(request))
    return Status(204, None)


@router.put("/findings/{uuid:uid}/dismissal", response=CHANGED, summary="Leave a finding until a day")
def dismiss_finding(request: HttpRequest, response: HttpResponse, uid: UUID, data: inputs.DismissalIn) -> Any:
    return _tell(response, actions.dismiss_finding(uid, by=_actor(request), **data.model_dump()))


@router.delete("/findings/{uuid:uid}/dismissal", response=CHANGED, summary="Put a finding back on the list")
def bring_back_finding(request: HttpRequest, response: HttpResponse, uid: UUID) -> Any:
    return _tell(response, actions.bring_back_finding(uid, by=_actor(request)))


@router.post("/findings/{uuid:uid}/repair", response=GONE, summary="Do what is proposed for a finding")
def repair_finding(request: HttpRequest, uid: UUID) -> Any:
    actions.repair_finding(uid, by=_actor(request))
    return Status(204, None)
