"""People who come back: found again, and hired into the record that they had."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as __, gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from tenure.foundation.access import require
from tenure.foundation.forms.fields import PlainForm
from tenure.foundation.http.request import Request
from tenure.foundation.refusal import NotThere
from tenure.foundation.ui.filters import date as words_of_day
from tenure.foundation.ui.render import render

from .. import actions
from ..models import Assignment, Person
from ..queries.former import Wanted, former
from ..queries.service import service_of
from . import desk
from .employment_forms import HireForm
from .forms import DayField

EDIT = "people.edit"


class FormerForm(PlainForm):
    """What is known of somebody who may have been here before."""

    name = forms.CharField(label=_("Name"), max_length=300, required=False)
    birth_date = DayField(label=_("Date of birth"), required=False)
    email = forms.EmailField(label=_("E-mail"), max_length=254, required=False)


class RehireForm(HireForm):
    """The new contract of somebody who is on file."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in HireForm.PERSON:
            del self.fields[name]
        self.groups = self.groups[1:]


@require_GET
def former_people(request: Request) -> HttpResponse:
    """Look among those who have left."""
    require(request.actor, EDIT)
    asked = any(request.GET.get(name) for name in FormerForm.base_fields)
    form = FormerForm(request.GET if asked else None)
    found = former(request.actor, Wanted(**form.cleaned_data)) if asked and form.is_valid() else []
    return render(request, "people/former.html", {"form": form, "found": found, "asked": asked})


@require_http_methods(["GET", "POST"])
def rehire(request: Request, uid: UUID) -> HttpResponse:
    """Give somebody who was here before another contract."""
    by = request.actor
    person = Person.objects.allowed(by, EDIT).filter(uid=uid).first()
    if person is None:
        raise NotThere
    form = RehireForm(
        request.POST if request.method == "POST" else None, actor=by, initial=_start(person, by)
    )
    sheet = desk.Sheet(
        __("Hire %(name)s again") % {"name": person.called},
        reverse("person-tab", args=[uid, "job"]),
        __("Hire again"),
        text=_served(by, uid),
        done=__("Hired again. The record goes on, with what was there before."),
        subject=str(person),
    )
    if request.method != "POST":
        return desk.show(request, sheet, form)

    def act() -> None:
        actions.hire(uid, job=form.first_job(), pay=form.first_pay(), by=by)

    if form.is_valid() and desk.attempt(form, act):
        return desk.done(request, sheet)
    return desk.show(request, sheet, form, status=422)


def _start(person: Person, by: Any) -> dict[str, Any]:
    """Begin with what the person did last."""
    given: dict[str, Any] = {"starts_on": by.today, "reason": "rehire", "fte": 1}
    last = Assignment.objects.allowed(by, "people.view").filter(person=person, primary=True)
    job = last.order_by("-valid_from").first()
    if job is not None:
        given |= {name: getattr(job, name) for name in ("title", "unit", "place", "job", "level", "fte")}
    return given


def _served(by: Any, uid: UUID) -> str:
    if not by.holds("people.view") or (found := service_of(by, uid)) is None:
        return ""
    words = __("On file since %(first)s. Who comes back within %(months)s months keeps the service date.")
    return words % {"first": words_of_day(found.service.original), "months": found.bridging.months}
