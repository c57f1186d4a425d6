"""Composed reads of the trail, for pages and exports."""

from datetime import datetime
from typing import Any

from django.db.models import Model, QuerySet

from tenure.foundation.access import Actor, require

from .models import Entry, Kind


def about_row(by: Actor, row: Model) -> QuerySet[Entry]:
    """Give what was done to a row, the newest first; the caller has fetched the row as allowed."""
    require(by, "audit.view")
    label = row._meta.label_lower
    found: QuerySet[Entry] = Entry.objects.filter(subject_type=label, subject_id=row.pk, kind=Kind.ACT)
    return found.order_by("-pk")


def about_person(by: Actor, person_id: int) -> QuerySet[Entry]:
    """Give what was done to all that belongs to a person, the newest first."""
    require(by, "audit.view")
    found: QuerySet[Entry] = Entry.objects.filter(about__contains=[person_id], kind=Kind.ACT)
    return found.order_by("-pk")


def readers_of(by: Actor, person_id: int) -> QuerySet[Entry]:
    """Give who looked at the sensitive data of a person, the newest first."""
    mine: QuerySet[Entry] = Entry.objects.allowed(by, "audit.view_reads")
    return mine.filter(about__contains=[person_id], kind=Kind.VIEW).order_by("-pk")


def between(by: Actor, start: datetime, end: datetime, **where: Any) -> QuerySet[Entry]:
    """Give all entries of a span of time, for those who read the whole trail."""
    mine: QuerySet[Entry] = Entry.objects.allowed(by, "audit.view")
    return mine.filter(at__gte=start, at__lt=end, **where).order_by("-pk")
