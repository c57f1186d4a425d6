"""One's own details: changed at once where that is allowed, else proposed."""

from typing import Any, Final
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods

from tenure.foundation.http.request import Request
from tenure.foundation.refusal import NotThere

from .. import actions
from ..models import Person, Proposal
from ..models.self_service import APPROVAL, HR, NOW, SHEETS, current, modes, restored, row_of
from ..queries import log_form
from . import desk, staff_forms

What = Proposal.What
FORMS: Final[dict[str, type[staff_forms.FileForm]]] = {
    What.CARD: staff_forms.OwnCardForm,
    What.PERSONAL: staff_forms.PersonalForm,
    What.ADDRESS: staff_forms.FirstAddressForm,
    What.BANK: staff_forms.BankForm,
    What.DEPENDANT: staff_forms.DependantForm,
}
TABS: Final = {What.CARD: "", What.BANK: "papers"}
TEXTS: Final = {
    NOW: gettext_lazy("This holds as soon as you save it."),
    APPROVAL: gettext_lazy("Somebody else decides on this. Until then, what is on file holds."),
}


@require_http_methods(["GET", "POST"])
def proposal_create(request: Request, uid: UUID, what: str) -> HttpResponse:
    """Change one's own details, or ask for it."""
    person = _oneself(request, uid)
    if what not in FORMS:
        raise NotThere
    mine = modes(what, request.actor.today)
    form = _form(request, person, what, mine)
    row = row_of(person, what, request.actor.today)
    if row is not None and request.method == "GET":
        log_form(request.actor, row, form.fields)
    tab = TABS.get(What(what), "personal")
    back = reverse("person-tab", args=[uid, tab]) if tab else reverse("person", args=[uid])
    sheet = desk.Sheet(str(What(what).label), back, _submit(mine), text=_text(mine), subject=str(person))
    return desk.send(request, sheet, form, lambda _data: _send(request, person, what, form))


def _oneself(request: Request, uid: UUID) -> Person:
    mine = Person.objects.allowed(request.actor, "people.propose")
    found: Person | None = mine.filter(uid=uid, pk=request.actor.person_id or 0).first()
    if found is None:
        raise NotThere
    return found


def _form(request: Request, person: Person, what: str, mine: dict[str, str]) -> staff_forms.FileForm:
    """Give the form with what stands there now; what HR keeps is left out, and sealed numbers stay closed."""
    names = [name for name in SHEETS[what].fields if name != "account" and mine[name] != HR]
    stands = restored(what, current(person, what, names, request.actor.today))
    initial: dict[str, Any] = {"on": request.actor.today, **stands}
    form = FORMS[what](request.POST if request.method == "POST" else None, initial=initial)
    for name in list(form.fields):
        if mine.get(name) == HR:
            del form.fields[name]
    if APPROVAL in mine.values():
        form.fields["words"] = forms.CharField(
            label=gettext_lazy("Why, in a few words"), max_length=500, required=False
        )
    return form


def _send(request: Request, person: Person, what: str, form: staff_forms.FileForm) -> None:
    facts = form.facts()
    on, why = facts.pop("on", None), facts.pop("words", "")
    done = actions.propose_change(person.uid, what, facts, on=on, why=why, by=request.actor)
    if done.proposal:
        messages.success(request, _("Asked for. You see it here until it is decided."))
    else:
        messages.success(request, _("Saved."))


def _submit(mine: dict[str, str]) -> str:
    return _("Ask for the change") if APPROVAL in mine.values() else _("Save")


def _text(mine: dict[str, str]) -> str:
    kinds = {mode for mode in mine.values() if mode != HR}
    if kinds == {NOW, APPROVAL}:
        return _("Some of this holds at once; for the rest somebody else decides.")
    return str(TEXTS[kinds.pop()]) if kinds else _("HR looks after this. Ask them to change it.")
