"""Says whether the trail is whole."""

from dataclasses import dataclass

from . import anchors, chain
from .models import Entry


@dataclass(frozen=True)
class Verdict:
    """What was read, and the first broken place if there is one."""

    entries: int
    links: int
    anchors: int
    broken: chain.Broken | None


def verify() -> Verdict:
    """Read every entry, link and anchor."""
    broken = chain.first_broken() or anchors.first_broken()
    return Verdict(Entry.objects.count(), chain.length(), anchors.count(), broken)
