"""What else a change of a dated fact touches: asked of every domain before anybody saves it.

The foundation knows none of it. A domain adds a finder in ``AppConfig.ready``; each gives lines in
words, with an address where the reader can look, and tells only what that reader may know.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tenure.foundation.access import Actor
from tenure.foundation.effective.models import Effective


@dataclass(frozen=True)
class Touch:
    """One thing that a change touches: of which kind, in words, and where to look at it."""

    kind: str
    text: str
    url: str = ""


@dataclass(frozen=True)
class Move:
    """A change that nobody has made yet: which row, which act, from when until when, which facts."""

    row: Effective
    act: str
    on: date
    until: date | None
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)

    @property
    def changed(self) -> frozenset[str]:
        """Name the facts that would differ."""
        return frozenset(
            name for name in self.after if _plain(self.before.get(name)) != _plain(self.after[name])
        )

    def is_past(self, today: date) -> bool:
        """Whether it reaches back before today."""
        return self.on < today


Finder = Callable[[Actor, Move], Iterable[Touch]]
_finders: list[Finder] = []


def add(finder: Finder) -> None:
    """Ask this finder too, after those that are there."""
    if finder not in _finders:
        _finders.append(finder)


def of(by: Actor, move: Move) -> tuple[Touch, ...]:
    """Ask every finder."""
    return tuple(one for finder in _finders for one in finder(by, move))


def _plain(value: Any) -> Any:
    return getattr(value, "pk", value)
