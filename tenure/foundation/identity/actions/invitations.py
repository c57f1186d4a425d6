"""Letting somebody in, once, by a letter that expires."""

from datetime import timedelta
from typing import NamedTuple
from uuid import UUID

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenure.foundation.access import Actor, require
from tenure.foundation.access.second_person import second_person
from tenure.foundation.audit import trail
from tenure.foundation.events import announce
from tenure.foundation.jobs import defer
from tenure.foundation.refusal import Refused

from .. import jobs
from ..access import MANAGE
from ..events import InvitationAccepted
from ..keys import hash_of, new_secret
from ..models import Invitation, Role, User
from .grants import Over, give, may_give
from .users import AccountExists, new_account

INVITE = "identity.invite"
LASTS = timedelta(days=7)


class InvitationOver(Refused):
    message = _("This invitation has been used, withdrawn or has expired. Ask for a new one.")
    status = 404


class PasswordRefused(Refused):
    message = _("This password cannot be used.")


class Invited(NamedTuple):
    """An invitation and its secret, which is nowhere else; empty where a mail brings it."""

    invitation: Invitation
    secret: str


@transaction.atomic
def invite(
    email: str,
    *,
    role: Role | None = None,
    over: Over | None = None,
    person_uid: UUID | None = None,
    by_mail: bool = True,
    by: Actor,
) -> Invited:
    """Invite somebody; an earlier open invitation to the same address is withdrawn."""
    require(by, MANAGE)
    over = over or Over()
    if role is not None:
        may_give(by, role, over)
        second_person(by, INVITE)
    email = email.strip().lower()
    if User.objects.filter(email=email).exists():
        raise AccountExists
    open_invitations(email).update(withdrawn_at=timezone.now())
    invited = _write(email, role, over, person_uid, by)
    if by_mail:
        defer(jobs.send_invitation, invitation_id=invited.invitation.pk)
        invited = invited._replace(secret="")
    trail.record(by, "identity.invitation.sent", invited.invitation, role=role.code if role else "")
    return invited


@transaction.atomic
def withdraw_invitation(invitation_id: int, *, by: Actor) -> Invitation:
    """Make an invitation useless before it is accepted."""
    mine = Invitation.objects.allowed(by, MANAGE).select_for_update(of=("self",))
    invitation: Invitation = mine.get(pk=invitation_id)
    if invitation.accepted_at is not None:
        raise InvitationOver
    invitation.withdrawn_at = timezone.now()
    invitation.save(update_fields=["withdrawn_at"])
    trail.record(by, "identity.invitation.withdrawn", invitation)
    return invitation


@transaction.atomic
def accept_invitation(secret: str, *, password: str, by: Actor) -> User:
    """Make the account that an invitation promises, with a password its owner chooses."""
    invitation = open_invitation(secret, lock=True)
    _check_password(password, invitation.email)
    user = new_account(invitation.email, password)
    if invitation.role is not None:
        over = Over(invitation.scope, tuple(invitation.targets))
        give(user, invitation.role, over, valid_from=by.today)
    invitation.accepted_at = timezone.now()
    invitation.save(update_fields=["accepted_at"])
    announce(InvitationAccepted(user_id=user.pk, person_uid=invitation.person_uid))
    trail.record(by, "identity.invitation.accepted", invitation, user=user.uid)
    return user


def open_invitation(secret: str, *, lock: bool = False) -> Invitation:
    """Find the open invitation that a secret belongs to."""
    rows = Invitation.objects.select_related("role", "invited_by").filter(token_hash=hash_of(secret))
    invitation: Invitation | None = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if invitation is None or not _is_open(invitation):
        raise InvitationOver
    return invitation


def open_invitations(email: str) -> models.QuerySet[Invitation]:
    """Give the invitations to an address that can still be accepted."""
    rows: models.QuerySet[Invitation]
    rows = Invitation.objects.filter(email=email, accepted_at__isnull=True, withdrawn_at__isnull=True)
    return rows


def _is_open(invitation: Invitation) -> bool:
    used = invitation.accepted_at or invitation.withdrawn_at
    inviter_gone = invitation.invited_by is not None and not invitation.invited_by.is_active
    return not used and not inviter_gone and invitation.expires_at > timezone.now()


def _write(email: str, role: Role | None, over: Over, person_uid: UUID | None, by: Actor) -> Invited:
    secret = new_secret()
    invitation = Invitation.objects.create(
        email=email,
        person_uid=person_uid,
        role=role,
        scope=over.scope,
        targets=list(over.targets),
        token_hash=hash_of(secret),
        invited_by_id=by.user_id,
        expires_at=timezone.now() + LASTS,
    )
    return Invited(invitation, secret)


def _check_password(password: str, email: str) -> None:
    try:
        validate_password(password, User(email=email))
    except ValidationError as error:
        raise PasswordRefused(errors={"password": " ".join(error.messages)}) from None
