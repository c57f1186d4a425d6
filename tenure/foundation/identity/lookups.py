"""Finds what the operator of the machine names, or says in words that it is not there."""

from django.utils.translation import gettext_lazy as _

from tenure.foundation.refusal import Refused

from .models import Role, Token, User
from .tokens import MARK


class UnknownAccount(Refused):
    message = _("There is no account {email} that is open. `tenure user list` shows all.")
    status = 404


class UnknownRole(Refused):
    message = _("There is no role {code}. There are: {known}.")
    status = 404


class UnknownToken(Refused):
    message = _("There is no token that begins so.")
    status = 404


class NobodyByThisNumber(Refused):
    message = _("Nobody has the personnel number {number}.")
    status = 404


def user_by_email(email: str) -> User:
    """Find an account by its address."""
    found: User | None = User.objects.filter(email=email.strip().lower()).first()
    if found is None:
        raise UnknownAccount(email=email)
    return found


def role_by_code(code: str) -> Role:
    """Find a role by its code."""
    found: Role | None = Role.objects.filter(code=code).first()
    if found is None:
        known = ", ".join(Role.objects.order_by("pk").values_list("code", flat=True))
        raise UnknownRole(code=code, known=known)
    return found


def token_by_prefix(text: str) -> Token:
    """Find a token by its first part, with or without its mark."""
    parts = text.split("_")
    prefix = parts[1] if parts[0] == MARK and len(parts) > 1 else text
    found: Token | None = Token.objects.filter(prefix=prefix).first()
    if found is None:
        raise UnknownToken
    return found
