"""Secrets that are handed out once: only their hash stays here."""

import hashlib
import hmac
import secrets

from django.conf import settings


def new_secret() -> str:
    """Make 256 random bits, safe in an address."""
    return secrets.token_urlsafe(32)


def hash_of(secret: str) -> str:
    """Hash a secret of full entropy; a slow hash would add nothing."""
    return hashlib.sha256(secret.encode()).hexdigest()


def same(secret: str, stored: str) -> bool:
    """Compare a secret with a stored hash in constant time."""
    return hmac.compare_digest(hash_of(secret), stored)


def pseudonym(*parts: str) -> str:
    """Turn what names a person or a network into a key that names nobody without our secret."""
    text = "\x1f".join(parts)
    return hmac.new(settings.SECRET_KEY.encode(), text.encode(), "sha256").hexdigest()
