"""Accounts, roles and actors for tests; nothing here surprises."""

from datetime import date
from functools import cache
from itertools import count

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.hashers import make_password

from tenure.foundation.access import Actor, Held
from tenure.foundation.identity.actions.grants import Over, give
from tenure.foundation.identity.actions.users import new_account
from tenure.foundation.identity.models import Grant, Role, User

TODAY = date(2026, 11, 20)
PASSWORD = "a sentence that nobody guesses"
EVERYONE = Over()
_numbers = count(1)


def user(email: str = "", *roles: str, password: str = PASSWORD, over: Over = EVERYONE) -> User:
    made = new_account(email or f"user{next(_numbers)}@example.com")
    User.objects.filter(pk=made.pk).update(password=_hashed(password))
    made.refresh_from_db()
    for code in roles:
        hold(made, code, over)
    return made


@cache
def _hashed(password: str) -> str:
    """Hash each password once: the hash is slow on purpose."""
    return make_password(password)


def hold(
    who: User, code: str, over: Over = EVERYONE, since: date = TODAY, until: date | None = None
) -> Grant:
    return give(who, Role.objects.get(code=code), over, valid_from=since, valid_until=until)


def enrol(who: User) -> str:
    """Give a user an authenticator app; return its secret."""
    secret = generate_totp_secret()
    TOTP.activate(who, secret)
    return secret


def actor(who: User | None = None, *permissions: str, over: Over = EVERYONE, channel: str = "web") -> Actor:
    held = tuple(Held(code, over.scope, over.targets) for code in permissions)
    return Actor(who.pk if who else None, None, TODAY, held, channel)


def administrator(*more: str) -> Actor:
    """An actor who manages accounts and gives roles over everyone; a real account stands behind it."""
    return actor(user("", "administrator"), "identity.manage", "identity.grant", "system.configure", *more)
