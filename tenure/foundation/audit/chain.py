"""Weaves entries into a chain of fingerprints, and finds where the chain is broken."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, timedelta
from typing import Final

from django.db import connection, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from .models import Entry, Link

FIRST: Final = "0" * 64
LOCK: Final = 7_305_002
# An entry whose transaction is still open may get a lower number than one that is linked already.
LONGEST_TRANSACTION: Final = timedelta(days=2)
BATCH: Final = 5_000
# The columns that count, by name: a column added later must not break the links made before it.
CHAINED: Final = (
    "id", "run", "kind", "verb", "actor_user_id", "actor_person_id", "actor_label", "channel", "request_id",
    "subject_type", "subject_id", "subject_uid", "about", "details", "reason",
)  # fmt: skip


@dataclass(frozen=True)
class Broken:
    """The first place at which the trail no longer is what it was."""

    number: int
    entry_id: int | None
    words: str


def extend(limit: int = BATCH) -> int:
    """Link the entries that are not linked yet; one process at a time."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        head = Link.objects.order_by("-number").first()
        links = list(_links(head, _unlinked(head)[:limit]))
        Link.objects.bulk_create(links)
    return len(links)


def fingerprint(previous: str, entry: Entry) -> str:
    """Hash an entry together with the link before it."""
    return hashlib.sha256(f"{previous}\n{canonical(entry)}".encode()).hexdigest()


def canonical(entry: Entry) -> str:
    """Write an entry as one text that is the same in every session, time zone and release."""
    columns = {name: getattr(entry, name) for name in CHAINED}
    columns["at"] = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    return json.dumps(columns, sort_keys=True, ensure_ascii=True, separators=(",", ":"), default=str)


def first_broken() -> Broken | None:
    """Walk the whole chain and name the first link that does not hold; ``None`` when all do."""
    previous = FIRST
    for number, (link, entry) in enumerate(_pairs(), start=1):
        if words := _fault(link, entry, number, previous):
            return Broken(number, link.entry_id, words)
        previous = link.fingerprint
    return _never_linked()


def length() -> int:
    """Give the number of links."""
    return Link.objects.aggregate(last=Max("number"))["last"] or 0


def _links(head: Link | None, entries: list[Entry]) -> Iterator[Link]:
    previous, number = (head.fingerprint, head.number) if head else (FIRST, 0)
    for entry in entries:
        number += 1
        link = Link(
            number=number, entry_id=entry.pk, previous=previous, fingerprint=fingerprint(previous, entry)
        )
        previous = link.fingerprint
        yield link


def _unlinked(head: Link | None) -> list[Entry]:
    last = Entry.objects.filter(pk=head.entry_id).first() if head else None
    recent = Entry.objects.filter(at__gt=last.at - LONGEST_TRANSACTION) if last else Entry.objects.all()
    linked = Link.objects.values("entry_id")
    return list(recent.exclude(pk__in=linked).order_by("pk")[:BATCH])


def _fault(link: Link, entry: Entry | None, number: int, previous: str) -> str:
    if link.number != number:
        return _("link %(number)s is gone") % {"number": number}
    if entry is None:
        return _("entry %(entry)s is gone") % {"entry": link.entry_id}
    if link.previous != previous:
        return _("link %(number)s does not follow the one before it") % {"number": number}
    if link.fingerprint != fingerprint(previous, entry):
        return _("entry %(entry)s was changed") % {"entry": link.entry_id}
    return ""


def _pairs() -> Iterator[tuple[Link, Entry | None]]:
    """Give links in order with their entries, a batch at a time."""
    reached = 0
    while batch := list(Link.objects.filter(number__gt=reached).order_by("number")[:BATCH]):
        entries = Entry.objects.in_bulk([link.entry_id for link in batch])
        yield from ((link, entries.get(link.entry_id)) for link in batch)
        reached = batch[-1].number


def _never_linked() -> Broken | None:
    newest = Entry.objects.aggregate(at=Max("at"))["at"]
    if newest is None:
        return None
    old = Entry.objects.filter(at__lt=newest - LONGEST_TRANSACTION)
    forgotten = old.exclude(pk__in=Link.objects.values("entry_id")).order_by("pk").first()
    if forgotten is None:
        return None
    words = _("entry %(entry)s was added to the past, or never linked") % {"entry": forgotten.pk}
    return Broken(length(), forgotten.pk, words)
