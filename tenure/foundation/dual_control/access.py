"""Who reaches acts that wait: whoever asked; who confirms reaches them through the approval."""

from django.db.models import Q

from tenure.foundation.access import NOTHING, Actor, Policy, Targets, guard

from .models import PendingAct


def _own(actor: Actor, _targets: Targets) -> Q:
    return NOTHING if actor.user_id is None else Q(asked_by=actor.user_id)


guard(PendingAct, Policy(scopes={"own": _own}))
