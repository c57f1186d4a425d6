"""The request as views see it."""

import hashlib

from django.http import HttpRequest

from tenure.foundation.access import Actor
from tenure.foundation.identity.models import User


class Request(HttpRequest):
    """A request of somebody who is signed in: for the signatures of views, never made by hand."""

    user: User
    actor: Actor
    request_id: str


def asker(request: HttpRequest) -> str:
    """Name who asks, for limits and repeats: a user, a token (by its fingerprint), or an address."""
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        return f"user:{user.pk}"
    token = request.headers.get("Authorization", "")
    if token:
        return f"token:{fingerprint(token.encode())}"
    return f"address:{address(request)}"


def address(request: HttpRequest) -> str:
    """Give the address of the other side; a proxy that the server trusts has already put it right."""
    return str(request.META.get("REMOTE_ADDR") or "unknown")


def fingerprint(content: bytes) -> str:
    """Shorten any content to a text that tells it from others."""
    return hashlib.sha256(content).hexdigest()[:40]
