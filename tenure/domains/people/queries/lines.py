"""Who manages whom on a day."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from tenure.foundation.access import Actor

from ..models import DottedLine, Person, ReportingLine
from ..scopes import about_people


def manager_of(by: Actor, person_id: int, day: date) -> Person | None:
    """Give a person's manager on a day, if the actor may know of them; the future is for planners."""
    line = _lines(by, day).filter(person_id=person_id).select_related("manager").first()
    manager: Person | None = line.manager if line else None
    return manager


def chain_above(by: Actor, person_id: int, day: date) -> list[Person]:
    """Give the people above a person on a day, the top first."""
    line = _lines(by, day).filter(person_id=person_id).first()
    above = list(line.path[:-1]) if line else []
    people = Person.objects.in_bulk(above)
    return [people[key] for key in above]


def reports_of(by: Actor, person_id: int, day: date, *, deep: bool = False) -> QuerySet[Any]:
    """Give the people who report to a person on a day; ``deep`` gives all below, at any depth."""
    lines = _lines(by, day)
    mine = lines.filter(path__contains=[person_id]) if deep else lines.filter(manager_id=person_id)
    seen: QuerySet[Any] = Person.objects.allowed(by, "people.directory")
    return seen.filter(pk__in=mine.exclude(person_id=person_id).values("person_id"))


def _lines(by: Actor, day: date) -> Any:
    lines = ReportingLine.objects.as_of(day)
    return lines if day <= by.today else lines.filter(about_people("person_id").rows(by, "people.plan"))


def dotted_below(by: Actor, manager_id: int, day: date) -> list[DottedLine]:
    """Give the lines of those who report to somebody beside their own manager, by kind and name."""
    rows = DottedLine.objects.allowed(by, "people.directory").filter(manager_id=manager_id)
    known = Person.objects.allowed(by, "people.directory").values("pk")
    lines = rows.as_of(min(day, by.today)).filter(person_id__in=known)
    return list(lines.select_related("person").order_by("kind", "person__sort_key", "pk")[:100])
