"""Records that were merged: where a closed one leads, and what was put into another."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from tenure.foundation.access import Actor

from ..models import Merge, Person


def successor(by: Actor, uid: UUID) -> Person | None:
    """Give the record that a closed one was put into, if the actor may know of it."""
    closed = Person.objects.filter(uid=uid, merged_into__isnull=False).select_related("merged_into").first()
    seen: set[int] = set()
    while closed is not None and closed.merged_into is not None and closed.pk not in seen:
        seen.add(closed.pk)
        closed = closed.merged_into
    if closed is None:
        return None
    found: Person | None = Person.objects.allowed(by, "people.directory").filter(pk=closed.pk).first()
    return found


def merges_of(by: Actor, person_id: int) -> QuerySet[Any]:
    """Give the merges into a record that still hold, the newest first."""
    rows: QuerySet[Any] = Merge.objects.allowed(by, "people.edit").filter(
        survivor_id=person_id, split_on=None
    )
    return rows.select_related("absorbed").order_by("-pk")


def closed_into(person_id: int) -> list[int]:
    """Give the keys of the records that were put into one, and into those in turn."""
    found, fresh = [], [person_id]
    while fresh:
        fresh = list(Person.objects.filter(merged_into_id__in=fresh).values_list("pk", flat=True))
        found += fresh
    return found
