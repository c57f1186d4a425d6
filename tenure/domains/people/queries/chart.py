"""The chart of a day: people under their managers with vacant seats, or seats under seats.

However large the organisation and whatever part of it is shown, the number of queries is the same.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final
from uuid import UUID

from tenure.foundation.access import Actor

from ..models import Person
from ..rules import branches
from ..rules.branches import Branches, Key, Part
from . import chart_cards, chart_stems

DEPTH: Final = 3
MOST: Final = 60
ENOUGH: Final = 300
PEOPLE, SEATS = "people", "seats"


@dataclass(frozen=True)
class Ask:
    """Which part of which chart: its day, its shape, what is open, and whom it must reach.

    ``most`` is shown of one's reports; no branch is opened once ``enough`` cards are.
    """

    day: date
    shape: str = PEOPLE
    open_keys: frozenset[Key] = frozenset()
    reach: Key = ""
    depth: int = DEPTH
    most: int = MOST
    enough: int = ENOUGH


@dataclass(frozen=True)
class Chart:
    """A part of the chart, parents before their children; ``total`` counts what it was taken from."""

    day: date
    shape: str
    cards: list[chart_cards.Card]
    left_out: dict[Key | None, int]
    total: int
    colours: list[tuple[str, Any]] = field(default_factory=list)


def chart(by: Actor, ask: Ask) -> Chart:
    """Give the tops with some levels below, and whatever is open."""
    stems, whole = _whole(by, ask)
    reached = {ask.reach, *whole.chain(ask.reach)} if ask.reach in whole.parents else set()
    shown = branches.part(
        whole,
        open_keys=ask.open_keys | reached,
        depth=0 if ask.open_keys else ask.depth,
        most=ask.most,
        enough=ask.enough,
    )
    return _drawn(by, ask, stems, whole, shown)


def branch(by: Actor, ask: Ask, *, above: Key | None, after: int = 0) -> Chart:
    """Give those right under one, from the ``after``-th on; under a person, nothing else is read."""
    top = Person.objects.filter(uid=above).values_list("pk", flat=True).first() if above else None
    stems, whole = _whole(by, ask, under=top if ask.shape == PEOPLE else None)
    return _drawn(by, ask, stems, whole, branches.more(whole, above, after=after, most=ask.most))


def _whole(by: Actor, ask: Ask, under: int | None = None) -> tuple[dict[Key, chart_stems.Stem], Branches]:
    if ask.shape == SEATS:
        grown = chart_stems.seats(by, ask.day)
    else:
        grown = chart_stems.people(by, ask.day, under=under)
    empty = {key for key, stem in grown.items() if not stem.counts}
    return grown, branches.grow({key: stem.parent for key, stem in grown.items()}, uncounted=empty)


def _drawn(by: Actor, ask: Ask, stems: dict[Key, chart_stems.Stem], whole: Branches, shown: Part) -> Chart:
    chosen = {key: stems[key] for key in shown.keys}
    return Chart(
        day=ask.day,
        shape=ask.shape,
        cards=chart_cards.cards(by, ask.day, chosen, whole),
        left_out=shown.left_out,
        total=sum(stem.counts for stem in stems.values()),
        colours=chart_cards.colours(by),
    )


def open_keys(raw: Iterable[str]) -> frozenset[Key]:
    """Read keys from an address, leaving out what is none."""
    return frozenset(key for key in (_key(text) for text in raw) if key)


def _key(text: str) -> Key:
    try:
        return str(UUID(text))
    except ValueError:
        return ""
