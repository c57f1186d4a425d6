"""Approvals for programs: what waits and what was asked, and the decisions as nouns under them."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema, Status

from tenure.foundation.access import Actor
from tenure.foundation.http.api import Resource, etag, mount
from tenure.foundation.http.api.routes import WRITE_PROBLEMS

from . import actions, deciding
from .access import DECIDE, VIEW
from .models import Approval, Delegation
from .states import State


class ApprovalOut(Schema):
    """Something that waits, or waited, for approval; what would change is with its subject."""

    uid: UUID
    kind: str
    subject: UUID
    about: str
    state: State
    asked_at: datetime
    decided_at: datetime | None
    reason: str

    @staticmethod
    def resolve_subject(row: Any) -> Any:
        return row.subject_uid

    @staticmethod
    def resolve_about(row: Any) -> Any:
        return row.label


class SignatureIn(Schema):
    """A word with the signature."""

    note: str = ""


class RejectionIn(Schema):
    """Why not."""

    reason: str


class DelegationOut(Schema):
    """Somebody who signs for oneself, for a time."""

    uid: UUID
    delegate: UUID
    start: date
    last_day: date | None

    @staticmethod
    def resolve_delegate(row: Any) -> Any:
        return row.delegate.uid

    @staticmethod
    def resolve_start(row: Any) -> Any:
        return row.valid_from


class DelegationIn(Schema):
    """Who is to sign for oneself, and when; ``delegate`` is the uid of an account."""

    delegate: UUID
    start: date
    last_day: date | None = None
    reason: str = ""


APPROVALS = Resource(
    "approvals",
    Approval,
    ApprovalOut,
    VIEW,
    filters={"state": (State, "state"), "kind": (str, "kind")},
    sort={"asked_at": "asked_at"},
)
DELEGATIONS = Resource(
    "delegations", Delegation, DelegationOut, DECIDE, sort={"start": "valid_from"}, related=("delegate",)
)
CHANGED: Any = {200: ApprovalOut, **WRITE_PROBLEMS}


def router() -> Router:
    """Build the routes of approvals."""
    found = Router(tags=["approvals"])
    mount(found, APPROVALS)
    mount(found, DELEGATIONS)
    _mount_decisions(found)
    _mount_delegating(found)
    return found


def _mount_decisions(router: Router) -> None:
    path = "/approvals/{uuid:uid}"

    @router.post(f"{path}/approval", response=CHANGED, summary="Approve: sign the open step")
    def approve(request: HttpRequest, response: HttpResponse, uid: UUID, data: SignatureIn) -> Any:
        return _told(response, deciding.approve(uid, note=data.note, by=_actor(request)))

    @router.post(f"{path}/rejection", response=CHANGED, summary="Decline, with a reason")
    def decline(request: HttpRequest, response: HttpResponse, uid: UUID, data: RejectionIn) -> Any:
        return _told(response, deciding.decline(uid, reason=data.reason, by=_actor(request)))

    @router.post(f"{path}/withdrawal", response=CHANGED, summary="Withdraw what one asked for")
    def withdraw(request: HttpRequest, response: HttpResponse, uid: UUID) -> Any:
        return _told(response, deciding.withdraw(uid, by=_actor(request)))


def _mount_delegating(router: Router) -> None:
    made: Any = {201: DelegationOut, **WRITE_PROBLEMS}

    @router.post("/delegations", response=made, summary="Let somebody sign for oneself")
    def delegate(request: HttpRequest, response: HttpResponse, data: DelegationIn) -> Any:
        row = actions.delegate(
            data.delegate, start=data.start, last_day=data.last_day, reason=data.reason, by=_actor(request)
        )
        response["ETag"] = etag(row)
        return Status(201, row)

    @router.delete(
        "/delegations/{uuid:uid}", response={204: None, **WRITE_PROBLEMS}, summary="Sign for oneself again"
    )
    def end(request: HttpRequest, uid: UUID) -> Any:
        actions.end_delegation(uid, by=_actor(request))
        return Status(204, None)


def _told(response: HttpResponse, row: Approval) -> Approval:
    response["ETag"] = etag(row)
    return row


def _actor(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined, no-any-return]
