"""Me, security: password, second factor, sessions, tokens of one's own."""

from datetime import timedelta
from typing import Any, cast

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from tenure.foundation.access import Actor
from tenure.foundation.identity import actions
from tenure.foundation.identity.models import Token, User
from tenure.foundation.identity.permissions import all_permissions
from tenure.foundation.ui.render import render

DAYS = ((30, _("30 days")), (90, _("90 days")), (365, _("One year")))


class TokenForm(forms.Form):
    """What a new token is called, may do, and how long it lasts."""

    name = forms.CharField(label=_("Name"), max_length=80, help_text=_("The program that will use it."))
    scopes = forms.MultipleChoiceField(label=_("What it may do"))
    days = forms.TypedChoiceField(label=_("It lasts"), choices=DAYS, coerce=int, initial=90)

    def __init__(self, *args: Any, owner: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = [(one.code, str(one.label)) for one in all_permissions() if owner.holds(one.code)]
        self.fields["scopes"].choices = mine  # type: ignore[attr-defined]


@require_GET
def security(request: HttpRequest) -> HttpResponse:
    """Show all that this account signs in with."""
    return render(request, "me/security.html", _whole(request, TokenForm(owner=_actor(request))))


@require_POST
def sessions_end(request: HttpRequest) -> HttpResponse:
    """End every other session of one's own, or the one that is named."""
    rows = UserSession.objects.filter(user_id=request.user.pk)
    chosen = rows.filter(pk=request.POST["session"]) if request.POST.get("session", "").isdigit() else rows
    for session in chosen.exclude(session_key=request.session.session_key):
        session.end()
    return HttpResponseRedirect(reverse("account_security"))


@require_POST
def token_create(request: HttpRequest) -> HttpResponse:
    """Make a token, and show it this once."""
    owner = _actor(request)
    form = TokenForm(request.POST, owner=owner)
    if not form.is_valid():
        return render(request, "me/security.html", _whole(request, form), status=422)
    chosen = form.cleaned_data
    lasts = timedelta(days=chosen["days"])
    made = actions.create_token(owner, name=chosen["name"], scopes=chosen["scopes"], lasts=lasts, by=owner)
    return render(request, "me/token.html", {"token": made.token, "text": made.text})


@require_POST
def token_revoke(request: HttpRequest, uid: str) -> HttpResponse:
    """End a token of one's own."""
    token = Token.objects.get(uid=uid, user_id=request.user.pk)
    actions.revoke_token(token.pk, by=_actor(request))
    return HttpResponseRedirect(reverse("account_security"))


def _whole(request: HttpRequest, form: TokenForm) -> dict[str, Any]:
    user = cast(User, request.user)
    factors = list(Authenticator.objects.filter(user=user))
    tokens = Token.objects.filter(user=user, revoked_at__isnull=True).order_by("-created_at")
    return {
        "form": form,
        "app": next((one for one in factors if one.type == Authenticator.Type.TOTP), None),
        "passkeys": [one for one in factors if one.type == Authenticator.Type.WEBAUTHN],
        "has_codes": any(one.type == Authenticator.Type.RECOVERY_CODES for one in factors),
        "sessions": UserSession.objects.purge_and_list(user),
        "session_key": request.session.session_key,
        "tokens": list(tokens),
        "has_password": user.has_usable_password(),
    }


def _actor(request: HttpRequest) -> Actor:
    return cast(Actor, request.actor)  # type: ignore[attr-defined]
