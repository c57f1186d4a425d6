"""The verbs about people for programs: each is a new noun under the record it changes."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema, Status

from tenure.domains.people import actions, queries
from tenure.foundation.access import Actor, require
from tenure.foundation.access.second_person import SecondPersonNeeded
from tenure.foundation.http.api import etag, matched
from tenure.foundation.http.api.routes import WRITE_PROBLEMS
from tenure.foundation.records.models import Record

from . import inputs


class Done(Schema):
    """What a write made or changed."""

    uid: UUID


MADE: Any = {201: Done, **WRITE_PROBLEMS}
CHANGED: Any = {200: Done, **WRITE_PROBLEMS}
GONE: Any = {204: None, **WRITE_PROBLEMS}

router = Router(tags=["people"])


def _actor(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined, no-any-return]


def _tell(response: HttpResponse, row: Record, status: int = 200) -> Any:
    response["ETag"] = etag(row)
    return Status(status, {"uid": row.uid})


@router.post("/people", response=MADE, summary="Hire somebody")
def hire(request: HttpRequest, response: HttpResponse, data: inputs.HireIn) -> Any:
    by = _actor(request)
    require(by, "people.edit")
    person = actions.NewPerson(number=data.number, **{"name": "", **data.person.facts(by)})
    sent = data.facts(by, "person", "job", "pay", "pay_period", "number", "employment_number")
    pay = actions.FirstPay(data.pay.amount, data.pay.currency, data.pay_period) if data.pay else None
    job = actions.FirstJob(facts=data.job.facts(by), number=data.employment_number, **sent)
    return _tell(response, actions.hire(person, job=job, pay=pay, by=by), 201)


@router.patch("/people/{uuid:uid}", response=CHANGED, summary="Change what colleagues see of a person")
def update_person(
    request: HttpRequest, response: HttpResponse, uid: UUID, data: inputs.PersonChangeIn
) -> Any:
    by, sent = _actor(request), data.facts(_actor(request), "custom")
    with matched(request) as read, transaction.atomic():
        version = read
        if sent or not data.custom:
            row = actions.update_person(uid, version=version, by=by, **sent)
            version = row.version
        if data.custom:
            row = actions.set_custom(uid, values=data.custom, read=version, by=by)
        return _tell(response, row)


@router.post("/assignments/{uuid:uid}/changes", response=MADE, summary="Change a job from a day on")
def change_assignment(
    request: HttpRequest, response: HttpResponse, uid: UUID, data: inputs.WorkChangeIn
) -> Any:
    by = _actor(request)
    with matched(request) as version:
        return _tell(response, actions.change_assignment(uid, version=version, by=by, **data.facts(by)), 201)


@router.post("/assignments/{uuid:uid}/corrections", response=MADE, summary="Correct a job's row")
def correct_assignment(
    request: HttpRequest, response: HttpResponse, uid: UUID, data: inputs.WorkCorrectionIn
) -> Any:
    by = _actor(request)
    with matched(request) as version:
        return _tell(response, actions.correct_assignment(uid, version=version, by=by, **data.facts(by)), 201)


@router.post("/assignments/{uuid:uid}/rescission", response=GONE, summary="Take back a job's row")
def rescind_assignment(request: HttpRequest, uid: UUID, data: inputs.Reasoned) -> Any:
    by = _actor(request)
    with matched(request) as version:
        actions.rescind_assignment(uid, version=version, by=by, **data.facts(by))
    return Status(204, None)


@router.post(
    "/assignments/{uuid:uid}/announcement", response=MADE, summary="Let a planned job be known from a day on"
)
def announce_assignment(
    request: HttpRequest, response: HttpResponse, uid: UUID, data: inputs.AnnouncementIn
) -> Any:
    by = _actor(request)
    with matched(request) as version:
        return _tell(
            response, actions.announce_assignment(uid, version=version, by=by, **data.facts(by)), 201
        )


@router.post("/employment-terms/{uuid:uid}/changes", response=MADE, summary="Change terms from a day on")
def change_terms(request: HttpRequest, response: HttpResponse, uid: UUID, data: inputs.TermsChangeIn) -> Any:
    by = _actor(request)
    with matched(request) as version:
        return _tell(response, actions.change_terms(uid, version=version, by=by, **data.facts(by)), 201)


@router.post("/employment-terms/{uuid:uid}/corrections", response=MADE, summary="Correct terms")
def correct_terms(
    request: HttpRequest, response: HttpResponse, uid: UUID, data: inputs.TermsCorrectionIn
) -> Any:
    by = _actor(request)
    with matched(request) as version:
        return _tell(response, actions.correct_terms(uid, version=version, by=by, **data.facts(by)), 201)


@router.post("/employments/{uuid:uid}/end", response=MADE, summary="Set the last day of a contract")
def end_employment(request: HttpRequest, response: HttpResponse, uid: UUID, data: inputs.EndIn) -> Any:
    by = _actor(request)
    return _tell(response, actions.end_employment(uid, by=by, **data.facts(by)), 201)


@router.post("/employments/{uuid:uid}/pay", response=MADE, summary="Change pay from a day on")
def change_pay(request: HttpRequest, response: HttpResponse, uid: UUID, data: inputs.PayChangeIn) -> Any:
    by = _actor(request)
    sent = data.facts(by, "pay") | data.pay.model_dump() | {"period": data.period}
    return _tell(response, actions.change_pay(uid, by=by, **sent), 201)


@router.post("/pay/{uuid:uid}/corrections", response=MADE, summary="Correct a row of pay")
def correct_pay(request: HttpRequest, response: HttpResponse, uid: UUID, data: inputs.PayCorrectionIn) -> Any:
    by = _actor(request)
    sent = data.facts(by, "pay") | (data.pay.model_dump() if data.pay else {})
    with matched(request) as version:
        return _tell(response, actions.correct_pay(uid, version=version, by=by, **sent), 201)


@router.post("/pay/{uuid:uid}/rescission", response=GONE, summary="Take back a row of pay")
def rescind_pay(request: HttpRequest, uid: UUID, data: inputs.Reasoned) -> Any:
    by = _actor(request)
    with matched(request) as version:
        actions.rescind_pay(uid, version=version, by=by, **data.facts(by))
    return Status(204, None)


@router.patch("/people/{uuid:uid}/personal-details", response=CHANGED, summary="Set personal details")
def set_personal_details(
    request: HttpRequest, response: HttpResponse, uid: UUID, data: inputs.PersonalDetailsIn
) -> Any:
    by = _actor(request)
    with matched(request) as version:
        row = actions.set_personal_details(uid, version=version, by=by, **data.facts(by))
    return _tell(response, row)


class ProposedOut(Schema):
    """What became of a change of one's own details: fields that hold at once, and what waits."""

    applied: list[str]
    proposal: UUID | None


@router.post(
    "/people/{uuid:uid}/proposals",
    response={201: ProposedOut, **WRITE_PROBLEMS},
    summary="Change one's own details, or ask for it",
)
def propose_change(request: HttpRequest, uid: UUID, data: inputs.ProposalIn) -> Any:
    by = _actor(request)
    done = actions.propose_change(uid, data.what, data.values, on=data.on, why=data.why, by=by)
    proposal = done.proposal.uid if done.proposal else None
    return Status(201, {"applied": list(done.applied), "proposal": proposal})


@router.post("/people/{uuid:uid}/addresses", response=MADE, summary="Change the home address from a day on")
def change_address(request: HttpRequest, response: HttpResponse, uid: UUID, data: inputs.AddressIn) -> Any:
    by = _actor(request)
    return _tell(response, actions.change_address(uid, by=by, **data.facts(by)), 201)


@router.post(
    "/people/{uuid:uid}/bank-accounts",
    response={201: Done, 202: Done, **WRITE_PROBLEMS},
    summary="Change the account pay goes to, or ask a second person to",
)
def change_bank_account(
    request: HttpRequest, response: HttpResponse, uid: UUID, data: inputs.BankAccountIn
) -> Any:
    """202: nothing has happened yet; ``uid`` is what waits, the ``subject`` of an approval."""
    by = _actor(request)
    try:
        return _tell(response, actions.change_bank_account(uid, by=by, **data.facts(by)), 201)
    except SecondPersonNeeded:
        return _tell(response, actions.ask_for_bank_account(uid, by=by, **data.facts(by)), 202)


class NumberIn(inputs.Facts):
    """A whole number of a paper or a bank account; spaces, dashes and case do not matter."""

    number: inputs.Text


class NumberMatch(Schema):
    """A paper or an account that has the number, and whose it is."""

    what: str
    uid: UUID
    person: UUID
    name: str
    kind: str
    country: str
    ending: str


class NumberMatches(Schema):
    items: list[NumberMatch]


@router.post(
    "/number-searches", response={200: NumberMatches, **WRITE_PROBLEMS}, summary="Find whose a number is"
)
def find_number(request: HttpRequest, data: NumberIn) -> Any:
    found = queries.whose_number(_actor(request), data.number)
    items = [
        {
            "what": one.what,
            "uid": one.uid,
            "person": one.person.uid,
            "name": one.person.called,
            "kind": one.kind,
            "country": one.country,
            "ending": one.ending,
        }
        for one in found
    ]
    return Status(200, {"items": items})


@router.post("/people/{uuid:uid}/notes", response=MADE, summary="Write a note into the staff file")
def write_note(request: HttpRequest, response: HttpResponse, uid: UUID, data: inputs.NoteIn) -> Any:
    by = _actor(request)
    return _tell(response, actions.write_note(uid, by=by, **data.facts(by)), 201)


@router.patch(
    "/notes/{uuid:uid}", response=CHANGED, summary="Edit a note; the earlier text stays in its history"
)
def edit_note(request: HttpRequest, response: HttpResponse, uid: UUID, data: inputs.NoteEditIn) -> Any:
    by = _actor(request)
    with matched(request) as version:
        return _tell(response, actions.edit_note(uid, version=version, by=by, text=data.text))
