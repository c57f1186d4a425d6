"""Making accounts, closing them and opening them again."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenure.foundation.access import Actor
from tenure.foundation.audit import trail
from tenure.foundation.events import announce
from tenure.foundation.jobs import defer
from tenure.foundation.refusal import Refused

from .. import jobs
from ..access import MANAGE
from ..events import UserDisabled
from ..models import User
from .grants import keep_an_administrator


class AccountExists(Refused):
    message = _("There is already an account with this e-mail address.")
    status = 409


class NotYourOwnAccount(Refused):
    message = _("Nobody does this to their own account. Ask another administrator.")


@transaction.atomic
def create_user(email: str, *, by: Actor) -> User:
    """Make an account without a password: it signs in after a reset, or by single sign-on."""
    user = new_account(email)
    trail.record(by, "identity.user.created", user)
    return user


@transaction.atomic
def disable_user(user_id: int, *, reason: str = "", by: Actor) -> User:
    """Close an account: its sessions and tokens end at once, whatever they are doing."""
    user = _locked(user_id, by)
    if by.user_id == user.pk:
        raise NotYourOwnAccount
    user.is_active = False
    user.save(update_fields=["is_active"])
    keep_an_administrator(by.today)
    _end_sessions(user)
    user.tokens.filter(revoked_at__isnull=True).update(revoked_at=timezone.now())
    announce(UserDisabled(user_id=user.pk))
    trail.record(by, "identity.user.disabled", user, reason=reason)
    return user


@transaction.atomic
def enable_user(user_id: int, *, reason: str = "", by: Actor) -> User:
    """Open an account again; its old sessions and tokens stay ended."""
    user = _locked(user_id, by)
    user.is_active = True
    user.save(update_fields=["is_active"])
    trail.record(by, "identity.user.enabled", user, reason=reason)
    return user


@transaction.atomic
def end_sessions(user_id: int, *, by: Actor) -> User:
    """Sign a user out everywhere."""
    user = _locked(user_id, by)
    _end_sessions(user)
    trail.record(by, "identity.sessions.ended", user)
    return user


@transaction.atomic
def remove_second_factor(user_id: int, *, reason: str, by: Actor) -> User:
    """Take away a lost second factor; all sessions end, and roles that need one ask for a new one."""
    user = _locked(user_id, by)
    if by.user_id == user.pk:
        raise NotYourOwnAccount
    Authenticator.objects.filter(user=user).delete()
    _end_sessions(user)
    defer(jobs.tell_of_change, user_id=user.pk, change="second_factor_removed")
    trail.record(by, "identity.second_factor.removed", user, reason=reason)
    return user


@transaction.atomic
def send_reset(user_id: int, *, by: Actor) -> User:
    """Mail a user the link at which they choose a new password; nobody else ever sees it."""
    user = _locked(user_id, by)
    defer(jobs.send_reset_link, email=user.email)
    trail.record(by, "identity.reset.sent", user)
    return user


def new_account(email: str, password: str | None = None) -> User:
    """Write the row of an account whose address is known to be its owner's."""
    email = email.strip().lower()
    if User.objects.filter(email=email).exists():
        raise AccountExists
    user = User.objects.create_user(email, password)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def _locked(user_id: int, by: Actor) -> User:
    user: User = User.objects.allowed(by, MANAGE).select_for_update().get(pk=user_id)
    return user


def _end_sessions(user: User) -> None:
    for session in UserSession.objects.filter(user=user):
        session.end()
