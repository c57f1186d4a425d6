"""The addresses that mails and the command line hand out, on this Tenure's own public address."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse

from .models import User


def absolute(path: str) -> str:
    """Put a path on the public address; the host of a request is never believed."""
    return f"{settings.PUBLIC_URL.rstrip('/')}{path}"


def invitation_link(secret: str) -> str:
    """Give the one-time address at which an invitation is accepted."""
    return absolute(reverse("invitation_open", kwargs={"secret": secret}))


def reset_link(user: User) -> str:
    """Give the one-time address at which this user may choose a new password."""
    parts = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    return absolute(reverse("account_reset_password_from_key", kwargs=parts))
