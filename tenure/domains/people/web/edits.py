"""Undated facts of a staff file: add, edit in place, remove."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from tenure.foundation.access.second_person import is_needed
from tenure.foundation.forms.dated import Seen, conflicts
from tenure.foundation.http.request import Request
from tenure.foundation.refusal import NotThere, Refused
from tenure.foundation.ui.htmx import redirect

from .. import actions, models
from ..actions.bank_accounts import CHANGE, RESCIND
from ..queries import log_form
from . import desk, staff_forms as forms
from .forms import in_words

PERSONAL = "people.edit_personal"
CONTACT = "people.edit_contact"
TWO = _("A second person confirms this in the inbox. Until then pay goes where it went.")
ASKED = _("Asked. Nothing has happened yet: it takes effect once a second person confirms it.")


@dataclass(frozen=True)
class Kind:
    """One kind of record: its form, who may change it, and the verbs.

    ``two_people`` are the acts of adding and removing that a second person confirms, ``ask`` their verbs.
    """

    title: Any
    model: Any
    form: type[forms.FileForm]
    permission: str
    tab: str
    add: Callable[..., Any] | None = None
    update: Callable[..., Any] | None = None
    remove: Callable[..., Any] | None = None
    edit_form: type[forms.FileForm] | None = None
    two_people: tuple[str, str] | None = None
    ask: tuple[Callable[..., Any], Callable[..., Any]] | None = None


def verb(name: str) -> Callable[..., Any]:
    """Give a verb by its name."""

    def act(*where: Any, **given: Any) -> Any:
        return getattr(actions, name)(*where, **given)

    return act


KINDS: Final[dict[str, Kind]] = {
    "contact": Kind(
        _("Private contact"), models.Contact, forms.ContactForm, CONTACT, "personal",
        verb("add_contact"), verb("update_contact"), verb("remove_contact"),
    ),
    "emergency": Kind(
        _("Emergency contact"), models.EmergencyContact, forms.EmergencyForm, CONTACT, "personal",
        verb("add_emergency_contact"), verb("update_emergency_contact"), verb("remove_emergency_contact"),
    ),
    "dependant": Kind(
        _("Dependant"), models.Dependant, forms.DependantForm, PERSONAL, "personal",
        verb("add_dependant"), verb("update_dependant"), verb("remove_dependant"),
    ),
    "paper": Kind(
        _("Paper or number"), models.IdentityPaper, forms.PaperForm, "people.edit_identity", "papers",
        verb("add_paper"), verb("update_paper"), verb("remove_paper"),
    ),
    "bank": Kind(
        _("Bank account"), models.BankAccount, forms.BankForm, "people.edit_bank", "papers",
        verb("change_bank_account"), None, verb("rescind_bank_account"), None, (CHANGE, RESCIND),
        (verb("ask_for_bank_account"), verb("ask_to_rescind_bank_account")),
    ),
    "address": Kind(_("Address"), models.Address, forms.FirstAddressForm, PERSONAL, "personal", verb("change_address")),
    "qualification": Kind(
        _("Qualification"), models.Qualification, forms.QualificationForm, "people.edit", "qualifications",
        verb("add_qualification"), verb("update_qualification"), verb("remove_qualification"),
    ),
    "note": Kind(
        _("Note"), models.Note, forms.NoteForm, "notes.write", "notes",
        verb("write_note"), verb("edit_note"), None, forms.NoteEditForm,
    ),
}  # fmt: skip


@require_http_methods(["GET", "POST"])
def fact_create(request: Request, uid: UUID, what: str) -> HttpResponse:
    """Add a record to a person's file."""
    kind, person = KINDS[what], _person(request, uid, KINDS[what].permission)
    add = kind.add
    if add is None:
        raise NotThere
    form = kind.form(
        request.POST if request.method == "POST" else None,
        initial=_start(request) | desk.proposed(request, kind.form.base_fields),
    )
    sheet = _sheet(kind, person, _("Add"))
    if kind.ask and _takes_two(request, kind, person, 0):
        add, sheet = kind.ask[0], replace(sheet, submit=str(_("Ask for it")), text=str(TWO), done=str(ASKED))
    return desk.send(request, sheet, form, lambda _data: add(person.uid, by=request.actor, **form.facts()))


@require_http_methods(["GET", "POST"])
def fact_update(request: Request, what: str, uid: UUID) -> HttpResponse:
    """Edit a record of a person's file."""
    kind = KINDS[what]
    row = kind.model.objects.allowed(request.actor, kind.permission).filter(uid=uid).first()
    if row is None or kind.update is None:
        raise NotThere
    return _edit(request, _sheet(kind, row.person, _("Save")), kind.edit_form or kind.form, row, kind.update)


@require_POST
def fact_delete(request: Request, what: str, uid: UUID) -> HttpResponse:
    """Take a record out of a person's file; its history stays."""
    kind = KINDS[what]
    row = kind.model.objects.allowed(request.actor, kind.permission).filter(uid=uid).first()
    if row is None or kind.remove is None:
        raise NotThere
    back = _back(kind, row.person)
    if kind.ask and _takes_two(request, kind, row.person, 1):
        kind.ask[1](row.uid, by=request.actor)
        messages.success(request, str(ASKED))
    else:
        kind.remove(row.uid, by=request.actor)
    return redirect(request, back)


def _takes_two(request: Request, kind: Kind, person: models.Person, which: int) -> bool:
    """Say whether a second person confirms adding (0) or removing (1)."""
    return kind.two_people is not None and is_needed(request.actor, kind.two_people[which], about=[person.pk])


@require_http_methods(["GET", "POST"])
def card_update(request: Request, uid: UUID) -> HttpResponse:
    """Edit what everybody may know of a person."""
    person = _person(request, uid, "people.edit_contact", "people.edit")
    whole = models.Person.objects.allowed(request.actor, "people.edit").filter(pk=person.pk).exists()
    sheet = desk.Sheet(
        str(_("Name and contact")), reverse("person", args=[uid]), str(_("Save")), subject=str(person)
    )
    form = forms.CardForm if whole else forms.OwnCardForm
    return _edit(request, sheet, form, person, actions.update_person)


@require_http_methods(["GET", "POST"])
def personal_update(request: Request, uid: UUID) -> HttpResponse:
    """Edit the facts of civil life."""
    person = _person(request, uid, PERSONAL)
    row = models.PersonalDetails.objects.allowed(request.actor, PERSONAL).filter(person=person).first()
    back = reverse("person-tab", args=[uid, "personal"])
    sheet = desk.Sheet(str(_("Personal details")), back, str(_("Save")), subject=str(person))

    def act(_uid: UUID, **given: Any) -> Any:
        return actions.set_personal_details(person.uid, **given)

    return _edit(request, sheet, forms.PersonalForm, row or models.PersonalDetails(person=person), act)


def _edit(
    request: Request, sheet: desk.Sheet, form_class: type[forms.FileForm], row: Any, act: Callable[..., Any]
) -> HttpResponse:
    initial = {name: getattr(row, name) for name in form_class.base_fields if hasattr(row, name)}
    form = form_class(request.POST if request.method == "POST" else None, initial=initial)
    fresh = Seen(row.version, _words(form, row))
    if request.method == "GET":
        if row.pk:
            log_form(request.actor, row, form_class.base_fields)
        return desk.show(request, sheet, form, desk.Looked(seen=fresh.sealed()))
    if not form.is_valid():
        return desk.show(request, sheet, form, status=422)
    seen = form.cleaned_data["seen"] or fresh
    try:
        act(row.uid, by=request.actor, version=seen.version if row.pk else None, **form.facts())
    except Refused as refused:
        return _refused(request, sheet, form, row, seen=seen, refused=refused)
    return desk.done(request, sheet)


def _refused(
    request: Request, sheet: desk.Sheet, form: Any, row: Any, *, seen: Seen, refused: Refused
) -> HttpResponse:
    if refused.status == 409 and seen.version != row.version:
        yours = {str(form.fields[n].label): in_words(form.fields[n], v) for n, v in form.facts().items()}
        now = Seen(row.version, _words(form, row))
        looked = desk.Looked(clash=conflicts(seen, now.facts, yours), seen=now.sealed())
        return desk.show(request, sheet, form, looked, status=409)
    if refused.status not in desk.FIELD_REFUSALS:
        raise refused
    form.refuse(refused.errors, str(refused))
    return desk.show(request, sheet, form, status=422)


def _words(form: Any, row: Any) -> dict[str, str]:
    shown = {name: field for name, field in form.fields.items() if hasattr(row, name)}
    return {str(field.label): in_words(field, getattr(row, name)) for name, field in shown.items()}


def _person(request: Request, uid: UUID, *permissions: str) -> models.Person:
    for permission in permissions:
        found: models.Person | None = (
            models.Person.objects.allowed(request.actor, permission).filter(uid=uid).first()
        )
        if found:
            return found
    raise NotThere


def _start(request: Request) -> dict[str, Any]:
    return {"on": request.actor.today}


def _back(kind: Kind, person: models.Person) -> str:
    return reverse("person-tab", args=[person.uid, kind.tab])


def _sheet(kind: Kind, person: models.Person, submit: Any) -> desk.Sheet:
    return desk.Sheet(
        str(kind.title), _back(kind, person), str(submit), subject=str(person), done=str(_("Saved."))
    )
