"""How many people work here on a day."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final, Literal

from django.db.models import Count as CountOf, OuterRef, QuerySet, Subquery, Sum

from tenure.foundation.access import Actor

from ..models import Assignment, Employment, EmploymentTerm

Per = Literal["entity", "unit", "place", "worker_type", "job"]
GROUPS: Final[dict[str, str]] = {
    "entity": "employment__legal_entity_id",
    "unit": "unit_id",
    "place": "place_id",
    "job": "job_id",
    "worker_type": "worker",
}


@dataclass(frozen=True)
class Count:
    """People and full-time shares of one group; ``key`` is the group's key, or the worker type."""

    key: int | str | None
    people: int
    fte: Decimal


def headcount(by: Actor, *, day: date, per: Per | None = None) -> list[Count]:
    """Count the people with a job on a day, whom the actor may see, by a group.

    A person with two jobs counts in the group of each, and once in the whole; FTE adds up over jobs.
    Days ahead count what is known to those who may plan.
    """
    rows = _rows(by, day)
    if per is None:
        return [Count(None, *_totals(rows))]
    column = GROUPS[per]
    counted = rows.values(column).annotate(people=CountOf("person_id", distinct=True), share=Sum("fte"))
    return [Count(one[column], one["people"], one["share"]) for one in counted.order_by("-people", column)]


def _rows(by: Actor, day: date) -> QuerySet[Any]:
    terms = EmploymentTerm.objects.as_of(day).filter(employment_id=OuterRef("employment_id"))
    working = Employment.objects.as_of(day).values("pk")
    rows: QuerySet[Any] = (
        Assignment.objects.allowed(by, "people.view").as_of(day).filter(employment__in=working)
    )
    known: QuerySet[Any] = rows.annotate(worker=Subquery(terms.values("worker_type")[:1]))
    return known


def _totals(rows: QuerySet[Any]) -> tuple[int, Decimal]:
    found = rows.aggregate(people=CountOf("person_id", distinct=True), share=Sum("fte"))
    return found["people"], found["share"] or Decimal(0)
