"""Where rights come from: each right a user holds on a day, with the role and the grant that give it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tenure.foundation.access import Held
from tenure.foundation.audit.models import Entry

from .models import Grant, Role, RolePermission

GRANTED = RolePermission.GRANTED


@dataclass(frozen=True)
class Source:
    """One right, and what gives it; without a grant it comes with working here."""

    right: Held
    role: Role
    grant: Grant | None = None


def granted_sources(users: Iterable[int], day: date) -> dict[int, list[Source]]:
    """Give the rights that grants give to some accounts on a day, in two queries."""
    grants = Grant.objects.as_of(day).filter(user__in=list(users), user__is_active=True)
    found: dict[int, list[Source]] = {}
    for grant in grants.select_related("role", "user").prefetch_related("role__permissions").order_by("pk"):
        found.setdefault(grant.user_id, []).extend(sources_of_grant(grant))
    return found


def sources_of_grant(grant: Grant) -> list[Source]:
    """Give the rights of one grant."""
    return [
        Source(_held(line, grant.scope, tuple(grant.targets)), grant.role, grant)
        for line in grant.role.permissions.all()
    ]


def implied_sources() -> list[Source]:
    """Give the rights that come with working here, in one query."""
    lines = RolePermission.objects.filter(role__implied=True).select_related("role").order_by("pk")
    return [Source(Held(one.permission, one.scope), one.role) for one in lines if one.scope != GRANTED]


def givers(grants: Iterable[int]) -> dict[int, Entry]:
    """Find the line of the trail that tells who gave each grant."""
    lines = Entry.objects.filter(
        verb="identity.role.granted", subject_type="identity.grant", subject_id__in=list(grants)
    )
    return {one.subject_id: one for one in lines.order_by("-pk") if one.subject_id}


def _held(line: RolePermission, scope: str, targets: tuple[int, ...]) -> Held:
    over, what = (scope, targets) if line.scope == GRANTED else (line.scope, ())
    return Held(line.permission, over, what)
