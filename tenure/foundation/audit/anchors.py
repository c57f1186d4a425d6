"""Writes down, outside the database and signed, how far the chain has come.

A chain shows an edit or a gap but not a tail that was cut off, nor a chain rewritten as a whole;
an anchor shows both.
"""

import base64
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.utils.translation import gettext as _

from tenure.foundation.crypto.secrets import secret_bytes

from .chain import Broken
from .models import Link


@dataclass(frozen=True)
class Anchor:
    """How long the chain was at an instant, and what its head was."""

    at: str
    number: int
    entry_id: int
    fingerprint: str

    def text(self) -> bytes:
        return json.dumps(vars(self), sort_keys=True, separators=(",", ":")).encode()


def places() -> list[Path]:
    """Name the files: one beside the data, and another where ``TENURE_ANCHORS`` says."""
    own = Path(settings.DATA_DIR) / "anchors" / "anchors.jsonl"
    elsewhere = os.environ.get("TENURE_ANCHORS")
    return [own, Path(elsewhere)] if elsewhere else [own]


def drop() -> Anchor | None:
    """Anchor the head of the chain in every place, unless it already is."""
    head = Link.objects.order_by("-number").first()
    if head is None:
        return None
    now = datetime.now(UTC).isoformat(timespec="seconds")
    anchor = Anchor(now, head.number, head.entry_id, head.fingerprint)
    for place in places():
        if _last_number(place) != anchor.number:
            _append(place, anchor)
    return anchor


def first_broken() -> Broken | None:
    """Hold the chain against every anchor and name the first that it contradicts."""
    for place in places():
        for line in _lines(place):
            if words := _fault(line):
                return Broken(int(line.get("number", 0)), line.get("entry_id"), words)
    return None


def count() -> int:
    """Give the number of anchors beside the data."""
    return sum(1 for _ in _lines(places()[0]))


def _fault(line: Mapping[str, Any]) -> str:
    signature = str(line.get("signature", ""))
    try:
        anchor = Anchor(**{k: v for k, v in line.items() if k != "signature"})
        _key().public_key().verify(base64.b64decode(signature), anchor.text())
    except (InvalidSignature, TypeError, ValueError):
        return _("an anchor was changed or signed with another key")
    link = Link.objects.filter(number=anchor.number).first()
    if link is None:
        return _(
            "the trail was %(number)s links long on %(at)s: its end was cut off, or this is an older copy"
        ) % {
            "number": anchor.number,
            "at": anchor.at,
        }
    if (link.fingerprint, link.entry_id) != (anchor.fingerprint, anchor.entry_id):
        return _("the chain up to link %(number)s was rewritten") % {"number": anchor.number}
    return ""


def _append(place: Path, anchor: Anchor) -> None:
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    signature = base64.b64encode(_key().sign(anchor.text())).decode()
    line = json.dumps({**vars(anchor), "signature": signature}, sort_keys=True) + "\n"
    handle = os.open(place, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(handle, "a") as file:
        file.write(line)
        file.flush()
        os.fsync(handle)


def _lines(place: Path) -> Iterator[dict[str, Any]]:
    if place.exists():
        with place.open() as file:
            yield from (_parsed(line) for line in file if line.strip())


def _parsed(line: str) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(line)
    except ValueError:
        return {}
    return found


def _last_number(place: Path) -> int:
    return max((int(line.get("number", 0)) for line in _lines(place)), default=0)


def _key() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(secret_bytes(Path(settings.DATA_DIR), "trail-anchor"))
