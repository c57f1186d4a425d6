"""Who is there: the session's age, the actor, and the second factor that roles ask for."""

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from tenure.foundation.access import Actor
from tenure.foundation.http.api import problem
from tenure.foundation.identity.models import User
from tenure.foundation.identity.second_factor import is_enrolled
from tenure.foundation.identity.step_up import LASTS
from tenure.foundation.ui.htmx import is_htmx, redirect

from .actor import Standing, standing

Answer = Callable[[HttpRequest], HttpResponse]

BEGAN: Final = "session.began"
SEEN: Final = "session.seen"
NOTED_EVERY: Final = 60
# What one reaches before the second factor is set up: setting it up, and leaving.
ENROLMENT: Final = frozenset(
    {
        "account_logout",
        "account_reauthenticate",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "second_factor_required",
    }
)
# Other doors, which ask for a token or for nothing; the session has no say there.
OTHER_DOORS: Final = ("/api/", "/healthz", "/readyz", "/metrics", "/static/")


class SessionAge:
    """Ends a session that rested too long, or that began too long ago."""

    def __init__(self, get_response: Answer) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            self._check(request, time.time())
        return self._get_response(request)

    def _check(self, request: HttpRequest, now: float) -> None:
        began = request.session.setdefault(BEGAN, now)
        seen = request.session.setdefault(SEEN, now)
        too_old = now - began > settings.SESSION_LASTS.total_seconds()
        if too_old or now - seen > settings.SESSION_IDLE.total_seconds():
            logout(request)
        elif now - seen > NOTED_EVERY:
            request.session[SEEN] = now


class Acting:
    """Gives every request its actor, in the actor's own day, time zone and language."""

    def __init__(self, get_response: Answer) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        found = _standing(request, user) if isinstance(user, User) else None
        request.actor = _confirmed(request, found.actor) if found else None  # type: ignore[attr-defined]
        request.needs_second_factor = bool(found and found.needs_second_factor)  # type: ignore[attr-defined]
        if found is None or not isinstance(user, User):
            return self._get_response(request)
        with timezone.override(found.zone), translation.override(_language(user)):
            response = self._get_response(request)
        if not response.has_header("Cache-Control"):
            response.headers["Cache-Control"] = "no-store, private"
        return response


class SecondFactor:
    """Lets those whose roles ask for a second factor nowhere but to where it is set up."""

    def __init__(self, get_response: Answer) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        """Ask before any view runs; the queries are spent only on those who need a second factor."""
        match = request.resolver_match
        if not getattr(request, "needs_second_factor", False) or "Authorization" in request.headers:
            return None  # a token asks for itself
        if (match and match.url_name in ENROLMENT) or is_enrolled(int(request.user.pk)):  # type: ignore[arg-type]
            return None
        if request.path.startswith(OTHER_DOORS):
            return problem(403, _("Your roles ask for a second factor. Set it up first."))
        return redirect(request, reverse("second_factor_required"))


class SignInRequired(LoginRequiredMiddleware):
    """Lets nobody in who has not signed in, but where a view says that it is open to all."""

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponseBase | None:
        if request.path.startswith(OTHER_DOORS):
            return None
        return super().process_view(request, *view)

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> Any:
        if is_htmx(request):
            return redirect(request, reverse(settings.LOGIN_URL))
        return super().handle_no_permission(request, view_func)


def _confirmed(request: HttpRequest, actor: Actor) -> Actor:
    """Mark the actor of a session whose owner has not signed in, or confirmed, for a while."""
    asked = [one["at"] for one in request.session.get(AUTHENTICATION_METHODS_SESSION_KEY, ())]
    last = max([request.session.get(BEGAN, 0), *asked])
    return replace(actor, confirmed=time.time() - last < LASTS.total_seconds())


def _standing(request: HttpRequest, user: User) -> Standing | None:
    return standing(user, channel="web", request_id=getattr(request, "request_id", ""))


def _language(user: User) -> str:
    return user.language or translation.get_language() or settings.LANGUAGE_CODE
