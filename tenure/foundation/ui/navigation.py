"""What stands in the navigation and the "New" menu; every domain adds its own when it starts."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

NavigationCount = Callable[[Any], int]


class Holder(Protocol):
    """Whoever may hold a permission: the actor of a request."""

    def holds(self, permission: str) -> bool: ...


@dataclass(frozen=True)
class Entry:
    """One line of the navigation: where it leads and who sees it."""

    label: Any
    url_name: str
    icon: str
    permission: str
    order: int
    count: NavigationCount | None = None
    phone: bool = False
    when: Callable[[Any], bool] | None = None


_areas: dict[str, Entry] = {}
_beginnings: dict[str, Entry] = {}


def add(
    label: Any,
    url_name: str,
    icon: str,
    *,
    permission: str = "",
    order: int = 50,
    count: NavigationCount | None = None,
    phone: bool = False,
    when: Callable[[Any], bool] | None = None,
) -> None:
    """Add an area; without a permission everybody sees it. `phone` puts it in the bar of four.

    `when` is asked of the actor where holding a permission is not enough.
    """
    _areas[url_name] = Entry(label, url_name, icon, permission, order, count, phone, when)


def begin(label: Any, url_name: str, icon: str, *, permission: str, order: int = 50) -> None:
    """Add something that a person may begin to the "New" menu."""
    _beginnings[url_name] = Entry(label, url_name, icon, permission, order)


def areas(actor: Holder) -> list[Entry]:
    """The areas this actor sees, in order."""
    return _open_to(actor, _areas)


def beginnings(actor: Holder) -> list[Entry]:
    """What this actor may begin, in order."""
    return _open_to(actor, _beginnings)


def _open_to(actor: Holder, entries: dict[str, Entry]) -> list[Entry]:
    held = [entry for entry in entries.values() if not entry.permission or actor.holds(entry.permission)]
    seen = [entry for entry in held if entry.when is None or entry.when(actor)]
    return sorted(seen, key=lambda entry: (entry.order, entry.url_name))
