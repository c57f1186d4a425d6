"""Keys for programs."""

from collections.abc import Iterable
from datetime import timedelta
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenure.foundation.access import Actor
from tenure.foundation.audit import trail
from tenure.foundation.refusal import NotThere, Refused

from .. import second_factor
from ..access import MANAGE
from ..keys import hash_of
from ..models import Token
from ..tokens import mint

LASTS = timedelta(days=365)


class ScopesTooWide(Refused):
    message = _("A token cannot be given what its owner does not hold: {missing}.")


class NothingChosen(Refused):
    message = _("Choose what the token may do.")


class SecondFactorFirst(Refused):
    message = _("The owner's roles ask for a second factor. Set it up before making a token.")


class NotForOthers(Refused):
    message = _("A token sees what its owner sees, so only its owner makes it.")
    status = 403


class Made(NamedTuple):
    """A token and its text, which is shown once and is nowhere else."""

    token: Token
    text: str


@transaction.atomic
def create_token(
    owner: Actor, *, name: str, scopes: Iterable[str], lasts: timedelta = LASTS, by: Actor
) -> Made:
    """Make a token for its owner; at the command line also the machine's operator may."""
    if owner.user_id is None or (by.user_id != owner.user_id and by.channel != "cli"):
        raise NotForOthers
    wanted = _within(owner, scopes)
    if second_factor.is_required(owner.user_id, owner.today) and not second_factor.is_enrolled(owner.user_id):
        raise SecondFactorFirst
    minted = mint()
    token = Token.objects.create(
        user_id=owner.user_id,
        name=name.strip()[:80],
        prefix=minted.prefix,
        secret_hash=hash_of(minted.secret),
        scopes=wanted,
        expires_at=timezone.now() + lasts,
    )
    trail.record(by, "identity.token.created", token, scopes=wanted)
    return Made(token, minted.text)


@transaction.atomic
def revoke_token(token_id: int, *, by: Actor) -> Token:
    """End a token of one's own, or of anybody for those who manage accounts."""
    token: Token | None = Token.objects.select_for_update(of=("self",)).filter(pk=token_id).first()
    managed = Token.objects.allowed(by, MANAGE).filter(pk=token_id).exists()
    if token is None or not (token.user_id == by.user_id or managed):
        raise NotThere
    if token.revoked_at is None:
        token.revoked_at = timezone.now()
        token.save(update_fields=["revoked_at"])
    trail.record(by, "identity.token.revoked", token)
    return token


def _within(owner: Actor, scopes: Iterable[str]) -> list[str]:
    wanted = sorted(set(scopes))
    if not wanted:
        raise NothingChosen
    missing = [code for code in wanted if not owner.holds(code)]
    if missing:
        raise ScopesTooWide(missing=", ".join(missing))
    return wanted
