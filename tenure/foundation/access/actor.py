"""Who acts: read once at the edge, passed to every verb and every query."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Final

Targets = tuple[int, ...]
RECORD: Final = "record"  # one record for a time; no role is given over it


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
    Who looks at what was believed at ``known_at`` is told no more of what lay ahead than on that
    day, which ``today`` then is; ``now`` stays the day by which rights are judged.
    ``confirmed`` says whether whoever acts proved lately who they are; only a browser's session ages.
    ``seconded`` is the code of the one act that a second person has confirmed.
    """

    user_id: int | None
    person_id: int | None
    today: date
    held: tuple[Held, ...] = ()
    channel: str = "web"
    scopes: frozenset[str] | None = None
    request_id: str = ""
    confirmed: bool = True
    seconded: str = ""
    label: str = field(default="", compare=False)
    known_at: datetime | None = None
    rights_day: date | None = None

    @property
    def broken_into(self) -> frozenset[int]:
        """The records opened to this actor alone, by break-glass; each reading of them is written down."""
        return frozenset(key for one in self.held if one.scope == RECORD for key in one.targets)

    @property
    def now(self) -> date:
        """The day by which rights are judged: today, also while the past is looked at."""
        return self.rights_day or self.today

    def back_at(self, instant: datetime, day: date) -> "Actor":
        """Give this actor as it looks at what was believed at an instant of a day that is gone."""
        return replace(self, known_at=instant, today=min(day, self.now), rights_day=self.now)

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

    def holds_over_all(self, permission: str) -> bool:
        """Say whether the permission is held over everyone, not over a part only."""
        return any(scope == "everyone" for scope, _targets in self.grants(permission))
