"""Seals texts: AES-256-GCM, each bound to the row and the column that it belongs to.

A sealed text moved to another row, another column or another table does not open.
"""

import hashlib
import hmac
import secrets
import unicodedata
from pathlib import Path
from typing import Final
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from tenure.foundation.refusal import Refused

from .secrets import secret_bytes

VERSION: Final = b"\x01"
UID: Final = 16
NONCE: Final = 12


class CannotUnseal(Refused):
    message = _("A sealed value does not open: it was changed, or moved from another record.")
    status = 500


def seal(text: str, *, bound_to: UUID, purpose: str) -> bytes:
    """Seal a text to what it belongs to.

    ``bound_to`` is the ``uid`` of the row; for dated rows, which are split and joined, that of
    their owner. ``purpose`` names table and column: "people.identity_paper.number".
    """
    from . import wrapping  # needs the models, and this package is imported before them

    uid, key = wrapping.newest()
    nonce = secrets.token_bytes(NONCE)
    return VERSION + uid.bytes + nonce + AESGCM(key).encrypt(nonce, text.encode(), _bond(bound_to, purpose))


def unseal(sealed: bytes | memoryview, *, bound_to: UUID, purpose: str) -> str:
    """Open a sealed text; refuses what was changed or belongs elsewhere."""
    from . import wrapping

    whole = bytes(sealed)
    if whole[:1] != VERSION or len(whole) < 1 + UID + NONCE:
        raise CannotUnseal
    key = wrapping.data_key(UUID(bytes=whole[1 : 1 + UID]))
    nonce, rest = whole[1 + UID : 1 + UID + NONCE], whole[1 + UID + NONCE :]
    try:
        return AESGCM(key).decrypt(nonce, rest, _bond(bound_to, purpose)).decode()
    except InvalidTag:
        raise CannotUnseal from None


def key_of(sealed: bytes | memoryview) -> UUID:
    """Tell which data key sealed a text."""
    return UUID(bytes=bytes(sealed)[1 : 1 + UID])


def blind(text: str, *, purpose: str) -> bytes:
    """Give the fingerprint by which an equal value is found, whatever its spacing and case.

    It tells equal values from others and nothing else; the key is not in the database.
    """
    key = secret_bytes(Path(settings.DATA_DIR), "blind-index")
    return hmac.new(key, f"{purpose}\n{normal(text)}".encode(), hashlib.sha256).digest()


def normal(text: str) -> str:
    """Bring a number to the form in which two writings of it are equal: "de 12-34" is "DE1234"."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).upper() if c.isalnum())


def ending(text: str) -> str:
    """Give the last four characters, to show which number it is; nothing of a short one."""
    plain = normal(text)
    return plain[-4:] if len(plain) >= 8 else ""


def _bond(bound_to: UUID, purpose: str) -> bytes:
    return f"tenure|{purpose}|{bound_to}".encode()
