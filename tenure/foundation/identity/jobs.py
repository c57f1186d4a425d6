"""Mails about accounts, sent by the worker: no page waits for them, and no answer's time tells of them.

A secret is made where it is sent, so that none lies in the queue.
"""

from django.db import transaction

from tenure.foundation.jobs import job

from . import mails
from .keys import hash_of, new_secret
from .links import invitation_link, reset_link
from .models import Invitation, User


@job("identity.send_reset_link")
def send_reset_link(email: str) -> None:
    """Mail the reset link if an active account has this address; else nothing."""
    user = User.objects.filter(email=email.strip().lower(), is_active=True).first()
    if user is not None:
        mails.post(user.email, "reset", language=user.language, link=reset_link(user))


@job("identity.send_invitation")
@transaction.atomic
def send_invitation(invitation_id: int) -> None:
    """Mail an open invitation with a fresh secret."""
    rows = Invitation.objects.select_for_update().filter(accepted_at=None, withdrawn_at=None)
    invitation = rows.filter(pk=invitation_id).first()
    if invitation is None:
        return
    secret = new_secret()
    invitation.token_hash = hash_of(secret)
    invitation.save(update_fields=["token_hash"])
    mails.post(invitation.email, "invitation", link=invitation_link(secret), until=invitation.expires_at)


@job("identity.tell_of_change")
def tell_of_change(user_id: int, change: str) -> None:
    """Tell a user by mail that something about how they sign in has changed."""
    user = User.objects.get(pk=user_id)
    mails.post(user.email, "change", language=user.language, what=mails.CHANGES[change])
