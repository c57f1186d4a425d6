"""Whether a user has to have, and has, a second factor."""

from datetime import date

from allauth.mfa.models import Authenticator

from .models import Grant

STRONG = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def is_enrolled(user_id: int) -> bool:
    """Say whether the user has an authenticator app or a passkey (recovery codes alone do not count)."""
    return Authenticator.objects.filter(user_id=user_id, type__in=STRONG).exists()


def is_required(user_id: int, day: date) -> bool:
    """Say whether a role that the user holds asks for a second factor."""
    return bool(Grant.objects.as_of(day).filter(user_id=user_id, role__second_factor=True).exists())
