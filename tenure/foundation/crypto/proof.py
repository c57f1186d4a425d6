"""Proves at every start that the keys of the keys folder are those of this database."""

import hashlib
import hmac
from pathlib import Path
from typing import Final

from django.conf import settings

from . import wrapping
from .models import DataKey, KeyPrint
from .secrets import is_there, secret
from .wrapping import KeyIsMissing, KeyIsWrong

# Keys that are no data keys' wrapping, and without which something sealed or found by them is lost.
PRINTED: Final = ("blind-index", "sign-in-key")


def prove() -> int:
    """Refuse with what is missing or wrong; give the number of data keys that open."""
    for row in KeyPrint.objects.order_by("name"):
        if not is_there(_folder().parent, row.name):
            raise KeyIsMissing(name=row.name, folder=_folder())
        if not hmac.compare_digest(_print_of(row.name), row.mark):
            raise KeyIsWrong(name=row.name, folder=_folder())
    return wrapping.check()


def keep_prints() -> None:
    """Note by which marks the keys are known again; what was noted once stays."""
    for name in PRINTED:
        if not KeyPrint.objects.filter(pk=name).exists():
            wrapping.secret_of(name)
            KeyPrint.objects.create(name=name, mark=_print_of(name))


def give_up() -> tuple[int, list[str]]:
    """Let go of the keys that are lost for good: what they sealed will never be read again.

    Gives the number of data keys that went, and the names of other keys whose successors hold now.
    """
    lost = [row for row in DataKey.objects.all() if not wrapping.opens(row)]
    for one in lost:
        one.delete()
    changed = []
    for name in PRINTED:
        wrapping.secret_of(name)
        row, made = KeyPrint.objects.get_or_create(pk=name, defaults={"mark": _print_of(name)})
        if not made and row.mark != _print_of(name):
            row.mark = _print_of(name)
            row.save(update_fields=["mark"])
            changed.append(name)
    return len(lost), changed


def _print_of(name: str) -> str:
    text = secret(_folder().parent, name)
    return hmac.new(text.encode(), f"tenure key {name}".encode(), hashlib.sha256).hexdigest()[:32]


def _folder() -> Path:
    return Path(settings.DATA_DIR) / "keys"
