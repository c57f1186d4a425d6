"""Whose number is this? Asked with POST: a number never stands in an address."""

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from tenure.foundation.http.request import Request
from tenure.foundation.refusal import NotAllowed, Refused
from tenure.foundation.ui.render import render

from ..queries.numbers import may_find_numbers, whose_number


class NumberForm(forms.Form):
    """A whole number of a paper or a bank account."""

    number = forms.CharField(
        label=_("Number"),
        max_length=80,
        help_text=_("The whole number of a paper or an account; spaces, dashes and case do not matter."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def numbers(request: Request) -> HttpResponse:
    """Ask for a number, and show whose it is."""
    if not may_find_numbers(request.actor):
        raise NotAllowed
    form, matches = NumberForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            matches = whose_number(request.actor, form.cleaned_data["number"])
        except Refused as refusal:
            form.add_error("number", str(refusal))
    status = 422 if form.errors else 200
    response = render(request, "people/numbers.html", {"form": form, "matches": matches}, status=status)
    response["Cache-Control"] = "no-store"
    return response
