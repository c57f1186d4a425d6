"""Allauth's forms, where they have to behave otherwise here."""

from typing import Any

from allauth.account.forms import ResetPasswordForm
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tenure.foundation.jobs import defer

from . import jobs
from .adapters import SecondFactorAdapter

# A code stays valid for a step before and after its own; nobody uses it twice in that time.
CODE_LIVES = 3 * 30


class ResetForm(ResetPasswordForm):
    """Asks for the mail with the reset link; does the same work whether there is an account or not."""

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].lower()
        return email

    def save(self, _request: HttpRequest, **_more: Any) -> str:  # type: ignore[override]
        """Leave it to the worker to find out whom the address belongs to."""
        email: str = self.cleaned_data["email"]
        defer(jobs.send_reset_link, email=email)
        return email


class OnlyOnce:
    """Refuses a code that was accepted already."""

    user: Any

    def clean_code(self) -> str:
        code: str = super().clean_code()  # type: ignore[misc]
        if not cache.add(f"identity.code.{self.user.pk}.{code.strip()}", "used", timeout=CODE_LIVES):
            raise SecondFactorAdapter().validation_error("incorrect_code")
        return code


class CodeForm(OnlyOnce, AuthenticateForm):
    """The second step of signing in."""


class CodeAgainForm(OnlyOnce, ReauthenticateForm):
    """The code asked for again before something sensitive."""


class PasskeyForm(AddWebAuthnForm):
    """A new passkey, with which one also signs in without a password unless one says otherwise."""

    name = forms.CharField(required=False, max_length=100, label=_("Name of this passkey"))
    passwordless = forms.BooleanField(
        required=False,
        initial=True,
        label=_("Sign in with it alone"),
        help_text=_("It then asks for your finger, face or PIN instead of your password."),
    )
