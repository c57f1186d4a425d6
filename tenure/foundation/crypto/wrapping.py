"""The key-encrypting keys: files in the keys folder, the newest one in use.

A data key is wrapped by one of them. Rotation wraps every data key anew and rewrites no value.
"""

import base64
import secrets
from pathlib import Path
from typing import Final
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from tenure.foundation.refusal import Refused

from .models import DataKey
from .secrets import make, secret, secret_bytes

NONCE: Final = 12
LOCK: Final = 7_305_003


class KeyIsMissing(Refused):
    message = _(
        "The key file {name} is missing from {folder}. Put it back from where the keys are kept; "
        "without it the sealed values cannot be read."
    )
    status = 503


class KeyIsWrong(Refused):
    message = _(
        "The key file {name} in {folder} is not the one that sealed this database. Put the right one there."
    )
    status = 503


class KeyIsGone(Refused):
    message = _("This value was sealed with a key that was given up as lost. It cannot be read any more.")
    status = 410


def data_key(uid: UUID) -> bytes:
    """Unwrap a data key; each process does so once."""
    if uid not in _open:
        row = DataKey.objects.filter(pk=uid).first()
        if row is None:
            raise KeyIsGone
        _open[uid] = _unwrapped(row)
    return _open[uid]


def newest() -> tuple[UUID, bytes]:
    """Give the data key to seal with; the first seal of a new Tenure makes it."""
    row = DataKey.objects.order_by("-made_at", "-uid").first() or _first()
    return row.pk, _unwrapped(row) if row.pk not in _open else _open[row.pk]


def add_data_key() -> DataKey:
    """Make a data key: from now on new values are sealed with it, old ones stay readable."""
    name = current_name() or _make_file(1)
    row = DataKey(key_name=name)
    row.wrapped = _wrap(secrets.token_bytes(32), row.pk, name)
    row.save(force_insert=True)
    return row


@transaction.atomic
def rotate() -> str:
    """Make a new key file and wrap every data key in it; the old file is needed for old backups only."""
    name = current_name()
    fresh = _make_file(int(name.removeprefix("sealing-")) + 1 if name else 1)
    for row in DataKey.objects.select_for_update():
        row.wrapped, row.key_name = _wrap(_unwrapped(row), row.pk, fresh), fresh
        row.save(update_fields=["wrapped", "key_name"])
    return fresh


def check() -> int:
    """Open every data key, or refuse with what is wrong; give their number."""
    return sum(1 for row in DataKey.objects.all() if _unwrapped(row))


def forget() -> None:
    """Let this process unwrap every data key anew."""
    _open.clear()


def opens(row: DataKey) -> bool:
    """Say whether the file is there that opens a data key."""
    try:
        return bool(_unwrapped(row))
    except (KeyIsMissing, KeyIsWrong):
        return False


def secret_of(name: str) -> bytes:
    """Give a key of 32 bytes of the keys folder, made at first use; text keys come as they are."""
    data = _folder().parent
    return secret_bytes(data, name) if name == "blind-index" else secret(data, name).encode()


def current_name() -> str | None:
    """Name the newest key file."""
    return max((path.name for path in _folder().glob("sealing-[0-9]*")), default=None)


_open: dict[UUID, bytes] = {}


def _first() -> DataKey:
    """Make the very first data key, once also when several begin at the same moment."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        return DataKey.objects.first() or add_data_key()


def _wrap(key: bytes, uid: UUID, name: str) -> bytes:
    nonce = secrets.token_bytes(NONCE)
    return nonce + AESGCM(_file_key(name)).encrypt(nonce, key, uid.bytes)


def _unwrapped(row: DataKey) -> bytes:
    wrapped = bytes(row.wrapped)
    try:
        return AESGCM(_file_key(row.key_name)).decrypt(wrapped[:NONCE], wrapped[NONCE:], row.pk.bytes)
    except (InvalidTag, ValueError):
        raise KeyIsWrong(name=row.key_name, folder=_folder()) from None


def _file_key(name: str) -> bytes:
    path = _folder() / name
    if not path.exists():
        raise KeyIsMissing(name=name, folder=_folder())
    return base64.b64decode(path.read_text().strip())


def _make_file(number: int) -> str:
    name = f"sealing-{number:04}"
    make(_folder() / name, base64.b64encode(secrets.token_bytes(32)).decode())
    return name


def _folder() -> Path:
    return Path(settings.DATA_DIR) / "keys"
