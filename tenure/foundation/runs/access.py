"""Who reaches kept runs: whoever did them and may still do such; commands of the machine reach all."""

from dataclasses import dataclass

from django.db.models import Q

from tenure.foundation.access import NOTHING, Actor, Policy, guard

from .models import KeptRun


@dataclass(frozen=True)
class OwnRuns(Policy):
    """The runs of the signed-in user that took a permission the user still has."""

    def rows(self, actor: Actor, permission: str) -> Q:
        if permission != "runs.own":
            return NOTHING
        held = Q(permission__in={one.permission for one in actor.held if actor.holds(one.permission)})
        if actor.user_id is None:
            return held if actor.channel == "cli" else NOTHING
        return held & Q(owner_user_id=actor.user_id)


guard(KeptRun, OwnRuns())
