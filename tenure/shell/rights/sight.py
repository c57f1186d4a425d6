"""What somebody may see: their rights with where each comes from, and how many people each reaches.

It tells of numbers and of scopes, never of a person: who gives roles need not see personal data.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from tenure.domains.people.models import Employment, Person
from tenure.domains.people.scopes import people_with
from tenure.foundation.access import RECORD, Actor
from tenure.foundation.identity.models import User
from tenure.foundation.identity.permissions import Permission, permission_of
from tenure.foundation.identity.roles import name_of
from tenure.foundation.identity.sources import Source

from .actors import Holder, holders
from .readers import over_in_words

OF_PEOPLE = ("people", "pay", "notes")


@dataclass(frozen=True)
class Seen:
    """One permission of somebody: over what, by which roles, and how many of those here today it reaches."""

    permission: Permission
    reach: int | None
    ways: tuple["By", ...]


@dataclass(frozen=True)
class By:
    """What gives a permission: a role over something, since a day; without one it comes with working here."""

    role: str
    over: str
    since: date | None
    until: date | None


def holder_of(user: User, day: date) -> Holder:
    """Give an account with its rights of a day; a closed account has none."""
    found = holders([user.pk], day)
    return found[0] if found else Holder(Actor(user.pk, None, day), (), user.email, "")


def sight(holder: Holder) -> list[Seen]:
    """Gather what an account may do, most sensitive last, in one count a scope."""
    codes: dict[str, list[Source]] = {}
    for source in holder.sources:
        codes.setdefault(source.right.permission, []).append(source)
    reach = Reach(holder.actor)
    return [
        Seen(permission_of(code), reach.of(code), tuple(_by(one) for one in sources))
        for code, sources in sorted(codes.items())
    ]


class Reach:
    """Counts how many people who work here today each permission reaches; equal scopes once."""

    def __init__(self, actor: Actor) -> None:
        self._actor = actor
        self._known: dict[Any, int] = {}

    def of(self, permission: str) -> int | None:
        """Count the people; ``None`` for what is not about people."""
        if permission.partition(".")[0] not in OF_PEOPLE:
            return None
        scopes = tuple(self._actor.grants(permission))
        if scopes not in self._known:
            self._known[scopes] = _here(self._actor.today, people_with(self._actor, permission)).count()
        return self._known[scopes]


def _here(day: date, rows: Q) -> Any:
    here = Employment.objects.as_of(day).values("person_id")
    return Person.objects.filter(rows, pk__in=here)


def _by(source: Source) -> By:
    grant = source.grant
    is_named = grant or source.right.scope == RECORD
    role = (
        name_of(source.role) if is_named else _("%(role)s, by working here") % {"role": name_of(source.role)}
    )
    over = over_in_words(source)
    return By(role, over, grant.valid_from if grant else None, grant.last_day if grant else None)
