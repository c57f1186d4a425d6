"""Who may read the trail."""

from django.db.models import Q

from tenure.foundation.access import NOTHING, Actor, Policy, Targets, everyone, guard, machinery

from .models import Entry, Kind, Link


def own(actor: Actor, _targets: Targets) -> Q:
    """Name the entries about the actor's own data; an actor who is no person has none."""
    if actor.person_id is None:
        return NOTHING
    return Q(about__contains=[actor.person_id], kind=Kind.VIEW)


guard(Entry, Policy(scopes={"everyone": everyone, "own": own}))
machinery(Link)
