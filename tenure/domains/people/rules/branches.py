"""A hierarchy on one day as pure calculation: branches, their sizes, and which part is on screen."""

from collections import deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

Key = str


@dataclass(frozen=True)
class Branches:
    """Who stands right under whom, the order given, and how many count in each branch below its top."""

    parents: dict[Key, Key | None]
    children: dict[Key | None, list[Key]] = field(default_factory=dict)
    below: dict[Key, int] = field(default_factory=dict)

    @property
    def tops(self) -> Sequence[Key]:
        return self.children.get(None, ())

    def under(self, key: Key) -> Sequence[Key]:
        """Name those right under one."""
        return self.children.get(key, ())

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

    keys: list[Key]
    left_out: dict[Key | None, int]


def grow(parents: Mapping[Key, Key | None], *, uncounted: Collection[Key] = ()) -> Branches:
    """Build the branches; who stands under an unknown one, or in a ring, stands at the top.

    The largest branches come first, those of one size in the order given.
    """
    known = {key: above if above in parents else None for key, above in parents.items()}
    _open_rings(known)
    children: dict[Key | None, list[Key]] = {}
    for key, above in known.items():
        children.setdefault(above, []).append(key)
    below = _sizes(children, uncounted)
    for own in children.values():
        own.sort(key=lambda key: -below[key])
    return Branches(known, children, below)


def part(branches: Branches, *, open_keys: Collection[Key], depth: int, most: int, enough: int) -> Part:
    """Choose what is shown: the tops, ``depth`` levels of them, and whoever is under an open key.

    Of one's children the first ``most`` are shown. A branch that nobody opened stays closed once
    ``enough`` keys are shown.
    """
    keys: list[Key] = []
    left_out: dict[Key | None, int] = {}
    waiting: deque[tuple[Key | None, int]] = deque([(None, 0)])
    while waiting:
        above, level = waiting.popleft()
        own = branches.children.get(above, [])
        if above is not None and above not in open_keys and len(keys) + min(len(own), most) > enough:
            continue
        shown = _first(own, open_keys, most)
        if len(shown) < len(own):
            left_out[above] = len(own) - len(shown)
        keys.extend(shown)
        waiting.extend((key, level + 1) for key in shown if level + 1 < depth or key in open_keys)
    return Part(keys, left_out)


def more(branches: Branches, above: Key | None, *, after: int, most: int) -> Part:
    """Choose the next children of one."""
    own = branches.children.get(above, [])
    shown = list(own[after : after + most])
    rest = max(0, len(own) - after - len(shown))
    return Part(shown, {above: rest} if rest else {})


def _first(own: Sequence[Key], open_keys: Collection[Key], most: int) -> list[Key]:
    """Take the first few, and whoever is open though further back."""
    return [*own[:most], *(key for key in own[most:] if key in open_keys)]


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


def _sizes(children: Mapping[Key | None, Iterable[Key]], uncounted: Collection[Key]) -> dict[Key, int]:
    order: list[Key] = list(children.get(None, ()))
    for key in order:
        order.extend(children.get(key, ()))
    below: dict[Key, int] = {}
    for key in reversed(order):
        below[key] = sum(below[child] + (child not in uncounted) for child in children.get(key, ()))
    return below
