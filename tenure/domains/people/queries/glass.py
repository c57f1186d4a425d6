"""What break-glass opens, who was let in to which file, and what they read."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from tenure.foundation.access import RECORD, Actor, Held
from tenure.foundation.approvals.models import Approval
from tenure.foundation.audit.models import Entry
from tenure.foundation.identity.permissions import permission_of

from ..models import BreakGlass, Person

GLASS = "access.break_glass"


def opened(user_id: int) -> tuple[Held, ...]:
    """Give the rights that an account holds over single files at this instant."""
    rows = BreakGlass.running().filter(user_id=user_id)
    return tuple(Held(code, RECORD, (one.person_id,)) for one in rows for code in one.permissions)


def glasses(by: Actor) -> QuerySet[BreakGlass]:
    """Give the openings that one may know of, the newest first."""
    rows: QuerySet[BreakGlass] = BreakGlass.objects.allowed(by, GLASS)
    return rows.select_related("person", "user").order_by("-begins_at", "-pk")


def running_of(by: Actor) -> QuerySet[BreakGlass]:
    """Give the files that are open to oneself now."""
    return BreakGlass.running().filter(user_id=by.user_id or 0).select_related("person").order_by("ends_at")


def running_among(rows: Iterable[BreakGlass]) -> set[int]:
    """Give the keys of those that run now."""
    keys = [row.pk for row in rows]
    return set(BreakGlass.running().filter(pk__in=keys).values_list("pk", flat=True))


def parts_of(row: BreakGlass) -> list[str]:
    """Say which parts were opened."""
    return [str(permission_of(code).label) for code in row.permissions]


def readings(row: BreakGlass) -> QuerySet[Entry]:
    """Give what was read of the file in that time, the oldest first."""
    rows: QuerySet[Entry] = Entry.objects.filter(
        kind="view", actor_user_id=row.user_id, at__gte=row.begins_at, at__lt=row.ends_at
    )
    return rows.filter(about__contains=[row.person_id]).order_by("pk")


def review(by: Actor, approval: Approval) -> dict[str, Any]:
    """Give the inbox what a review needs: why, how long, and every reading."""
    row = BreakGlass.objects.select_related("person", "user").get(pk=approval.subject_id)
    known = Person.objects.allowed(by, "people.directory").filter(pk=row.person_id).first()
    return {
        "glass": row,
        "person": known,
        "parts": parts_of(row),
        "reads": list(readings(row)[:200]),
        "runs": BreakGlass.running().filter(pk=row.pk).exists(),
    }
