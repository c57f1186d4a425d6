"""Who may reach accounts, roles, grants, invitations and tokens.

``user_scopes`` is open to be filled from above: only domains know whose account lies in an entity.
"""

from typing import Final

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tenure.foundation.access import NOTHING, Actor, Policy, Targets, everyone, guard, machinery
from tenure.foundation.access.policy import Scope

from .models import (
    Attempt,
    CacheEntry,
    Grant,
    GrantReview,
    Invitation,
    Role,
    RolePermission,
    RoleVersion,
    Token,
    User,
)
from .permissions import permission

MANAGE: Final = "identity.manage"
GRANT: Final = "identity.grant"


def register_permissions() -> None:
    """Name what roles may allow here."""
    permission(
        MANAGE,
        _("Manage accounts"),
        _("Invite people, disable and enable accounts, end sessions and tokens, send password resets."),
    )
    permission(GRANT, _("Give roles"), _("Give roles to others and end them, within one's own reach."))


def _own(column: str) -> Scope:
    def rows(actor: Actor, _targets: Targets) -> Q:
        return NOTHING if actor.user_id is None else Q(**{column: actor.user_id})

    return rows


def _inside(scope: str, at: str = "") -> Scope:
    """Name the grants over this kind of scope whose targets all lie in the actor's."""

    def rows(_actor: Actor, targets: Targets) -> Q:
        return Q(**{f"{at}scope": scope, f"{at}targets__contained_by": list(targets)})

    return rows


ANYWHERE: Final[dict[str, Scope]] = {
    "everyone": everyone,
    "entity": everyone,
    "unit": everyone,
    "place": everyone,
}

user_scopes: dict[str, Scope] = {"everyone": everyone, "own": _own("pk")}

guard(User, Policy(scopes=user_scopes))
guard(Role, Policy(scopes=ANYWHERE))
guard(RolePermission, Policy(scopes=ANYWHERE))
guard(RoleVersion, Policy(scopes=ANYWHERE))
guard(
    Grant,
    Policy(
        scopes={
            "everyone": everyone,
            "own": _own("user_id"),
            **{kind: _inside(kind) for kind in ("entity", "unit", "place")},
        }
    ),
)
guard(
    GrantReview,
    Policy(
        scopes={
            "everyone": everyone,
            **{kind: _inside(kind, "grant__") for kind in ("entity", "unit", "place")},
        }
    ),
)
guard(Invitation, Policy(scopes={"everyone": everyone}))
guard(Token, Policy(scopes={"everyone": everyone, "own": _own("user_id")}))
machinery(Attempt, CacheEntry)
