"""Builds many actors at once, each right with where it comes from."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from tenure.domains.people.models import BreakGlass, Employment, Person
from tenure.foundation.access import RECORD, Actor, Held
from tenure.foundation.identity.models import Role, User
from tenure.foundation.identity.sources import Source, granted_sources, implied_sources


@dataclass(frozen=True)
class Holder:
    """An account as an actor, with the sources of its rights; ``called`` names the person behind it."""

    actor: Actor
    sources: tuple[Source, ...]
    email: str
    called: str


def holders(users: Iterable[int], day: date) -> list[Holder]:
    """Build the actors of open accounts with the rights of one day, in six queries."""
    accounts = {one.pk: one for one in User.objects.filter(pk__in=list(users), is_active=True)}
    people = {one.user_id: one for one in Person.objects.filter(user__in=accounts)}
    here = set(
        Employment.objects.as_of(day).filter(person__in=people.values()).values_list("person_id", flat=True)
    )
    granted, implied = granted_sources(accounts, day), implied_sources()
    opened = _opened(accounts)
    return [
        _holder(
            one,
            people.get(key),
            day,
            [*granted.get(key, ()), *_if_here(people.get(key), here, implied), *opened.get(key, ())],
        )
        for key, one in sorted(accounts.items())
    ]


def _opened(users: Iterable[int]) -> dict[int, list[Source]]:
    """Give the rights over single files that accounts hold by emergency access now, in one query."""
    found: dict[int, list[Source]] = {}
    role = Role(code="emergency_access", name=_("Emergency access"))
    for one in BreakGlass.running().filter(user__in=list(users)):
        rights = (Held(code, RECORD, (one.person_id,)) for code in one.permissions)
        found.setdefault(one.user_id, []).extend(Source(right, role) for right in rights)
    return found


def _if_here(person: Person | None, here: set[int], implied: list[Source]) -> list[Source]:
    return implied if person is not None and person.pk in here else []


def _holder(user: User, person: Person | None, day: date, sources: list[Source]) -> Holder:
    held = tuple(dict.fromkeys(one.right for one in sources))
    called = person.called if person else ""
    actor = Actor(user.pk, person.pk if person else None, day, held, label=called or user.email)
    return Holder(actor, tuple(sources), user.email, called)
