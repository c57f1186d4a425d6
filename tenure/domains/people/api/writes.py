"""The verbs about people for programs: each is a new noun under the record it changes."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema, Status

from tenure.domains.people import actions
from tenure.foundation.access import Actor, require
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
def update_person(request: HttpRequest, response: HttpResponse, uid: UUID, data: inputs.PersonIn) -> Any:
    by = _actor(request)
    with matched(request) as version:
        return _tell(response, actions.update_person(uid, version=version, by=by, **data.facts(by)))


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


@router.post("/people/{uuid:uid}/addresses", response=MADE, summary="Change the home address from a day on")
def change_address(request: HttpRequest, response: HttpResponse, uid: UUID, data: inputs.AddressIn) -> Any:
    by = _actor(request)
    return _tell(response, actions.change_address(uid, by=by, **data.facts(by)), 201)


@router.post("/people/{uuid:uid}/bank-accounts", response=MADE, summary="Change the account pay goes to")
def change_bank_account(
    request: HttpRequest, response: HttpResponse, uid: UUID, data: inputs.BankAccountIn
) -> Any:
    by = _actor(request)
    return _tell(response, actions.change_bank_account(uid, by=by, **data.facts(by)), 201)


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
