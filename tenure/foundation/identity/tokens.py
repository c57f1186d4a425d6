"""Finds who a bearer token speaks for."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone

from . import second_factor
from .keys import new_secret, same
from .models import Token, User

MARK: Final = "tnr"
PREFIX: Final = 10
USED_AGAIN: Final = timedelta(minutes=1)


@dataclass(frozen=True)
class Minted:
    """A new token's two halves: the prefix finds it, the secret proves it."""

    prefix: str
    secret: str

    @property
    def text(self) -> str:
        return f"{MARK}_{self.prefix}_{self.secret}"


def mint() -> Minted:
    """Make the text of a new token."""
    return Minted(new_secret().replace("_", "-")[:PREFIX], new_secret())


def authenticate(header: str) -> tuple[User, Token] | None:
    """Find the active user and live token of an ``Authorization`` header, or nothing."""
    prefix, secret = _parts(header)
    token = Token.objects.select_related("user").filter(prefix=prefix).first()
    matches = same(secret, token.secret_hash if token else "0" * 64)
    now = timezone.now()
    if token is None or not matches or not is_live(token, now) or _lacks_second_factor(token.user):
        return None
    _note_use(token, now)
    return token.user, token


def is_live(token: Token, now: datetime) -> bool:
    """Say whether a token still opens anything."""
    expired = token.expires_at is not None and token.expires_at <= now
    return token.revoked_at is None and not expired and token.user.is_active


def _lacks_second_factor(user: User) -> bool:
    """Say whether a role asks for a second factor that was never set up, or was taken away."""
    return second_factor.is_required(user.pk, timezone.localdate()) and not second_factor.is_enrolled(user.pk)


def _parts(header: str) -> tuple[str, str]:
    scheme, _, text = header.partition(" ")
    parts = text.strip().split("_", 2)
    if scheme.lower() != "bearer" or len(parts) != 3 or parts[0] != MARK:
        return "", ""
    return parts[1], parts[2]


def _note_use(token: Token, now: datetime) -> None:
    if token.last_used_at is None or token.last_used_at < now - USED_AGAIN:
        Token.objects.filter(pk=token.pk).update(last_used_at=now)
