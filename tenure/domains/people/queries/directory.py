"""The directory: one row a person, with what colleagues may know of the work on a day."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Final

from django.db.models import (
    Case,
    CharField,
    DateField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, NullIf

from tenure.domains.organisation.models import UnitTerm
from tenure.domains.organisation.scopes import planned
from tenure.foundation.access import EVERYTHING, Actor
from tenure.foundation.access.policy import either

from ..models import Assignment, Employment, EmploymentTerm, Person, ReportingLine
from ..scopes import about_people, people_with

PLAN: Final = "people.plan"
SEE: Final = "people.view"
Status = EmploymentTerm.Status
Told = Any  # an expression over a person


def directory(by: Actor, *, day: date | None = None) -> QuerySet[Any]:
    """Give the people whom the actor may know of, with title, unit, place, manager and status.

    Of those who work here on the day, the row that holds then; of others the last one before it,
    or the first to come. What lies ahead of today is shown only to those who may plan for the
    person; when somebody began, and as what kind of worker, only to those who may see the record.
    Every annotation is a scalar: one row a person, one query a page.
    """
    view = View(by, day or by.today)
    people: QuerySet[Any] = Person.objects.allowed(by, "people.directory")
    known = people.filter(view.is_known())
    rows: QuerySet[Any] = known.annotate(**view.job())
    told: QuerySet[Any] = rows.annotate(**view.names(), **view.manager(), **view.contract())
    return told


@dataclass(frozen=True)
class View:
    """What one actor sees of one day; expressions over ``Person``."""

    by: Actor
    on: date

    def is_known(self) -> Q:
        """Leave out those who came after the day; who is still to come is for planners."""
        mine = Employment.objects.filter(person_id=OuterRef("pk"))
        begun = Q(Exists(mine.filter(valid_from__lte=self.on))) | ~Q(Exists(mine))
        return either(begun, self._plans) if self.on >= self.by.today else begun

    def job(self) -> dict[str, Told]:
        """Give keys and title of the primary job."""
        rows = self._standing(Assignment, primary=True)
        title = Coalesce(NullIf("title", Value("")), "job__title", Value(""), output_field=CharField())
        return {
            "title": Subquery(rows.annotate(called=title).values("called")[:1]),
            "unit_id": Subquery(rows.values("unit_id")[:1]),
            "unit_uid": Subquery(rows.values("unit__uid")[:1]),
            "place_id": Subquery(rows.values("place_id")[:1]),
            "place_uid": Subquery(rows.values("place__uid")[:1]),
            "place_name": Subquery(rows.values("place__name")[:1]),
        }

    def names(self) -> dict[str, Told]:
        """Give the name that the unit has on the day."""
        told = Q(valid_from__lte=self.by.today) | planned(UnitTerm, self.by)
        terms = UnitTerm.objects.filter(told, unit_id=OuterRef("unit_id"), valid_from__lte=self.on)
        return {"unit_name": Subquery(terms.order_by("-valid_from").values("name")[:1])}

    def manager(self) -> dict[str, Told]:
        """Give the manager by the reporting line of the day."""
        return {
            "manager_id": self._of_line("manager_id"),
            "manager_uid": self._of_line("manager__uid"),
            "manager_name": self._of_line(
                Coalesce(NullIf("manager__preferred_name", Value("")), "manager__name")
            ),
        }

    def contract(self) -> dict[str, Told]:
        """Give the legal entity, and how the person stands to it."""
        rows = self._standing(Employment)
        worker = rows.annotate(kind=self._term("worker_type")).values("kind")[:1]
        return {
            "entity_id": Subquery(rows.values("legal_entity_id")[:1]),
            "entity_uid": Subquery(rows.values("legal_entity__uid")[:1]),
            "entity_name": Subquery(rows.values("legal_entity__name")[:1]),
            "status": self.status(),
            "worker_type": _if(self._sees, Subquery(worker), output_field=CharField()),
            "starts_on": _if(self._sees, Subquery(rows.values("valid_from")[:1]), output_field=DateField()),
        }

    def status(self) -> Told:
        """Say how the person stands: a colleague reads "away" where the record says more."""
        words = Case(
            When(valid_from__gt=self.on, then=Value("joining")),
            When(valid_until__lte=self._last_known_end(), then=Value("left")),
            When(self._planned & Q(valid_until__gt=self.on), then=Value("leaving")),
            default=Coalesce(self._term("status"), Value(Status.ACTIVE)),
            output_field=CharField(),
        )
        found = Subquery(self._standing(Employment).annotate(word=words).values("word")[:1])
        if self._sees == EVERYTHING:
            return found
        away = Q(word__in=(Status.ON_LEAVE, Status.RELEASED))
        hidden = Subquery(
            self._standing(Employment)
            .annotate(word=words)
            .annotate(plain=Case(When(away, then=Value(Status.ON_LEAVE)), default=F("word")))
            .values("plain")[:1]
        )
        return _if(self._sees, found, hidden, output_field=CharField())

    def _standing(self, model: Any, **where: Any) -> QuerySet[Any]:
        """Give a person's rows, the one that counts on the day first; future ones for planners only."""
        rows = model.objects.filter(person_id=OuterRef("pk"), **where)
        known = rows.filter(either(Q(valid_from__lte=self.by.today), self._planned))
        rank = Case(
            When(valid__contains=self.on, then=Value(0)),
            When(valid_from__lte=self.on, then=Value(1)),
            default=Value(2),
        )
        ordered: QuerySet[Any] = known.order_by(rank, F("valid_from").desc(), "pk")
        return ordered

    @cached_property
    def _sees(self) -> Q:
        """Name the people whose record the actor may see."""
        return people_with(self.by, SEE)

    @cached_property
    def _plans(self) -> Q:
        """Name the people for whom the actor plans."""
        return people_with(self.by, PLAN)

    @cached_property
    def _planned(self) -> Q:
        """Name, over rows with a person, those whose future the actor may know."""
        return about_people("person_id").rows(self.by, PLAN)

    def _last_known_end(self) -> Any:
        """Give the day up to which ends are known: today's, but for planners."""
        return _if(self._planned, Value(self.on), Value(min(self.on, self.by.today)))

    def _term(self, column: str) -> Told:
        known = EmploymentTerm.objects.filter(employment_id=OuterRef("pk"))
        if not self.by.holds(PLAN):
            known = known.filter(valid_from__lte=self.by.today)
        rows = known.filter(valid_from__lte=self.on).order_by("-valid_from")
        return Subquery(rows.values(column)[:1])

    def _of_line(self, column: Any) -> Told:
        lines = ReportingLine.objects.filter(person_id=OuterRef("pk")).annotate(
            wanted=F(column) if isinstance(column, str) else column
        )
        now = Subquery(lines.as_of(min(self.on, self.by.today)).values("wanted")[:1])
        if self.on <= self.by.today:
            return now
        then = Subquery(lines.as_of(self.on).values("wanted")[:1])
        return _if(self._plans, then, now)


def _if(condition: Q, then: Told, otherwise: Told = None, **kind: Any) -> Told:
    """Give one of two expressions; a condition that holds everywhere is not asked about."""
    if condition == EVERYTHING:
        return then
    return Case(When(condition, then=then), default=otherwise, **kind)
