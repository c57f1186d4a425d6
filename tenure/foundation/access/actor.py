"""Who acts: read once at the edge, passed to every verb and every query."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

Targets = tuple[int, ...]


@dataclass(frozen=True)
class Held:
    """One permission over one scope, with what it is held over (nothing for fixed scopes)."""

    permission: str
    scope: str
    targets: Targets = ()


@dataclass(frozen=True)
class Actor:
    """A signed-in user, a token or a job, with the rights it has today.

    ``scopes`` narrows a token to the named permissions; ``None`` means all that the owner has.
    """

    user_id: int | None
    person_id: int | None
    today: date
    held: tuple[Held, ...] = ()
    channel: str = "web"
    scopes: frozenset[str] | None = None
    request_id: str = ""
    label: str = field(default="", compare=False)

    def grants(self, permission: str) -> Iterator[tuple[str, Targets]]:
        """Give scope and targets of each grant of this permission."""
        if self.scopes is not None and permission not in self.scopes:
            return
        for one in self.held:
            if one.permission == permission:
                yield one.scope, one.targets

    def holds(self, permission: str) -> bool:
        """Say whether the permission is held over anything at all."""
        return next(self.grants(permission), None) is not None
