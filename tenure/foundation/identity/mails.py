"""The mails about accounts."""

from typing import Any, Final

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _, override

CHANGES: Final[dict[str, Promise]] = {
    "password_changed": _("Your password was changed."),
    "password_reset": _("Your password was reset by the link in a mail."),
    "totp_activated": _("An authenticator app was added to your account."),
    "totp_deactivated": _("The authenticator app was removed from your account."),
    "webauthn_added": _("A passkey was added to your account."),
    "webauthn_removed": _("A passkey was removed from your account."),
    "recovery_codes_generated": _(
        "New recovery codes were made for your account; the old ones no longer work."
    ),
    "second_factor_removed": _("An administrator removed the second factor of your account."),
    "token_created": _("A token for programs was made for your account."),
}


def post(to: str, letter: str, *, language: str = "", **words: Any) -> None:
    """Send one letter: the first line of its template is the subject."""
    with override(language or None):
        text = render_to_string(f"identity/mail/{letter}.txt", words, using="jinja2")
    subject, _, body = text.strip().partition("\n")
    EmailMessage(subject=subject.strip(), body=body.strip() + "\n", to=[to]).send()
