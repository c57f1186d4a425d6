"""Merge two records of one person, with a look at both first; take a wrong merge apart."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as __, gettext_lazy as _
from django.views.decorators.http import require_http_methods

from tenure.foundation.forms.fields import PlainForm, RecordField
from tenure.foundation.http.request import Request
from tenure.foundation.refusal import NotThere, Refused
from tenure.foundation.ui.filters import date as words_of_day
from tenure.foundation.ui.htmx import redirect
from tenure.foundation.ui.render import render

from .. import actions
from ..actions.merging import made_since
from ..models import Merge, Person
from ..queries.sections import PARTS
from . import desk
from .choices import uid_or_none
from .records import find

EDIT = "people.edit"
LABELS = {
    "name": _("Name"),
    "given_name": _("Given name"),
    "family_name": _("Family name"),
    "preferred_name": _("Preferred name"),
    "pronouns": _("Pronouns"),
    "pronunciation": _("Pronunciation"),
    "work_email": _("E-mail at work"),
    "work_phone": _("Phone at work"),
}


class OtherForm(PlainForm):
    """Which record is the other one of the same person."""

    def __init__(self, *args: Any, actor: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        label = _("The other record")
        self.fields["other"] = RecordField(find=find(actor, "person"), kind="person", label=label)


@require_http_methods(["GET", "POST"])
def merge(request: Request, uid: UUID) -> HttpResponse:
    """Choose the other record, look at both, make them one."""
    person = Person.objects.allowed(request.actor, EDIT).filter(uid=uid).first()
    if person is None:
        raise NotThere
    other = uid_or_none(request.GET.get("with", ""))
    if other is None:
        return _choose(request, person)
    if request.method == "POST":
        return _merge(request, uid, other)
    return _look(request, uid, other)


def _choose(request: Request, person: Person) -> HttpResponse:
    form = OtherForm(request.POST if request.method == "POST" else None, actor=request.actor)
    sheet = desk.Sheet(
        __("Merge two records"),
        reverse("person", args=[person.uid]),
        __("Compare them"),
        text=__("For one person who is in the record twice. You see both before anything is done."),
        subject=str(person),
    )
    if request.method == "POST" and form.is_valid():
        other = form.cleaned_data["other"].uid
        return redirect(request, f"{reverse('person-merge', args=[person.uid])}?with={other}")
    return desk.show(request, sheet, form, status=422 if request.method == "POST" else 200)


def _look(request: Request, uid: UUID, other: UUID, *, refused: str = "", status: int = 200) -> HttpResponse:
    plan = actions.MergePlan.of(uid, other, by=request.actor)
    facts = [
        {"name": one.name, "label": _label(one.name), "mine": _said(one.mine), "theirs": _said(one.theirs)}
        for one in plan.choices
    ]
    swap = f"{reverse('person-merge', args=[other])}?with={uid}"
    context = {
        "plan": plan,
        "facts": facts,
        "swap": swap,
        "refused": refused,
        "address": request.get_full_path(),
    }
    return render(request, "people/merge.html", context, status=status)


def _merge(request: Request, uid: UUID, other: UUID) -> HttpResponse:
    given = request.POST
    take = [
        name.removeprefix("take-")
        for name, value in given.items()
        if name.startswith("take-") and value == "theirs"
    ]
    try:
        actions.merge_persons(
            uid,
            other,
            take=take,
            main_job=given.get("main_job", ""),
            why=given.get("why", "")[:2000].replace("\0", ""),
            by=request.actor,
        )
    except Refused as error:
        if error.status not in desk.FIELD_REFUSALS:
            raise
        return _look(
            request, uid, other, refused=" ".join(error.errors.values()) or str(error), status=error.status
        )
    messages.success(request, _("The two records are one. The old number and address lead here."))
    return redirect(request, reverse("person", args=[uid]))


def _label(name: str) -> str:
    return str(LABELS.get(name) or PARTS["personal"].labels.get(name, name))


def _said(value: Any) -> str:
    if value in (None, "", []):
        return ""
    if isinstance(value, list):
        return ", ".join(value)
    return words_of_day(value) if hasattr(value, "year") else str(value)


class SplitForm(PlainForm):
    """To whom each entry made since the merge belongs."""

    def __init__(self, *args: Any, since: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.since = since
        options = [("keep", _("Stays here")), ("give", _("Goes with the other record"))]
        for row in since:
            label = f"{row._meta.verbose_name.capitalize()}: {_row_said(row)}"
            self.fields[str(row.uid)] = forms.ChoiceField(label=label, choices=options)
        self.fields["why"] = forms.CharField(
            label=_("Why"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
        )

    def chosen(self, what: str) -> list[UUID]:
        return [row.uid for row in self.since if self.cleaned_data[str(row.uid)] == what]


def _row_said(row: Any) -> str:
    """Tell rows apart by their days; what they say may not be for this reader."""
    start = getattr(row, "valid_from", None)
    return __("from %(day)s") % {"day": words_of_day(start)} if start else f"#{row.pk}"


@require_http_methods(["GET", "POST"])
def split(request: Request, uid: UUID) -> HttpResponse:
    """Take a merge apart: what came from the other record goes back to it."""
    row = Merge.objects.allowed(request.actor, EDIT).filter(uid=uid, split_on=None).first()
    if row is None:
        raise NotThere
    since = [one for _relation, one in made_since(row)]
    form = SplitForm(request.POST if request.method == "POST" else None, since=since)
    sheet = desk.Sheet(
        __("Take the merge apart"),
        reverse("person", args=[row.survivor.uid]),
        __("Take apart"),
        text=__(
            "All that came from record %(number)s goes back to it. Say where each entry made since belongs."
        )
        % {"number": row.absorbed.number},
        done=__("There are two records again."),
        danger=True,
        subject=str(row.survivor),
    )

    def act(data: dict[str, Any]) -> Any:
        give, keep = form.chosen("give"), form.chosen("keep")
        return actions.split_persons(row.uid, give=give, keep=keep, why=data["why"], by=request.actor)

    return desk.send(request, sheet, form, act)
