"""Marks a browser that has signed in, so that guesses from elsewhere cannot shut its owner out."""

from typing import Final

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from .keys import new_secret

COOKIE: Final = "__Host-device" if settings.SECURE else "device"
SALT: Final = "identity.device"
LASTS: Final = 365 * 24 * 3600


def mark(request: HttpRequest, response: HttpResponse, email: str) -> None:
    """Remember in the browser that this account has signed in here."""
    nonce = known_as(request, email) or new_secret()
    response.set_cookie(
        COOKIE,
        signing.dumps([email, nonce], salt=SALT),
        max_age=LASTS,
        secure=settings.SECURE,
        httponly=True,
        samesite="Lax",
    )


def known_as(request: HttpRequest, email: str) -> str:
    """Give the mark of a browser that has signed in to this account before, or nothing."""
    try:
        owner, nonce = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=LASTS)
    except (signing.BadSignature, ValueError):
        return ""
    return str(nonce) if owner == email.strip().lower() else ""
