"""Who may read the trail."""

from typing import Final

from django.db.models import Q

from tenure.foundation.access import NOTHING, Actor, Policy, Targets, everyone, guard, machinery

from .models import Entry, Kind, Link, Moment

DAYS: Final = ("on", "since", "last_day")
_plans: set[str] = set()


def planned_with(permission: str) -> None:
    """Name a permission whose holders may know what lies ahead."""
    _plans.add(permission)


def ahead(actor: Actor) -> Q:
    """Name acts for a day to come, unless the actor plans: they are told once the day is there."""
    if any(actor.holds(one) for one in _plans):
        return NOTHING
    found = NOTHING
    for name in DAYS:
        found |= Q(details__has_key=name) & Q(**{f"details__{name}__gt": actor.now.isoformat()})
    return Q(kind=Kind.ACT) & found


def own(actor: Actor, _targets: Targets) -> Q:
    """Name the entries about the actor's own data; an actor who is no person has none."""
    if actor.person_id is None:
        return NOTHING
    return Q(about__contains=[actor.person_id], kind=Kind.VIEW)


guard(Entry, Policy(scopes={"everyone": everyone, "own": own}, never=ahead))
machinery(Link, Moment)
