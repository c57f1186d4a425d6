"""A hierarchy on one day as pure calculation: branches, their sizes, and which part is on screen."""

from collections import deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

Key = str


class Leaf(NamedTuple):
    """One of those with nobody under them, who are counted and not named: by whom above, and its place there."""

    above: Key | None
    at: int


Shown = Key | Leaf


@dataclass(frozen=True)
class Branches:
    """Who stands right under whom, the order given, and how many count in each branch below its top.

    ``leaves`` counts those right under one who are not among the children; each of them counts.
    """

    parents: dict[Key, Key | None]
    children: dict[Key | None, list[Key]] = field(default_factory=dict)
    below: dict[Key, int] = field(default_factory=dict)
    leaves: Mapping[Key | None, int] = field(default_factory=dict)

    @property
    def tops(self) -> Sequence[Key]:
        return self.children.get(None, ())

    def direct(self, key: Key | None) -> int:
        """Count those right under one."""
        return len(self.children.get(key, ())) + self.leaves.get(key, 0)

    def under(self, key: Key | None, start: int, stop: int) -> list[Shown]:
        """Name some of those right under one: who has others under them, then the leaves, then the rest."""
        own, leaves = self.children.get(key, []), self.leaves.get(key, 0)
        first = next((at for at, one in enumerate(own) if not self.direct(one)), len(own))
        last = first + leaves
        return [
            *own[min(start, first) : min(stop, first)],
            *(Leaf(key, at - first) for at in range(max(start, first), min(stop, last))),
            *own[max(start - leaves, first) : max(stop - leaves, first)],
        ]

    def chain(self, key: Key) -> list[Key]:
        """Name those above one, the nearest first."""
        found: list[Key] = []
        above = self.parents.get(key)
        while above is not None:
            found.append(above)
            above = self.parents[above]
        return found


@dataclass(frozen=True)
class Part:
    """What is on screen: the keys, parents first, and how many children of which are left out."""

    keys: list[Shown]
    left_out: dict[Key | None, int]


def grow(
    parents: Mapping[Key, Key | None],
    *,
    uncounted: Collection[Key] = (),
    leaves: Mapping[Key | None, int] | None = None,
) -> Branches:
    """Build the branches; who stands under an unknown one, or in a ring, stands at the top.

    The largest branches come first, those of one size in the order given; who has nobody under them comes last.
    """
    unnamed = leaves or {}
    known = {key: above if above in parents else None for key, above in parents.items()}
    _open_rings(known)
    children: dict[Key | None, list[Key]] = {}
    for key, above in known.items():
        children.setdefault(above, []).append(key)
    below = _sizes(children, uncounted, unnamed)
    for own in children.values():
        own.sort(key=lambda key: (-below[key], key not in children and not unnamed.get(key)))
    return Branches(known, children, below, unnamed)


def part(branches: Branches, *, open_keys: Collection[Key], depth: int, most: int, enough: int) -> Part:
    """Choose what is shown: the tops, ``depth`` levels of them, and whoever is under an open key.

    Of one's children the first ``most`` are shown. A branch that nobody opened stays closed once
    ``enough`` keys are shown.
    """
    keys: list[Shown] = []
    left_out: dict[Key | None, int] = {}
    waiting: deque[tuple[Key | None, int]] = deque([(None, 0)])
    while waiting:
        above, level = waiting.popleft()
        direct = branches.direct(above)
        if above is not None and above not in open_keys and len(keys) + min(direct, most) > enough:
            continue
        shown = _first(branches, above, open_keys, most)
        if len(shown) < direct:
            left_out[above] = direct - len(shown)
        keys.extend(shown)
        named = (key for key in shown if isinstance(key, Key))
        waiting.extend((key, level + 1) for key in named if level + 1 < depth or key in open_keys)
    return Part(keys, left_out)


def more(branches: Branches, above: Key | None, *, after: int, most: int) -> Part:
    """Choose the next children of one."""
    shown = branches.under(above, after, after + most)
    rest = max(0, branches.direct(above) - after - len(shown))
    return Part(shown, {above: rest} if rest else {})


def _first(branches: Branches, above: Key | None, open_keys: Collection[Key], most: int) -> list[Shown]:
    """Take the first few, and whoever is open though further back."""
    shown = branches.under(above, 0, most)
    if len(shown) == branches.direct(above):
        return shown
    there = set(shown)
    return [
        *shown,
        *(key for key in branches.children.get(above, ()) if key in open_keys and key not in there),
    ]


def _open_rings(parents: dict[Key, Key | None]) -> None:
    safe: set[Key] = set()
    for start in parents:
        walked: dict[Key, None] = {}
        key: Key | None = start
        while key is not None and key not in safe:
            if key in walked:
                parents[key] = None
                break
            walked[key] = None
            key = parents[key]
        safe.update(walked)


def _sizes(
    children: Mapping[Key | None, Iterable[Key]], uncounted: Collection[Key], leaves: Mapping[Key | None, int]
) -> dict[Key, int]:
    order: list[Key] = list(children.get(None, ()))
    for key in order:
        order.extend(children.get(key, ()))
    below: dict[Key, int] = {}
    for key in reversed(order):
        named = sum(below[child] + (child not in uncounted) for child in children.get(key, ()))
        below[key] = named + leaves.get(key, 0)
    return below
