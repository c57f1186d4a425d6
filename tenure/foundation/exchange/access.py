"""Who reaches imports: whoever brought the files, and nobody else; mappings are shared."""

from dataclasses import dataclass

from django.db.models import Q

from tenure.foundation.access import EVERYTHING, NOTHING, Actor, Policy, guard

from .models import SavedMapping, StagedImport


@dataclass(frozen=True)
class OwnImports(Policy):
    """The imports of the signed-in user, while they may import."""

    def rows(self, actor: Actor, permission: str) -> Q:
        if actor.user_id is None or not actor.holds(permission):
            return NOTHING
        return Q(owner_id=actor.user_id)


@dataclass(frozen=True)
class ForImporters(Policy):
    """All rows, for everybody who may import anything."""

    def rows(self, actor: Actor, permission: str) -> Q:
        return EVERYTHING if actor.holds(permission) else NOTHING


guard(StagedImport, OwnImports())
guard(SavedMapping, ForImporters())
