"""The answers when no view could give one: the same page, message or problem document as for any refusal."""

import sys

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import is_valid_path
from django.utils.translation import gettext_lazy as _

from tenure.foundation.http import answers
from tenure.foundation.refusal import NotAllowed, NotThere, Refused


class NotUnderstood(Refused):
    message = _("The address or the form was incomplete. Go back and try again.")
    status = 400


class Forged(Refused):
    message = _(
        "This form was open for too long, or came from another page. Go back, load it again and try once more."
    )
    status = 403


class Failed(Refused):
    message = _(
        "It is not your doing, and nothing was changed. Try again; if it happens again, tell whoever looks after Tenure."
    )
    status = 500


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 — Django names it
    return answers.answer(request, NotUnderstood())


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 — Django names it
    return answers.answer(request, NotAllowed())


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 — Django names it
    """Lead on from an address with a slash too many; the page behind it decides who may see it."""
    bare = request.path_info.rstrip("/")
    if request.method == "GET" and bare != request.path_info and is_valid_path(bare):
        return redirect(request.get_full_path().replace(request.path_info, bare, 1))
    return answers.answer(request, NotThere())


def failed(request: HttpRequest) -> HttpResponse:
    """Tell a fault of ours from a database that is away: the latter is over in a moment."""
    refusal = answers.refusal_of(sys.exc_info()[1])
    return answers.answer(request, refusal if isinstance(refusal, answers.Away) else Failed())


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 — Django names it
    return answers.answer(request, Forged())
