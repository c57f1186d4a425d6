"""Letting people in and out: what allauth has no page for, or where its page has to do more."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.account.views import LogoutView
from allauth.mfa.adapter import get_adapter as get_second_factor_adapter
from allauth.mfa.webauthn.views import RemoveWebAuthnView
from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from tenure.foundation.identity import actions
from tenure.foundation.identity.actions.invitations import PasswordRefused, open_invitation
from tenure.foundation.ui.render import render
from tenure.shell.actor import system_actor

SECRET = "invitation.secret"  # noqa: S105 - a name, not a secret


class PasswordForm(forms.Form):
    """The password of a new account, typed or pasted once."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


@never_cache
@login_not_required
@require_GET
def invitation_open(request: HttpRequest, secret: str) -> HttpResponse:
    """Take the secret out of the address before a page is shown."""
    open_invitation(secret)
    request.session[SECRET] = secret
    return HttpResponseRedirect(reverse("invitation_accept"))


@never_cache
@login_not_required
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def invitation_accept(request: HttpRequest) -> HttpResponse:
    """Ask for a password, make the account, and sign its owner in."""
    secret = request.session.get(SECRET, "")
    invitation = open_invitation(secret)
    form = PasswordForm(request.POST or None)
    if form.is_valid():
        try:
            return _accept(request, secret, form.cleaned_data["password"])
        except PasswordRefused as refusal:
            form.add_error("password", refusal.errors["password"])
    status = 422 if form.is_bound else 200
    return render(
        request, "account/invitation.html", {"form": form, "email": invitation.email}, status=status
    )


def _accept(request: HttpRequest, secret: str, password: str) -> HttpResponse:
    by = system_actor("invitation", channel="web")
    user = actions.accept_invitation(secret, password=password, by=by)
    del request.session[SECRET]
    record_authentication(request, user, method="password", email=user.email)
    return perform_login(request, Login(user=user, email=user.email))


class SignOut(LogoutView):
    """Ends the session, and lets the browser forget the pages it has seen."""

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().post(*args, **kwargs)
        # Not "cookies": the mark of a known browser is what keeps strangers from shutting its owner out.
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response


class RemovePasskey(RemoveWebAuthnView):
    """Removes a passkey, unless it is the last second factor of somebody who needs one."""

    def form_valid(self, form: forms.Form) -> HttpResponse:
        adapter = get_second_factor_adapter()
        if not adapter.can_delete_authenticator(self.get_object()):
            text = str(adapter.error_messages["cannot_delete_authenticator"])
            get_adapter().add_message(self.request, 40, message=text)
            return HttpResponseRedirect(reverse("account_security"))
        response: HttpResponse = super().form_valid(form)
        return response


@require_GET
def second_factor_required(request: HttpRequest) -> HttpResponse:
    """Say that, and how, a second factor has to be set up."""
    return render(request, "me/second_factor.html")


sign_out = SignOut.as_view()
remove_passkey = RemovePasskey.as_view()
