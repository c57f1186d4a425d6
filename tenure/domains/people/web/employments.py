"""Contracts: hire, end, take the end back, a second job, a dotted line; and rows that never were."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tenure.foundation.access import require
from tenure.foundation.effective.models import Announcement
from tenure.foundation.http.request import Request
from tenure.foundation.refusal import NotThere
from tenure.foundation.ui.filters import date as words_of_day

from .. import actions, models
from . import desk
from .changes import VERBS, taking_back
from .employment_forms import (
    AnnounceForm,
    DottedLineForm,
    EndForm,
    FirstPayForm,
    HireForm,
    ReasonForm,
    SecondJobForm,
)

EDIT = "people.edit"


def _data(request: Request) -> Any:
    return request.POST if request.method == "POST" else None


def _reachable(request: Request, model: Any, uid: UUID, permission: str = EDIT) -> Any:
    row = model.objects.allowed(request.actor, permission).filter(uid=uid).first()
    if row is None:
        raise NotThere
    return row


def _sheet(person: models.Person, title: str, submit: str, *, tab: str = "job", **more: Any) -> desk.Sheet:
    return desk.Sheet(
        title, reverse("person-tab", args=[person.uid, tab]), submit, subject=str(person), **more
    )


@require_http_methods(["GET", "POST"])
def person_create(request: Request) -> HttpResponse:
    """Hire somebody who is not here yet."""
    by = request.actor
    require(by, EDIT)
    form = HireForm(_data(request), actor=by, initial={"starts_on": by.today, "reason": "hire", "fte": 1})
    text = _("The contract and the first job. What else belongs on file follows on the profile.")
    before = (_("Was this person here before? Look among those who have left"), reverse("people-former"))
    sheet = desk.Sheet(_("Add a person"), reverse("people"), _("Add this person"), text, instead=before)
    if request.method != "POST":
        return desk.show(request, sheet, form)
    hired: list[models.Employment] = []

    def act() -> None:
        hired.append(actions.hire(form.person(), job=form.first_job(), pay=form.first_pay(), by=by))

    if form.is_valid() and not form.told_of(by) and desk.attempt(form, act):
        back = reverse("person", args=[hired[0].person.uid])
        return desk.done(request, desk.Sheet(sheet.title, back, "", done=_("Added. The profile is ready.")))
    return desk.show(request, sheet, form, status=422)


@require_http_methods(["GET", "POST"])
def employment_end(request: Request, uid: UUID) -> HttpResponse:
    """Set the last day of a contract."""
    row = _reachable(request, models.Employment, uid)
    sheet = _sheet(
        row.person,
        _("End employment"),
        _("End employment"),
        text=_("Jobs, terms, pay and dotted lines of this contract end with its last day."),
        done=_("The end is set."),
        danger=True,
    )
    given = desk.proposed(request, EndForm.base_fields)
    form = EndForm(_data(request), initial={"last_day": request.actor.today, **given})
    return desk.send(
        request, sheet, form, lambda data: actions.end_employment(row.uid, by=request.actor, **data)
    )


@require_http_methods(["GET", "POST"])
def employment_continue(request: Request, uid: UUID) -> HttpResponse:
    """Take the end of a contract back."""
    row = _reachable(request, models.Employment, uid)
    text = _("The contract goes on as if no end had been set.")
    sheet = _sheet(
        row.person, _("Take the end back"), _("Take it back"), text=text, done=_("The contract goes on.")
    )
    form = ReasonForm(_data(request))
    return desk.send(request, sheet, form, lambda data: actions.undo_end(row.uid, by=request.actor, **data))


@require_http_methods(["GET", "POST"])
def assignment_create(request: Request, uid: UUID) -> HttpResponse:
    """Add a second job to a contract."""
    row = _reachable(request, models.Employment, uid)
    form = SecondJobForm(
        _data(request), actor=request.actor, initial={"on": request.actor.today, "fte": "0.5"}
    )
    text = _("It runs beside the main job, with its own unit, manager and share of time.")
    sheet = _sheet(
        row.person, _("Add a second job"), _("Add this job"), text=text, done=_("The second job is on file.")
    )

    def act(data: dict[str, Any]) -> Any:
        facts = {name: value for name, value in form.facts().items() if value not in (None, "")}
        return actions.add_assignment(
            row.uid, on=data["on"], last_day=data["until"], why=data["why"], by=request.actor, **facts
        )

    return desk.send(request, sheet, form, act)


@require_http_methods(["GET", "POST"])
def pay_create(request: Request, uid: UUID) -> HttpResponse:
    """Say what is paid for a contract that has no pay yet."""
    row = _reachable(request, models.Employment, uid, "pay.edit")
    form = FirstPayForm(
        _data(request),
        initial={"on": row.valid_from, "currency": row.legal_entity.currency, "period": "year"},
    )
    sheet = _sheet(row.person, _("Add pay"), _("Add pay"), tab="pay", done=_("The pay is on file."))

    def act(data: dict[str, Any]) -> Any:
        return actions.change_pay(row.uid, by=request.actor, **data)

    return desk.send(request, sheet, form, act)


@require_http_methods(["GET", "POST"])
def dotted_line_create(request: Request, uid: UUID) -> HttpResponse:
    """Give somebody a second manager."""
    person = _reachable(request, models.Person, uid)
    form = DottedLineForm(_data(request), actor=request.actor, initial={"on": request.actor.today})
    text = _("It is drawn as a thin line on the chart and gives no rights over the person.")
    sheet = _sheet(
        person, _("Add a dotted line"), _("Add this line"), text=text, done=_("The dotted line is on file.")
    )
    return desk.send(
        request,
        sheet,
        form,
        lambda _data: actions.add_dotted_line(person.uid, by=request.actor, **form.facts()),
    )


RESCIND: dict[str, Callable[..., Any]] = {
    "job": actions.rescind_assignment,
    "terms": actions.rescind_terms,
    "pay": actions.rescind_pay,
    "address": actions.rescind_address,
}


@require_http_methods(["GET", "POST"])
def rescind(request: Request, what: str, uid: UUID) -> HttpResponse:
    """Take back a row that never was true."""
    verb = VERBS[what]
    row = _reachable(request, verb.model, uid, verb.permission)
    person = row.employment.person if isinstance(row, models.EmploymentTerm) else row.person
    sheet = _sheet(
        person,
        _("Take this entry back"),
        _("Take it back"),
        tab=verb.tab,
        text=_("For an entry that never was true. What it hid holds again; the history keeps both."),
        done=_("Taken back."),
        danger=True,
    )
    form = ReasonForm(_data(request))
    if request.method != "POST":
        return desk.show(request, sheet, form, taking_back(request.actor, verb, row))
    return desk.send(request, sheet, form, lambda data: RESCIND[what](row.uid, by=request.actor, **data))


@require_http_methods(["GET", "POST"])
def job_announce(request: Request, uid: UUID) -> HttpResponse:
    """Say from which day a planned change of a job may be known."""
    row = _reachable(request, models.Assignment, uid)
    told = Announcement.objects.filter(row=row.uid).first()
    since = _(" It is announced on %(day)s.") % {"day": words_of_day(told.on)} if told else ""
    sheet = _sheet(
        row.person,
        _("Announce this change"),
        _("Announce"),
        text=_(
            "It begins on %(day)s. Until it is announced only those who plan see it; then also whoever may "
            "see this job, first of all the person and the managers above."
        )
        % {"day": words_of_day(row.valid_from)}
        + since,
        done=_("Announced."),
    )
    form = AnnounceForm(_data(request), initial={"known_from": request.actor.today})
    return desk.send(
        request,
        sheet,
        form,
        lambda data: actions.announce_assignment(row.uid, on=data["known_from"], by=request.actor),
    )
