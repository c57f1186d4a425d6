"""What is counted on one day: full-time equivalents, seats, spans, layers, tenure."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django.db.models import (
    Aggregate,
    Avg,
    Count,
    DateField,
    Exists,
    F,
    FloatField,
    Func,
    IntegerField,
    Min,
    OuterRef,
    QuerySet,
    Sum,
    Value,
)
from django.db.models.functions import Coalesce

from tenure.domains.organisation.models import LegalEntity, PositionTerm
from tenure.domains.organisation.scopes import units_of_entities
from tenure.domains.people.models import Assignment, ReportingLine
from tenure.foundation.access import Actor

from .. import rules
from .asking import CONTINGENT, EVERYBODY, SEES, Question, jobs_on, narrowed, on, units_of

FEW: Final = 5


class Median(Aggregate):
    """The middle value; of an even number, the mean of the middle two."""

    function = "percentile_cont"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()


@dataclass(frozen=True)
class Seats:
    """Approved seats of a day, pooled ones left out of the counts and in the capacity (FTE)."""

    filled: int
    vacant: int
    capacity: Decimal


@dataclass(frozen=True)
class Service:
    """Years of service of those who are here; ``None`` where there is nobody."""

    people: int
    mean: Decimal | None
    median: Decimal | None


def fte(by: Actor, asked: Question) -> Decimal:
    """Add up the full-time shares of all jobs on the last day."""
    return jobs_on(by, asked, asked.last).aggregate(total=Sum("fte"))["total"] or Decimal(0)


def contingent(by: Actor, asked: Question) -> int:
    """Count those on the last day who are no employees."""
    return _contingent(by, asked).distinct().count()


def contingent_people(by: Actor, asked: Question) -> QuerySet[Any]:
    """Give the keys of those on the last day who are no employees."""
    return _contingent(by, asked)


def _contingent(by: Actor, asked: Question) -> QuerySet[Any]:
    everybody = Question(asked.first, asked.last, EVERYBODY, asked.entity, asked.unit, asked.place)
    people: QuerySet[Any] = on(by, everybody, asked.last).filter(worker_type__in=CONTINGENT)
    return people


def seats(by: Actor, asked: Question) -> Seats:
    """Count approved seats on the last day, frozen ones left out."""
    rows = _approved(by, asked)
    single = rows.filter(position__is_pooled=False)
    found = single.aggregate(all=Count("pk"), vacant=Count("pk", filter=~Exists(_holders(asked))))
    capacity = rows.aggregate(total=Sum("capacity"))["total"] or Decimal(0)
    return Seats(found["all"] - found["vacant"], found["vacant"], capacity)


def seats_of(by: Actor, asked: Question, *, vacant: bool) -> QuerySet[Any]:
    """Give the approved seats of the last day that nobody holds, or that somebody does."""
    held = Exists(_holders(asked))
    rows: QuerySet[Any] = _approved(by, asked).filter(position__is_pooled=False)
    return rows.filter(~held if vacant else held)


def _holders(asked: Question) -> QuerySet[Any]:
    held: QuerySet[Any] = Assignment.objects.as_of(asked.last).filter(position=OuterRef("position"))
    return held


def _approved(by: Actor, asked: Question) -> QuerySet[Any]:
    rows: QuerySet[Any] = PositionTerm.objects.allowed(by, SEES).as_of(asked.last)
    rows = rows.filter(state=PositionTerm.State.APPROVED)
    if asked.entity:
        entities = LegalEntity.objects.filter(uid=asked.entity).values_list("pk", flat=True)
        rows = rows.filter(units_of_entities(by, tuple(entities)))
    if asked.place:
        rows = rows.filter(place__uid=asked.place)
    return rows.filter(unit__in=units_of(asked)) if asked.unit else rows


def spans(by: Actor, asked: Question) -> Sequence[int]:
    """Give the number of direct reports of each manager, of the reports who count."""
    managed = lines(by, asked).filter(manager__isnull=False)
    counted = managed.values("manager").annotate(reports=Count("person", distinct=True))
    return list(counted.values_list("reports", flat=True))


def layers(by: Actor, asked: Question) -> Sequence[tuple[int, int]]:
    """Give (layer, people): whoever reports to nobody stands in layer 1."""
    counted = lines(by, asked).values("path__len").annotate(people=Count("person", distinct=True))
    return [(one["path__len"], one["people"]) for one in counted.order_by("path__len")]


def lines(by: Actor, asked: Question) -> QuerySet[Any]:
    """Give the reporting lines, on the last day, of those who count."""
    found: QuerySet[Any] = ReportingLine.objects.as_of(asked.last).filter(
        person__in=on(by, asked, asked.last)
    )
    return found


def managers(by: Actor, asked: Question) -> QuerySet[Any]:
    """Give the keys of those who count and manage somebody who counts."""
    above = lines(by, asked).filter(manager__isnull=False).values("manager")
    people: QuerySet[Any] = on(by, asked, asked.last).filter(employment__person__in=above)
    return people


def service(by: Actor, asked: Question) -> Service:
    """Give mean and median years since the service date of those who are here on the last day."""
    rows = narrowed(by, asked).filter(employment__person__in=on(by, asked, asked.last))
    since = Min(Coalesce("employment__service_date", "employment__valid_from"))
    people = rows.filter(employment__valid__contains=asked.last).order_by().values("employment__person_id")
    days = Func(
        Value(asked.last, output_field=DateField()),
        F("since"),
        template="(%(expressions)s)",
        arg_joiner="::date - ",
        output_field=IntegerField(),
    )
    told = people.annotate(since=since).annotate(days=days)
    found = told.aggregate(people=Count("days"), mean=Avg("days"), median=Median("days"))
    return Service(found["people"], _years(found["mean"]), _years(found["median"]))


def _years(days: Any) -> Decimal | None:
    return None if days is None else Decimal(str(days)) / rules.DAYS_A_YEAR
