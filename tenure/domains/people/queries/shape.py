"""Spans of control and layers of the people whom the actor sees."""

from typing import Any, Final

from django.db.models import Count, F, Func, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from tenure.foundation.access import Actor
from tenure.foundation.settings import queries as settings
from tenure.foundation.settings.declare import Setting, declare

from ..models import Assignment, DottedLine, Person, ReportingLine
from ..rules import shape as rules

SEE: Final = "people.view"
LOW: Final = declare(
    Setting(
        "people.span_low",
        rules.LOW,
        _("Fewest reports of a manager"),
        _("Below it a span is narrow."),
        least=1,
        most=50,
    )
)
HIGH: Final = declare(
    Setting(
        "people.span_high",
        rules.HIGH,
        _("Most reports of a manager"),
        _("Above it a span is wide."),
        least=1,
        most=500,
    )
)


def thresholds(by: Actor) -> tuple[int, int]:
    """Give the thresholds set for today."""
    return settings.value(LOW, on=by.today), settings.value(HIGH, on=by.today)


def shape(by: Actor, *, low: int | None = None, high: int | None = None) -> rules.Shape:
    """Count layers and spans today, over the people whose records the actor may see; in four queries."""
    least, most = thresholds(by)
    seen = _lines(by)
    layers = dict(seen.order_by().values_list("layer").annotate(number=Count("pk")))
    spans = seen.filter(manager__isnull=False).order_by().values("manager_id").annotate(number=Count("pk"))
    return rules.shape(layers, [one["number"] for one in spans], low or least, high or most)


def standing(by: Actor) -> QuerySet[Any]:
    """Give the people whom the actor sees, each with ``layer``, ``direct`` reports and ``title``.

    ``direct`` counts only those whom the actor sees, as the figures do.
    """
    lines = _lines(by)
    own = lines.filter(person_id=OuterRef("pk")).values("layer")[:1]
    below = lines.filter(manager_id=OuterRef("pk")).order_by().values("manager_id")
    jobs = Assignment.objects.as_of(by.today).filter(person_id=OuterRef("pk"), primary=True)
    people: QuerySet[Any] = Person.objects.allowed(by, SEE).filter(pk__in=lines.values("person_id"))
    told: QuerySet[Any] = people.annotate(
        layer=Subquery(own),
        direct=Coalesce(Subquery(below.annotate(number=Count("pk")).values("number")), 0),
        title=Subquery(jobs.values("title")[:1]),
    )
    return told


def below_each(by: Actor, people: list[int]) -> tuple[dict[int, int], dict[int, int]]:
    """Count, for each of some people, everybody below and those who report by a dotted line."""
    paths = _lines(by).filter(path__overlap=people).values_list("path", flat=True) if people else []
    deep: dict[int, int] = dict.fromkeys(people, 0)
    for path in paths:
        for key in path[:-1]:
            if key in deep:
                deep[key] += 1
    dotted = DottedLine.objects.allowed(by, "people.directory").as_of(by.today).filter(manager_id__in=people)
    return deep, dict(dotted.order_by().values_list("manager_id").annotate(number=Count("pk")))


def is_outlier(kind: str, low: int, high: int) -> Q:
    """Name the managers whose span is of a kind."""
    spans = {
        rules.NARROW: Q(direct__gt=0, direct__lt=low),
        rules.WITHIN: Q(direct__gte=low, direct__lte=high),
        rules.WIDE: Q(direct__gt=high),
    }
    return spans[kind]


def _lines(by: Actor) -> QuerySet[Any]:
    seen = Person.objects.allowed(by, SEE).values("pk")
    rows: QuerySet[Any] = ReportingLine.objects.as_of(by.today).filter(person_id__in=seen)
    layered: QuerySet[Any] = rows.annotate(
        layer=Func(F("path"), function="cardinality", output_field=IntegerField())
    )
    return layered
