"""The change sets that somebody may see, and the people a line may be about."""

from datetime import date
from typing import Any

from django.db.models import Count, QuerySet

from tenure.domains.organisation.models import Unit
from tenure.domains.people.models import Assignment, Person, ReportingLine
from tenure.foundation.access import Actor

from ..access import VIEW
from ..models import ChangeSet

EDIT = "people.edit"


def listed(by: Actor) -> QuerySet[Any]:
    """Give the sets that the actor may see, each with how many lines it has."""
    rows: QuerySet[Any] = ChangeSet.objects.allowed(by, VIEW)
    sized: QuerySet[Any] = rows.annotate(size=Count("lines"))
    return sized


def people_in_reach(
    by: Actor, day: date, *, unit: Unit | None = None, manager: Person | None = None
) -> QuerySet[Any]:
    """Give the people whom the actor may move: of a unit, or right under a manager, on a day."""
    people: QuerySet[Any] = Person.objects.allowed(by, EDIT)
    if unit is not None:
        jobs = Assignment.objects.as_of(day).filter(unit=unit, primary=True)
        people = people.filter(pk__in=jobs.values("person_id"))
    if manager is not None:
        lines = ReportingLine.objects.as_of(day).filter(manager=manager)
        people = people.filter(pk__in=lines.values("person_id"))
    return people
