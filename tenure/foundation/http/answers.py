"""Says no in the way the other side understands: a problem document, a toast, or a page."""

from typing import Final
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tenure.foundation.identity.step_up import ConfirmFirst
from tenure.foundation.refusal import NotThere, Refused
from tenure.foundation.ui.htmx import is_htmx, redirect, toast
from tenure.foundation.ui.render import render

from .api.problems import problem

LOST: Final = (OperationalError, InterfaceError)
SECONDS_AWAY: Final = 2


class Away(Refused):
    """The database, and with it the trail, cannot be reached: nothing is done without them."""

    message = _("Tenure is not available for a moment. Nothing was changed; try again in a minute.")
    status = 503


def refusal_of(error: BaseException | None) -> Refused | None:
    """Read an exception as something a person can act on; anything else is a bug."""
    if isinstance(error, Refused):
        return error
    if isinstance(error, ObjectDoesNotExist | Http404):
        return NotThere()
    return Away() if _is_away(error) else None


def _is_away(error: BaseException | None) -> bool:
    """Look for a lost database in an error and its causes: the queue wraps what it meets."""
    while error is not None and not isinstance(error, LOST):
        error = error.__cause__
    return error is not None


def answer(request: HttpRequest, refusal: Refused, **headers: str) -> HttpResponse:
    """Answer a refusal."""
    response = _answer(request, refusal)
    if refusal.status == 503:
        response.headers["Retry-After"] = str(SECONDS_AWAY)
    for name, value in headers.items():
        response.headers[name.replace("_", "-")] = value
    return response


def wants_json(request: HttpRequest) -> bool:
    """Say whether a program asks rather than a person."""
    return request.path.startswith("/api/") or "json" in request.headers.get("Accept", "")


def _confirm(request: HttpRequest) -> HttpResponse:
    """Ask who is there, and lead back: to the page itself, or to the one that sent a form."""
    here = request.headers.get("HX-Current-URL") or request.headers.get("Referer") or "/"
    back = (
        request.get_full_path() if request.method == "GET" and not is_htmx(request) else urlsplit(here).path
    )
    return redirect(request, f"{reverse('account_reauthenticate')}?{urlencode({'next': back})}")


def _answer(request: HttpRequest, refusal: Refused) -> HttpResponse:
    if wants_json(request):
        errors = [{"field": field, "message": str(text)} for field, text in refusal.errors.items()]
        return problem(refusal.status, str(refusal), errors)
    if isinstance(refusal, ConfirmFirst):
        return _confirm(request)
    if is_htmx(request):
        quiet = HttpResponse(status=refusal.status, headers={"HX-Reswap": "none"})
        return toast(quiet, str(refusal), kind="danger")
    context = {"status": refusal.status, "message": str(refusal), "details": list(refusal.errors.values())}
    return render(request, settings.REFUSAL_TEMPLATE, context, status=refusal.status)
