"""Seals the secrets of second factors, so that a copy of the database is no second factor."""

import base64
import hashlib
from functools import cache

from cryptography.fernet import Fernet
from django.conf import settings


def seal(text: str) -> str:
    """Make a text unreadable without this Tenure's key."""
    return _box(settings.SIGN_IN_KEY).encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """Read a sealed text again."""
    return _box(settings.SIGN_IN_KEY).decrypt(sealed.encode()).decode()


@cache
def _box(key: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(key.encode()).digest()))
