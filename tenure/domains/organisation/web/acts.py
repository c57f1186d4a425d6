"""Small acts on a unit or a seat: who leads it, freeze and thaw, the range of pay that is approved."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tenure.foundation.access import Actor
from tenure.foundation.effective.models import Effective
from tenure.foundation.forms.fields import PlainForm
from tenure.foundation.refusal import NotThere, Refused
from tenure.foundation.ui.htmx import redirect
from tenure.foundation.ui.render import render

from .. import actions, models, queries
from . import forms
from .records import EDIT, actor_of

Values = dict[str, Any]


@dataclass(frozen=True)
class Act:
    """One act: its words, its form, its verb, and the permission that it needs over the record."""

    key: str
    owner: str
    title: Any
    text: Any
    form: type[PlainForm]
    do: Callable[[int, Actor, Values], Any]
    permission: str = EDIT

    @property
    def terms(self) -> type[Effective]:
        return models.UnitTerm if self.owner == "unit" else models.PositionTerm

    def record(self, by: Actor, uid: UUID) -> Any:
        """Find the record, if the actor may do this to it."""
        rows = self.terms.objects.allowed(by, self.permission).filter(**{f"{self.owner}__uid": uid})
        row = rows.select_related(self.owner).first()
        if row is None:
            raise NotThere
        return getattr(row, self.owner)


def _head(pk: int, by: Actor, values: Values) -> Any:
    return actions.appoint_head(pk, position_id=values.pop("position").pk, by=by, **values)


ACTS: Final = {
    one.key: one
    for one in (
        Act(
            "head",
            "unit",
            _("Appoint who leads it"),
            _("A position leads a unit, whoever sits in it. Who led it before does so up to that day."),
            forms.Heading,
            _head,
        ),
        Act(
            "freeze",
            "position",
            _("Freeze position"),
            _("From that day on nobody is hired into it. Whoever sits in it stays."),
            forms.Act,
            lambda pk, by, values: actions.freeze_position(pk, by=by, **values),
        ),
        Act(
            "thaw",
            "position",
            _("Thaw position"),
            _("From that day on it can be filled again."),
            forms.Act,
            lambda pk, by, values: actions.thaw_position(pk, by=by, **values),
        ),
        Act(
            "pay",
            "position",
            _("Approve pay"),
            _("The range that this position is approved for, from a day on. Each reading of it is logged."),
            forms.PayRange,
            lambda pk, by, values: actions.set_position_pay(pk, by=by, **values),
            "pay.edit",
        ),
    )
}


def act(request: HttpRequest, key: str, uid: UUID) -> HttpResponse:
    """Show the form of an act; carry it out; say what was refused."""
    if key not in ACTS:
        raise Http404
    by, found = actor_of(request), ACTS[key]
    record = found.record(by, uid)
    form = found.form(
        request.POST if request.method == "POST" else None, initial={"since": by.today.isoformat()}
    )
    forms.told_to(by, form)
    back = reverse(f"organisation-{found.owner}", args=[uid])
    if request.method == "POST" and form.is_valid():
        try:
            found.do(record.pk, by, dict(form.cleaned_data))
        except Refused as refused:
            form.refuse(dict(refused.errors), str(refused))
        else:
            return redirect(request, back)
    context = {
        "tab": f"{found.owner}s",
        "act": found,
        "form": form,
        "name": queries.name_of(by, record),
        "back": back,
    }
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "organisation/act_form.html", context, status=status)
