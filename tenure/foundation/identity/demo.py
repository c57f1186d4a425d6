"""Accounts for a company to play in: never with a known password."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.db import transaction

from tenure.foundation.access import Actor
from tenure.foundation.events import announce

from .actions.grants import Over, give
from .actions.users import new_account
from .events import InvitationAccepted
from .models import Role, User


@dataclass(frozen=True)
class SignIn:
    """How one signs in to a demo account; ``totp_secret`` is empty where no role asks for it."""

    user: User
    email: str
    password: str
    totp_secret: str


@transaction.atomic
def make_demo_user(
    email: str, roles: Iterable[str | tuple[str, Over]] = (), person: object = None, *, by: Actor
) -> SignIn:
    """Make an account with a random password, its roles, and a second factor where they ask for one.

    ``person`` is a row with a ``uid`` to link the account to; a role may come with what it is over.
    """
    password = secrets.token_urlsafe(15)
    user = new_account(email, password)
    wanted = [(one, Over()) if isinstance(one, str) else one for one in roles]
    strong = [_give(user, code, over, by).second_factor for code, over in wanted]
    secret = _second_factor(user) if any(strong) else ""
    announce(InvitationAccepted(user_id=user.pk, person_uid=getattr(person, "uid", None)))
    return SignIn(user, user.email, password, secret)


def _give(user: User, code: str, over: Over, by: Actor) -> Role:
    role: Role = Role.objects.get(code=code)
    give(user, role, over, valid_from=by.today)
    return role


def _second_factor(user: User) -> str:
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret
