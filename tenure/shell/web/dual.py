"""Asking a second person: for a role, an invitation, a guarded setting, a long list as a file."""

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from tenure.foundation.access import require
from tenure.foundation.access.second_person import is_needed
from tenure.foundation.dual_control import actions, needs
from tenure.foundation.forms.fields import PlainForm
from tenure.foundation.http.request import Request
from tenure.foundation.identity.step_up import step_up
from tenure.foundation.lists import export, view
from tenure.foundation.lists.declaration import listing_of
from tenure.foundation.refusal import NotThere, Refused
from tenure.foundation.ui.htmx import redirect
from tenure.foundation.ui.render import render

ASKED = gettext_lazy("Asked. Nothing has happened yet: it takes effect once a second person confirms it.")


class WhyForm(PlainForm):
    """Why it is needed; whoever confirms reads it."""

    why = forms.CharField(label=gettext_lazy("What is it for?"), max_length=300)


@require_http_methods(["GET", "POST"])
def export_ask(request: Request) -> HttpResponse:
    """Say why a long list is taken by two people, and ask the second."""
    asked = request.POST if request.method == "POST" else request.GET
    seen, kind = _view(request, asked), asked.get("kind", "")
    require(request.actor, seen.listing.export or "nobody")
    step_up(request.actor)
    if kind not in export.KINDS:
        raise NotThere
    form = WhyForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _ask(request, form, export.asked(seen, kind), str(seen.listing.title)):
        messages.success(request, str(ASKED))
        return redirect(request, f"{reverse('inbox')}?box=asked")
    context = {
        "form": form,
        "listing": seen.listing,
        "asked": {name: asked.get(name, "") for name in ("listing", "query", "kind")},
        "needed": is_needed(request.actor, export.EXPORT),
        "back": reverse(seen.listing.url_name) + seen.query(),
    }
    return render(request, "settings/export_ask.html", context, status=422 if form.errors else 200)


def _view(request: Request, asked: Any) -> view.View:
    listing = listing_of(asked.get("listing", ""))
    params = dict(QueryDict(asked.get("query", "").removeprefix("?")).lists())
    return view.read(listing, request.actor, cast(Any, params))


def _ask(request: Request, form: WhyForm, facts: dict[str, Any], label: str) -> bool:
    try:
        actions.ask_for_act(export.EXPORT, facts, label=label, why=form.cleaned_data["why"], by=request.actor)
    except Refused as refused:
        if refused.status not in (409, 422):
            raise
        form.refuse(refused.errors, str(refused))
        return False
    return True


def notice(request: Request, code: str, users: tuple[int, ...] = ()) -> dict[str, Any]:
    """Say on a page what happens: whether somebody else confirms, and if not, why not."""
    by = request.actor
    return {"needed": is_needed(by, code, users=users), "mode": needs.mode_on(by.today)}
