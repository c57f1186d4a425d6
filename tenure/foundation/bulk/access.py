"""Who reaches bulk changes: whoever asked for them, while they may change anything of the kind."""

from dataclasses import dataclass

from django.db.models import Q

from tenure.foundation.access import NOTHING, Actor, Policy, guard

from .models import BulkChange
from .verbs import verbs


@dataclass(frozen=True)
class OwnChanges(Policy):
    """The changes that the signed-in user asked for, by verbs whose permission they still hold."""

    def rows(self, actor: Actor, permission: str) -> Q:
        if permission != "bulk.own" or actor.user_id is None:
            return NOTHING
        held = [one.key for one in verbs() if actor.holds(one.permission)]
        return Q(owner_id=actor.user_id, verb__in=held)


guard(BulkChange, OwnChanges())
