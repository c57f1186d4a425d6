"""How every form about people is shown, refused and sent: as a page, or in a drawer over one."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse

from tenure.foundation.forms.dated import Conflict
from tenure.foundation.forms.fields import PlainForm
from tenure.foundation.forms.touches import Touch
from tenure.foundation.http.request import Request
from tenure.foundation.refusal import Refused
from tenure.foundation.ui.htmx import is_htmx, redirect
from tenure.foundation.ui.render import render

FIELD_REFUSALS = (409, 422)


@dataclass(frozen=True)
class Sheet:
    """One form on the desk: what it is called, what it does, where it leads back to.

    ``instead`` is another act, as words and address, for those who came to the wrong one; ``also``
    one that may go before.
    """

    title: str
    back: str
    submit: str
    text: str = ""
    done: str = ""
    danger: bool = False
    previews: bool = False
    subject: str = ""
    instead: tuple[str, str] | None = None
    also: tuple[str, str] | None = None


@dataclass
class Looked:
    """What a form showed on its way: before and after, or the clash of two versions."""

    before_after: list[dict[str, Any]] = field(default_factory=list)
    touched: tuple[Touch, ...] = ()
    clash: list[Conflict] = field(default_factory=list)
    seen: str = ""


def show(
    request: Request, sheet: Sheet, form: forms.Form, looked: Looked | None = None, *, status: int = 200
) -> HttpResponse:
    """Show the form where it was asked for."""
    context = {"sheet": sheet, "form": form, "looked": looked or Looked(), "address": request.get_full_path()}
    if not is_htmx(request):
        return render(request, "people/form_page.html", context, status=status)
    template = "people/form.html" if request.method == "POST" else "people/form_drawer.html"
    return render(request, template, context, status=status)


def done(request: Request, sheet: Sheet) -> HttpResponse:
    """Say that it is done, and go back to where it shows."""
    if sheet.done:
        messages.success(request, sheet.done)
    return redirect(request, sheet.back)


def send(
    request: Request, sheet: Sheet, form: PlainForm, act: Callable[[dict[str, Any]], Any]
) -> HttpResponse:
    """Send an undated form: act on it, or show what is wrong with it."""
    if request.method != "POST":
        return show(request, sheet, form)
    if form.is_valid() and attempt(form, lambda: act(form.cleaned_data)):
        return done(request, sheet)
    return show(request, sheet, form, status=422)


def attempt(form: PlainForm, act: Callable[[], Any]) -> bool:
    """Do it; put what is refused for its values onto the form. Other refusals are pages of their own."""
    try:
        act()
    except Refused as refused:
        if refused.status not in FIELD_REFUSALS:
            raise
        form.refuse(refused.errors, str(refused))
        return False
    return True


def proposed(request: Request, names: Iterable[str]) -> dict[str, str]:
    """Give what an address proposes for fields of the form; nothing is kept of it unless it is sent."""
    if request.method != "GET":
        return {}
    return {name: request.GET[name][:200] for name in names if request.GET.get(name)}
