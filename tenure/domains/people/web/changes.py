"""Change and correct a dated fact: what, from when, why, look, send."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods

from tenure.foundation.access import Actor
from tenure.foundation.effective.models import Effective
from tenure.foundation.forms.dated import CHANGE, CORRECT, DatedForm, Seen, conflicts
from tenure.foundation.forms.previews import RESCIND, Planned
from tenure.foundation.http.request import Request
from tenure.foundation.refusal import NotThere, Refused
from tenure.foundation.ui.filters import date as words_of_day

from .. import actions
from ..models import Address, Assignment, EmploymentTerm, Pay
from ..queries import log_form
from ..queries.previews import preview
from . import desk, forms, reasons

EDIT = "people.edit"


@dataclass(frozen=True)
class Verb:
    """One kind of dated fact, and how it is changed and put right."""

    title: Any
    model: type[Effective]
    form: type[DatedForm]
    permission: str
    names: tuple[str, ...]
    reasons: reasons.Reasons
    tab: str
    change: Callable[..., Any]
    correct: Callable[..., Any]


def _change_pay(row: Pay, **given: Any) -> Any:
    return actions.change_pay(row.employment.uid, line=row.line, kind=row.kind, **given)


def _change_address(row: Address, **given: Any) -> Any:
    return actions.change_address(row.person.uid, **given)


def _correct_address(row: Address, **given: Any) -> Any:
    return actions.correct_address(row.uid, **given)


VERBS: Final[dict[str, Verb]] = {
    "job": Verb(
        title=gettext_lazy("Change job"),
        model=Assignment,
        form=forms.JobForm,
        permission=EDIT,
        names=("title", *forms.RELATIONS, "fte"),
        reasons=reasons.JOB,
        tab="job",
        change=lambda row, **given: actions.change_assignment(row.uid, **given),
        correct=lambda row, **given: actions.correct_assignment(row.uid, **given),
    ),
    "terms": Verb(
        title=gettext_lazy("Change contract"),
        model=EmploymentTerm,
        form=forms.TermsForm,
        permission=EDIT,
        names=("worker_type", "contract", "contract_ends_on", "status"),
        reasons=reasons.TERMS,
        tab="job",
        change=lambda row, **given: actions.change_terms(row.uid, **given),
        correct=lambda row, **given: actions.correct_terms(row.uid, **given),
    ),
    "pay": Verb(
        title=gettext_lazy("Change pay"),
        model=Pay,
        form=forms.PayForm,
        permission="pay.edit",
        names=("amount", "currency", "period"),
        reasons=reasons.PAY,
        tab="pay",
        change=_change_pay,
        correct=lambda row, **given: actions.correct_pay(row.uid, **given),
    ),
    "address": Verb(
        title=gettext_lazy("Change address"),
        model=Address,
        form=forms.AddressForm,
        permission="people.edit_personal",
        names=("lines", "postcode", "locality", "subdivision", "country"),
        reasons=reasons.ADDRESS,
        tab="personal",
        change=_change_address,
        correct=_correct_address,
    ),
}


def taking_back(actor: Actor, verb: Verb, row: Any) -> desk.Looked:
    """Show what holds again once a row is taken out, and what that touches."""
    log_form(actor, row, verb.names)
    planned = preview(actor, row, on=row.valid_from, act=RESCIND, facts={})
    form = verb.form(**_given(verb, actor))
    return desk.Looked(before_after=_both(verb, form, planned), touched=planned.touched)


@require_http_methods(["GET", "POST"])
def change(request: Request, what: str, uid: UUID) -> HttpResponse:
    """Walk through a change: what, from when, why, look, send."""
    verb = VERBS[what]
    row = _row(request.actor, verb, uid)
    log_form(request.actor, row, verb.names)
    form = _form(request, verb, row)
    sheet = _sheet(verb, row, request.actor.today)
    if request.method == "GET":
        return desk.show(request, sheet, form, desk.Looked(seen=_seen(form, row).sealed()))
    if request.POST.get("step") == "when":
        return desk.show(request, sheet, form)
    if form.is_valid() and not any(value != getattr(row, name) for name, value in form.facts().items()):
        form.add_error(None, str(_("Nothing is different yet. Change at least one field.")))
    if not form.is_valid():
        return desk.show(request, sheet, form, status=422)
    if form.cleaned_data["seen"].version != row.version:
        return _clash(request, sheet, form, row)
    return _send(request, verb, sheet, form, row)


def _send(request: Request, verb: Verb, sheet: desk.Sheet, form: Any, row: Effective) -> HttpResponse:
    if request.POST.get("step") != "save":
        return _look(request, verb, sheet, form, row)
    try:
        _do(request.actor, verb, form, row)
    except Refused as refused:
        if refused.status == 409:
            row.refresh_from_db()
            return _clash(request, sheet, form, row)
        if refused.status != 422:
            raise
        form.refuse(refused.errors, str(refused))
        return desk.show(request, sheet, form, status=422)
    return desk.done(request, sheet)


def _do(actor: Actor, verb: Verb, form: Any, row: Effective) -> None:
    data = form.cleaned_data
    given = {**_facts(verb, form, row), "by": actor}
    if verb.model is not Address:
        given |= {"reason": data["reason"], "why": data["why"], "version": data["seen"].version}
    if form.is_correction:
        verb.correct(_row_of_day(actor, verb, row, data["on"]), **given)
    else:
        verb.change(row, on=data["on"], **given)


def _facts(verb: Verb, form: Any, row: Effective) -> dict[str, Any]:
    """Give what differs from the row on the form; pay and addresses are told as a whole."""
    facts: dict[str, Any] = form.facts()
    if verb.model in (Pay, Address):
        return facts
    return {name: value for name, value in facts.items() if value != getattr(row, name)}


def _row_of_day(actor: Actor, verb: Verb, row: Effective, day: Any) -> Effective:
    found = row.siblings().filter(pk__in=_rows(actor, verb)).as_of(day).first()  # type: ignore[attr-defined]
    return found or row


def _rows(actor: Actor, verb: Verb) -> Any:
    return verb.model.objects.allowed(actor, verb.permission)


def _row(actor: Actor, verb: Verb, uid: UUID) -> Any:
    row = _rows(actor, verb).filter(uid=uid).first()
    if row is None:
        raise NotThere
    return row


def _form(request: Request, verb: Verb, row: Any) -> Any:
    initial = {name: getattr(row, name) for name in verb.names} | desk.proposed(request, verb.names)
    given = _given(verb, request.actor)
    data = request.POST if request.method == "POST" else None
    return verb.form(data, initial={"on": _first_guess(row, request.actor), **initial}, **given)


def _given(verb: Verb, actor: Actor) -> dict[str, Any]:
    given: dict[str, Any] = {"today": actor.today, "reasons": verb.reasons}
    return {**given, "actor": actor} if issubclass(verb.form, forms.JobFacts) else given


def _first_guess(row: Any, actor: Actor) -> Any:
    """Begin with today where the row holds today, else with its own first day."""
    return actor.today if row.holds_on(actor.today) else row.valid_from


def _sheet(verb: Verb, row: Any, today: date) -> desk.Sheet:
    person = row.employment.person if isinstance(row, EmploymentTerm) else row.person
    return desk.Sheet(
        title=str(verb.title),
        text=_("Of %(name)s. It says so since %(day)s.")
        % {"name": person, "day": words_of_day(row.valid_from)},
        back=reverse("person-tab", args=[person.uid, verb.tab]),
        submit=_("Submit"),
        done=_("Saved. It is in the history with who, when and why."),
        previews=True,
        subject=str(person),
        instead=(
            _("This entry never was true: take it back"),
            reverse("row-rescind", args=[_code(verb), row.uid]),
        ),
        also=_announcing(row, today),
    )


def _announcing(row: Any, today: date) -> tuple[str, str] | None:
    """Give the way to announce a job that begins in the future."""
    if not isinstance(row, Assignment) or row.valid_from <= today:
        return None
    return _("Announce it before its day"), reverse("job-announce", args=[row.uid])


def _code(verb: Verb) -> str:
    return next(code for code, one in VERBS.items() if one is verb)


def _seen(form: Any, row: Any) -> Seen:
    return Seen(row.version, _now(form, row))


def _now(form: Any, row: Any) -> dict[str, str]:
    shown = {
        name: form.fields[name]
        for name in form.fields
        if hasattr(row, name) and name not in ("reason", "why")
    }
    return {str(field.label): forms.in_words(field, getattr(row, name)) for name, field in shown.items()}


def _yours(form: Any, row: Any) -> dict[str, str]:
    facts = {name: value for name, value in form.facts().items() if hasattr(row, name)}
    return {
        str(form.fields[name].label): forms.in_words(form.fields[name], value)
        for name, value in facts.items()
    }


def _clash(request: Request, sheet: desk.Sheet, form: Any, row: Any) -> HttpResponse:
    rows = conflicts(form.cleaned_data["seen"], _now(form, row), _yours(form, row))
    looked = desk.Looked(clash=rows, seen=_seen(form, row).sealed())
    return desk.show(request, sheet, form, looked, status=409)


def _look(request: Request, verb: Verb, sheet: desk.Sheet, form: Any, row: Any) -> HttpResponse:
    day = form.cleaned_data["on"]
    act = CORRECT if form.is_correction else CHANGE
    try:
        planned = preview(
            request.actor, _row_of_day(request.actor, verb, row, day), on=day, act=act, facts=form.facts()
        )
    except Refused as refused:
        form.refuse(refused.errors, str(refused))
        return desk.show(request, sheet, form, status=422)
    looked = desk.Looked(before_after=_both(verb, form, planned), touched=planned.touched)
    return desk.show(request, sheet, form, looked)


def _both(verb: Verb, form: Any, planned: Planned) -> list[dict[str, Any]]:
    return [
        {
            "label": str(form.fields[name].label),
            "before": forms.in_words(form.fields[name], planned.before.get(name)),
            "after": forms.in_words(form.fields[name], planned.after.get(name)),
        }
        for name in verb.names
    ]
