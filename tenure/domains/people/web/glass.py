"""Emergency access to one file: the form that opens it, and the list of what was opened."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from tenure.foundation.access import require
from tenure.foundation.access.second_person import SecondPersonNeeded
from tenure.foundation.forms.fields import PlainForm
from tenure.foundation.http.request import Request
from tenure.foundation.identity.permissions import permission_of
from tenure.foundation.settings.queries import value
from tenure.foundation.ui.htmx import redirect
from tenure.foundation.ui.render import render

from .. import actions
from ..actions.glass import GLASS, LONGEST, PARTS
from ..queries import glass
from . import desk

MOST = 100


def _parts() -> list[tuple[str, Any]]:
    return [(code, permission_of(code).label) for code in PARTS]


class GlassForm(PlainForm):
    """Whose file, which parts, for how long and why."""

    number = forms.CharField(label=_("Personnel number"), max_length=60)
    hours = forms.IntegerField(label=_("Hours"), min_value=1, initial=1)
    parts = forms.MultipleChoiceField(
        label=_("What you need to see"), choices=_parts, widget=forms.CheckboxSelectMultiple
    )
    reason = forms.CharField(
        label=_("Why, and why it cannot wait"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


@require_http_methods(["GET", "POST"])
def break_glass(request: Request) -> HttpResponse:
    """Show what was opened, and open a file."""
    by = request.actor
    require(by, GLASS)
    form = GlassForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and desk.attempt(form, lambda: _open(request, form)):
        return redirect(request, reverse("break-glass"))
    rows = list(glass.glasses(by)[:MOST])
    context = {
        "form": form,
        "rows": rows,
        "mine": {row.pk for row in glass.running_of(by)},
        "running": glass.running_among(rows),
        "takes_two": not by.holds("people.view"),
        "longest": value(LONGEST, on=by.today),
    }
    return render(request, "people/glass.html", context, status=422 if form.errors else 200)


@require_POST
def break_glass_end(request: Request, uid: UUID) -> HttpResponse:
    """Close a file before its time is over."""
    actions.end_glass(uid, by=request.actor)
    messages.success(request, _("The file is closed."))
    return redirect(request, reverse("break-glass"))


def _open(request: Request, form: GlassForm) -> None:
    """Open it, or ask a second person to."""
    given, by = form.cleaned_data, request.actor
    try:
        row = actions.break_glass(by=by, **given)
    except SecondPersonNeeded:
        actions.ask_to_break_glass(by=by, **given)
        messages.success(request, _("Asked. Nothing is open until an HR manager confirms it."))
    else:
        messages.success(request, _("The file %(number)s is open to you.") % {"number": row.person.number})
