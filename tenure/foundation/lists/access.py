"""Kept views: everybody reaches their own, and reads those that were shared."""

from dataclasses import dataclass

from django.db.models import Q

from tenure.foundation.access import NOTHING, Actor, Policy, guard

from .models import LikedColumns, SavedView


@dataclass(frozen=True)
class OwnPolicy(Policy):
    """Rows of the signed-in user, whatever the permission."""

    def rows(self, actor: Actor, permission: str) -> Q:  # noqa: ARG002 — one's own, whatever it is
        if actor.user_id is None:
            return NOTHING
        return Q(owner_id=actor.user_id)


class ViewPolicy(OwnPolicy):
    """One's own views, and to read those that were shared."""

    def rows(self, actor: Actor, permission: str) -> Q:
        mine = super().rows(actor, permission)
        return mine | Q(is_shared=True) if permission == "lists.read" and actor.user_id else mine


guard(SavedView, ViewPolicy())
guard(LikedColumns, OwnPolicy())
