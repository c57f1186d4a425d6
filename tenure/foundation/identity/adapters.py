"""How allauth signs people in here: our limits, our trail, our mails."""

import time
from typing import Any, Final

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy as _

from tenure.foundation.access import Actor
from tenure.foundation.audit import trail
from tenure.foundation.jobs import defer

from . import devices, jobs, sealing, second_factor, throttle
from .keys import pseudonym
from .models import User

SAID: Final[dict[str, Promise]] = {
    "account/messages/password_changed.txt": _("Your password was changed."),
    "account/messages/password_set.txt": _("Your password was set."),
    "mfa/messages/totp_activated.txt": _("The authenticator app is set up."),
    "mfa/messages/totp_deactivated.txt": _("The authenticator app was removed."),
    "mfa/messages/webauthn_added.txt": _("The passkey was added."),
    "mfa/messages/webauthn_removed.txt": _("The passkey was removed."),
    "mfa/messages/recovery_codes_generated.txt": _("New recovery codes were made."),
}


class AccountAdapter(DefaultAccountAdapter):
    """Signing in and out, and changes of what one signs in with."""

    error_messages = {  # noqa: RUF012 - allauth declares it so
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("This e-mail address and password do not go together."),
        "incorrect_password": _("This is not your password."),
        "incorrect_code": _("This code is not right, or has been used."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's signature
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse while this caller has to wait; else count the attempt before it is tried."""
        self._caller = self._who(request, credentials.get("email", ""))
        try:
            throttle.claim(self._caller, timezone.now())
        except throttle.TooManyAttempts as refusal:
            raise ValidationError(str(refusal), code="too_many_login_attempts") from None

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """Check the password; a disabled account answers as a wrong password does."""
        user = super().authenticate(request, **credentials)
        return user if isinstance(user, User) and user.is_active else None

    def _rollback_login_failed_rl_usage(self) -> None:
        throttle.succeeded(self._caller)

    def _delete_login_attempts_cached_email(self, request: HttpRequest, **credentials: Any) -> None:
        throttle.succeeded(self._who(request, credentials["email"]))

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        account = pseudonym("account", credentials.get("email", "").lower())[:16]
        trail.denied(_visitor(request), "identity.session.started", User, account=account)

    def post_login(self, request: HttpRequest, user: Any, **more: Any) -> HttpResponse:
        """Mark the browser, and write into the trail that a session began."""
        response = super().post_login(request, user, **more)
        devices.mark(request, response, user.email)
        trail.record(_visitor(request, user), "identity.session.started", user)
        return response

    def logout(self, request: HttpRequest) -> None:
        """End the session, and say so in the trail."""
        user = request.user
        if isinstance(user, User):
            trail.record(_visitor(request, user), "identity.session.ended", user)
        super().logout(request)

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:  # noqa: ARG002 - as above
        return HttpResponseRedirect(reverse("account_login"))

    def send_notification_mail(self, template_prefix: str, user: Any, *_more: Any, **_context: Any) -> None:
        """Tell the owner, by a mail the worker sends, that a credential has changed."""
        change = template_prefix.rpartition("/")[2]
        trail.record(_visitor(self.request, user), f"identity.credential.{change}", user)
        defer(jobs.tell_of_change, user_id=user.pk, change=change)

    def add_message(  # noqa: PLR0917 - as above
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,  # noqa: ARG002 - as above
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Say only what is worth saying, in our words."""
        text = message or SAID.get(message_template or "")
        if text:
            messages.add_message(request, level, str(text), extra_tags=extra_tags)

    def is_reauthentication_required(self, *, app: str, **_more: Any) -> bool:  # noqa: ARG002 - as above
        """Ask again before sensitive changes, unless the owner has proven themself a moment ago."""
        records = get_authentication_records(self.request, self.request.user)
        fresh = [
            one for one in records if time.time() - one["at"] < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
        ]
        return not fresh

    def _who(self, request: HttpRequest, email: str) -> throttle.Caller:
        return throttle.Caller(email, self.get_client_ip(request), devices.known_as(request, email))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002 - as above
        return reverse("mfa_index")


class SecondFactorAdapter(DefaultMFAAdapter):
    """Second factors: sealed in the database, and kept while a role asks for one."""

    error_messages = {  # noqa: RUF012 - allauth declares it so
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": _("Your roles ask for a second factor. Add another one first."),
        "incorrect_code": _("This code is not right, or has been used."),
    }

    def encrypt(self, text: str) -> str:
        return sealing.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return sealing.unseal(encrypted_text)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Keep the last one of a user whose roles ask for a second factor."""
        others = Authenticator.objects.filter(user_id=authenticator.user_id, type__in=second_factor.STRONG)
        if others.exclude(pk=authenticator.pk).exists():
            return True
        return not second_factor.is_required(authenticator.user_id, timezone.localdate())

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:  # noqa: A002
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return gettext("Passkey %(number)s") % {"number": count + 1}

    def _get_site_name(self) -> str:
        return "Tenure"


def _visitor(request: HttpRequest, user: User | None = None) -> Actor:
    actor: Actor | None = getattr(request, "actor", None)
    if actor is not None and user is not None and actor.user_id == user.pk:
        return actor
    return Actor(user.pk if user else None, None, timezone.localdate(), label="sign-in")
