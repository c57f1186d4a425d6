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
    FilteredRelation,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, NullIf
from django.db.models.lookups import In

from tenure.domains.organisation.models import UnitTerm
from tenure.domains.organisation.scopes import planned
from tenure.foundation.access import EVERYTHING, Actor
from tenure.foundation.access.policy import either

from ..models import Assignment, Employment, EmploymentTerm, Person, ReportingLine
from ..scopes import about_people, people_with

PLAN: Final = "people.plan"
SEE: Final = "people.view"
Kinds = frozenset[str]
NONE: Final[Kinds] = frozenset()
WORK, LINE, CONTRACT_OF = "job", "line", "contract"
KINDS: Final = {
    "job_now": WORK,
    "unit_now": WORK,
    "line_now": LINE,
    "contract_now": CONTRACT_OF,
    "term_now": CONTRACT_OF,
}
ALL_KINDS: Final[Kinds] = frozenset(KINDS.values())
JOB: Final = {
    "unit_id": "unit_id",
    "unit_uid": "unit__uid",
    "place_id": "place_id",
    "place_uid": "place__uid",
    "place_name": "place__name",
}
CONTRACT: Final = {
    "entity_id": "legal_entity_id",
    "entity_uid": "legal_entity__uid",
    "entity_name": "legal_entity__name",
    "starts_on": "valid_from",
}
Status = EmploymentTerm.Status
Told = Any  # an expression over a person


def directory(by: Actor, *, day: date | None = None, at_once: Kinds = NONE) -> QuerySet[Any]:
    """Give the people whom the actor may know of, with title, unit, place, manager and status.

    Of those who work here on the day, the row that holds then; of others the last one before it,
    or the first to come. What lies ahead of today is shown only to those who may plan for the
    person; when somebody began, and as what kind of worker, only to those who may see the record.
    Every annotation is a scalar: one row a person, one query a page. Each is looked up for one person
    after the other, which is quick for a page; the kinds of facts ``at_once`` are joined, which is
    quick where thousands are read or compared.
    """
    view = View(by, day or by.today, at_once)
    people: QuerySet[Any] = Person.objects.allowed(by, "people.directory")
    known = people.filter(view.is_known()).annotate(**view.on_the_day())
    rows: QuerySet[Any] = known.annotate(**view.job())
    told: QuerySet[Any] = rows.annotate(**view.names(), **view.manager(), **view.contract())
    return told


@dataclass(frozen=True)
class View:
    """What one actor sees of one day; expressions over ``Person``.

    Of the kinds ``at_once``, what holds on the day is joined, at most one row to a person; only of
    those who have none the other rows are looked up.
    """

    by: Actor
    on: date
    at_once: Kinds = NONE

    def is_known(self) -> Q:
        """Leave out those who came after the day; who is still to come is for planners."""
        earlier = Employment.objects.filter(person_id=OuterRef("person_id"), valid_from__lte=self.on)
        later = Employment.objects.filter(~Exists(earlier), person_id=OuterRef("pk"), valid_from__gt=self.on)
        begun = ~Q(Exists(later))
        return either(begun, self._plans) if self.on >= self.by.today else begun

    def on_the_day(self) -> dict[str, FilteredRelation]:
        """Join job, unit, reporting line, contract and its term as they hold on the day."""
        holds = {"valid__contains": self.on}
        others = Employment.objects.filter(person_id=OuterRef("contract_now__person_id"), **holds)
        newer = others.filter(
            Q(valid_from__gt=OuterRef("contract_now__valid_from"))
            | Q(valid_from=OuterRef("contract_now__valid_from"), pk__lt=OuterRef("contract_now__pk"))
        )
        joins = {
            "job_now": _held("assignments", **holds, primary=True),
            "unit_now": _held("job_now__unit__terms", **holds),
            "line_now": _held("lines", **holds),
            "contract_now": _held("employments", Q(~Exists(newer)), **holds),
            "term_now": _held("contract_now__terms", **holds),
        }
        return {name: join for name, join in joins.items() if self._joins(name)}

    def job(self) -> dict[str, Told]:
        """Give keys and title of the primary job."""
        rows = self._standing(Assignment, primary=True)
        return {
            "title": self._now("job_now", _title("job_now__"), rows.annotate(told=_title())),
            **{
                name: self._now("job_now", F(f"job_now__{path}"), rows.annotate(told=F(path)))
                for name, path in JOB.items()
            },
        }

    def names(self) -> dict[str, Told]:
        """Give the name that the unit has on the day."""
        told = Q(valid_from__lte=self.by.today) | planned(UnitTerm, self.by)
        terms = UnitTerm.objects.filter(told, unit_id=OuterRef("unit_id"), valid_from__lte=self.on)
        latest = terms.order_by("-valid_from").annotate(told=F("name"))
        if self.on > self.by.today:  # who plans for people may not know of the unit's next name
            return {"unit_name": Subquery(latest.values("told")[:1])}
        return {"unit_name": self._now("unit_now", F("unit_now__name"), latest)}

    def manager(self) -> dict[str, Told]:
        """Give the manager by the reporting line of the day."""
        return {
            "manager_id": self._of_line("manager_id"),
            "manager_uid": self._of_line("manager__uid"),
            "manager_name": self._of_line("manager__name", "manager__preferred_name"),
        }

    def contract(self) -> dict[str, Told]:
        """Give the legal entity, and how the person stands to it."""
        rows = self._standing(Employment)
        kind = rows.annotate(told=self._term("worker_type"))
        worker = self._now("contract_now", self._term_now("worker_type"), kind)
        found = {
            name: self._now("contract_now", F(f"contract_now__{path}"), rows.annotate(told=F(path)))
            for name, path in CONTRACT.items()
        }
        starts_on = found.pop("starts_on")
        return {
            **found,
            "status": self.status(),
            "worker_type": _if(self._sees, worker, output_field=CharField()),
            "starts_on": _if(self._sees, starts_on, output_field=DateField()),
        }

    def status(self) -> Told:
        """Say how the person stands: a colleague reads "away" where the record says more."""
        rows = self._standing(Employment).annotate(word=self._word())
        now = self._word_now()
        found = self._now("contract_now", now, rows.annotate(told=F("word")))
        if self._sees == EVERYTHING:
            return found
        hidden = self._now("contract_now", _plain(now), rows.annotate(told=_plain(F("word"))))
        return _if(self._sees, found, hidden, output_field=CharField())

    def _word(self) -> Case:
        return Case(
            When(valid_from__gt=self.on, then=Value("joining")),
            When(valid_until__lte=self._last_known_end(), then=Value("left")),
            When(self._planned & Q(valid_until__gt=self.on), then=Value("leaving")),
            default=Coalesce(self._term("status"), Value(Status.ACTIVE)),
            output_field=CharField(),
        )

    def _word_now(self) -> Case:
        """Do the same over the contract that holds on the day."""
        return Case(
            When(self._plans & Q(contract_now__valid_until__isnull=False), then=Value("leaving")),
            default=Coalesce(self._term_now("status"), Value(Status.ACTIVE)),
            output_field=CharField(),
        )

    def _now(self, held: str, told: Told, standing: QuerySet[Any]) -> Told:
        """Tell of what holds on the day; of who has nothing then, what the first of the standing rows tells."""
        otherwise = Subquery(standing.values("told")[:1])
        if not self._joins(held):
            return otherwise
        return Case(When(**{f"{held}__isnull": False}, then=told), default=otherwise)

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

    def _joins(self, held: str) -> bool:
        """Say whether to join, which tells of a day ahead what only those who plan for everybody may know."""
        return KINDS[held] in self.at_once and (self.on <= self.by.today or self._plans == EVERYTHING)

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

    def _term_now(self, column: str) -> Told:
        otherwise = self._term(column, "contract_now__pk")
        return Case(When(term_now__isnull=False, then=F(f"term_now__{column}")), default=otherwise)

    def _term(self, column: str, employment: str = "pk") -> Told:
        known = EmploymentTerm.objects.filter(employment_id=OuterRef(employment))
        if not self.by.holds(PLAN):
            known = known.filter(valid_from__lte=self.by.today)
        rows = known.filter(valid_from__lte=self.on).order_by("-valid_from")
        return Subquery(rows.values(column)[:1])

    def _of_line(self, column: str, preferred: str = "") -> Told:
        if self._joins("line_now"):
            return _called(f"line_now__{column}", preferred and f"line_now__{preferred}")
        lines = ReportingLine.objects.filter(person_id=OuterRef("pk")).annotate(
            wanted=_called(column, preferred)
        )
        now = Subquery(lines.as_of(self.by.today).values("wanted")[:1])
        then = Subquery(lines.as_of(self.on).values("wanted")[:1])
        return _if(self._plans, then, now)


def _held(path: str, *more: Q, **where: Any) -> FilteredRelation:
    """Join the rows at the end of a path that are so."""
    return FilteredRelation(path, condition=Q(*more, **{f"{path}__{k}": value for k, value in where.items()}))


def _title(job: str = "") -> Told:
    own, usual = NullIf(f"{job}title", Value("")), f"{job}job__title"
    return Coalesce(own, usual, Value(""), output_field=CharField())


def _called(name: str, preferred: str) -> Told:
    return Coalesce(NullIf(preferred, Value("")), name) if preferred else F(name)


def _plain(word: Told) -> Case:
    """Say no more than that somebody is away."""
    away = In(word, (Status.ON_LEAVE, Status.RELEASED))
    return Case(When(away, then=Value(Status.ON_LEAVE)), default=word, output_field=CharField())


def _if(condition: Q, then: Told, otherwise: Told = None, **kind: Any) -> Told:
    """Give one of two expressions; a condition that holds everywhere is not asked about."""
    if condition == EVERYTHING:
        return then
    return Case(When(condition, then=then), default=otherwise, **kind)
