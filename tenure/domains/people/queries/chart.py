"""The chart of a day: people under their managers with vacant seats, or seats under seats.

However large the organisation and whatever part of it is shown, the number of queries is the same.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final
from uuid import UUID

from tenure.foundation.access import Actor

from ..models import Person
from ..rules import branches
from ..rules.branches import Branches, Key, Leaf, Part
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
    forest, whole = _whole(by, ask)
    shown = branches.part(
        whole,
        open_keys=ask.open_keys | _reached(ask.reach, forest, whole),
        depth=0 if ask.open_keys else ask.depth,
        most=ask.most,
        enough=ask.enough,
    )
    return _drawn(by, ask, forest, whole, shown)


def branch(by: Actor, ask: Ask, *, above: Key | None, after: int = 0) -> Chart:
    """Give those right under one, from the ``after``-th on; under a person, nothing else is read."""
    top = Person.objects.filter(uid=above).values_list("pk", flat=True).first() if above else None
    forest, whole = _whole(by, ask, under=top if ask.shape == PEOPLE else None)
    return _drawn(by, ask, forest, whole, branches.more(whole, above, after=after, most=ask.most))


def _whole(by: Actor, ask: Ask, under: int | None = None) -> tuple[chart_stems.Forest, Branches]:
    if ask.shape == SEATS:
        grown = chart_stems.seats(by, ask.day)
    else:
        named = {*ask.open_keys, ask.reach} - {""}
        grown = chart_stems.people(by, ask.day, under=under, named=named)
    empty = {key for key, stem in grown.stems.items() if not stem.counts}
    parents = {key: stem.parent for key, stem in grown.stems.items()}
    return grown, branches.grow(parents, uncounted=empty, leaves=grown.leaves)


def _reached(key: Key, forest: chart_stems.Forest, whole: Branches) -> set[Key]:
    """Name the one who is sought, and all above."""
    if key in whole.parents:
        return {key, *whole.chain(key)}
    above = forest.sought[key].parent if key in forest.sought else None
    return {key, above, *whole.chain(above)} if above in whole.parents else set()


def _drawn(by: Actor, ask: Ask, forest: chart_stems.Forest, whole: Branches, shown: Part) -> Chart:
    found = forest.read([one for one in shown.keys if isinstance(one, Leaf)])
    chosen: dict[Key, chart_stems.Stem] = {}
    for one in shown.keys:
        if isinstance(one, str):
            chosen[one] = forest.stems[one]
        elif one in found:
            key, stem = found[one]
            chosen[key] = stem
    left_out = dict(shown.left_out)
    for key, stem in forest.sought.items():
        above = stem.parent if stem.parent in whole.parents else None
        if key not in chosen and left_out.get(above):
            chosen[key] = replace(stem, parent=above)
            left_out[above] -= 1
    return Chart(
        day=ask.day,
        shape=ask.shape,
        cards=chart_cards.cards(by, ask.day, chosen, whole),
        left_out={above: count for above, count in left_out.items() if count},
        total=sum(stem.counts for stem in forest.stems.values()) + sum(whole.leaves.values()),
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
