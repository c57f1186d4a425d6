"""Which people, and which days, a figure is about; and what may be known of them."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, Func, Q, QuerySet, TextField
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from tenure.domains.organisation.models import UnitLine
from tenure.domains.people.models import Assignment, EmploymentTerm
from tenure.foundation.access import Actor, require
from tenure.foundation.refusal import Refused

SEES: Final = "insights.view"
DAY: Final = timedelta(days=1)
EMPLOYEES, EVERYBODY = "employees", "everybody"
POPULATIONS: Final = {
    EMPLOYEES: _("Employees"),
    EVERYBODY: _("Everybody, contractors, agency workers and interns included"),
}
CONTINGENT: Final = tuple(kind for kind in EmploymentTerm.Worker if kind != EmploymentTerm.Worker.EMPLOYEE)
FARTHEST_YEARS: Final = 60
OPEN_ENDED: Final = """CASE WHEN NOT isempty(%(expressions)s) THEN daterange(lower(%(expressions)s),
    CASE WHEN upper(%(expressions)s) <= DATE '{today}' THEN upper(%(expressions)s) END) END"""


class PeriodAhead(Refused):
    message = _("Figures look back: choose a last day up to {today}. What is planned stands in the chart.")


class PeriodReversed(Refused):
    message = _("The last day lies before the first.")


class PeriodTooLong(Refused):
    message = _("The period is longer than {years} years. Choose a shorter one.")


@dataclass(frozen=True)
class Question:
    """A period, both ends included, and whom it is about: a population, narrowed to an entity, unit or place."""

    first: date
    last: date
    population: str = EMPLOYEES
    entity: UUID | None = None
    unit: UUID | None = None
    place: UUID | None = None

    @classmethod
    def of_the_year(cls, by: Actor) -> "Question":
        """Ask about the year up to today."""
        return cls(by.today - 365 * DAY + DAY, by.today)

    @property
    def days(self) -> int:
        """How many days the period has."""
        return (self.last - self.first).days + 1

    @property
    def is_narrowed(self) -> bool:
        """Whether only a part of the organisation is asked about."""
        return bool(self.entity or self.unit or self.place)

    def before(self) -> "Question":
        """Give the period of the same length that ends where this one begins."""
        return replace(self, first=self.first - self.days * DAY, last=self.first - DAY)


def check(by: Actor, asked: Question) -> None:
    """Refuse, in words, whoever sees no figures, and periods that cannot be answered."""
    require(by, SEES)
    if asked.last < asked.first:
        raise PeriodReversed
    if asked.last > by.today:
        raise PeriodAhead(today=date_format(by.today))
    if asked.days > FARTHEST_YEARS * 366:
        raise PeriodTooLong(years=FARTHEST_YEARS)


def terms(by: Actor, asked: Question) -> QuerySet[Any]:
    """Give the contracts' terms that the actor's figures are made of, over all units and days."""
    rows: QuerySet[Any] = EmploymentTerm.objects.allowed(by, SEES)
    begun = rows.filter(valid_from__lte=by.today, employment__valid_from__lte=by.today)
    if asked.population == EMPLOYEES:
        return begun.filter(worker_type=EmploymentTerm.Worker.EMPLOYEE)
    return begun


def narrowed(by: Actor, asked: Question) -> QuerySet[Any]:
    """Give those of them that lie in the part of the organisation that is asked about."""
    rows = terms(by, asked)
    if asked.entity:
        rows = rows.filter(employment__legal_entity__uid=asked.entity)
    if asked.unit or asked.place:
        rows = rows.filter(_where(asked, "employment__assignments__"))
    return rows


def on(by: Actor, asked: Question, day: date) -> QuerySet[Any]:
    """Give the keys of the people who count on a day, its leavers included."""
    rows = narrowed(by, asked).filter(valid__contains=day, employment__valid__contains=day)
    if asked.unit or asked.place:
        held = Assignment.objects.as_of(day).filter(_where(asked))
        rows = rows.filter(employment__in=held.values("employment"))
    people: QuerySet[Any] = rows.values("employment__person_id")
    return people


def jobs_on(by: Actor, asked: Question, day: date) -> QuerySet[Any]:
    """Give the jobs of a day that are done by those who count."""
    rows = terms(by, asked).filter(valid__contains=day, employment__valid__contains=day)
    jobs: QuerySet[Any] = Assignment.objects.as_of(day).filter(employment__in=rows.values("employment"))
    if asked.entity:
        jobs = jobs.filter(employment__legal_entity__uid=asked.entity)
    return jobs.filter(_where(asked)) if asked.unit or asked.place else jobs


def spans(by: Actor, rows: QuerySet[Any], asked: Question, *, whole: bool) -> QuerySet[Any]:
    """Give (person, days) of these terms; an end that has not come yet is not known to figures."""
    columns = ["valid", "employment__valid"]
    if not whole and (asked.unit or asked.place):
        columns.append("employment__assignments__valid")
    together = Func(*map(F, columns), template="%(expressions)s", arg_joiner=" * ", output_field=TextField())
    open_ended = Func(together, template=OPEN_ENDED.format(today=by.today), output_field=TextField())
    found: QuerySet[Any] = (
        rows.annotate(days=open_ended).order_by().values_list("employment__person_id", "days")
    )
    return found


def _where(asked: Question, before: str = "") -> Q:
    """Name the assignments in the unit, with all below it on the last day, and at the place."""
    found = Q(**{f"{before}place__uid": asked.place}) if asked.place else Q()
    return found & Q(**{f"{before}unit__in": units_of(asked)}) if asked.unit else found


def units_of(asked: Question) -> QuerySet[Any]:
    """Give the keys of the unit that is asked about and of all below it on the last day."""
    lines: QuerySet[Any] = UnitLine.objects.as_of(asked.last)
    top = ArraySubquery(lines.filter(unit__uid=asked.unit).values("unit_id"))
    return lines.filter(path__overlap=top).values("unit_id")
