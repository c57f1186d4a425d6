"""The figures of a period, each with the lines it is made of."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property
from typing import Any, Final

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _, gettext_lazy as _lazy

from tenure.domains.people.models import Person
from tenure.foundation.access import Actor
from tenure.foundation.refusal import Refused

from .. import rules
from . import measures
from .asking import EMPLOYEES, Question, check, on
from .definitions import DEFINITIONS, Definition
from .spells import PARTS, Flow, flows, people_of

Number = Decimal | int | None


class NoSuchPart(Refused):
    message = _lazy("{part} is no line of a figure that has people behind it.")


@dataclass(frozen=True)
class Line:
    """One line of how a figure came about. ``part`` names the rows behind it, where they can be shown."""

    label: str
    value: Number
    kind: str = "count"
    part: str = ""


@dataclass(frozen=True)
class Figure:
    """One figure. ``withheld`` says why there is no value although one could be worked out."""

    definition: Definition
    value: Number
    lines: tuple[Line, ...]
    part: str = ""
    before: Number = None
    points: tuple[int, ...] = ()
    withheld: str = ""

    @property
    def code(self) -> str:
        return self.definition.code


@dataclass
class Counted:
    """What a period's figures are made of, each counted once and only when asked for."""

    by: Actor
    asked: Question
    flow_of: Callable[[], Flow]

    @cached_property
    def flow(self) -> Flow:
        return self.flow_of()

    @cached_property
    def fte(self) -> Decimal:
        return measures.fte(self.by, self.asked)

    @cached_property
    def seats(self) -> measures.Seats:
        return measures.seats(self.by, self.asked)

    @cached_property
    def service(self) -> measures.Service:
        return measures.service(self.by, self.asked)

    @cached_property
    def managers(self) -> int:
        return measures.managers(self.by, self.asked).distinct().count()

    @cached_property
    def average(self) -> Decimal:
        return rules.daily_mean(self.flow.person_days, self.asked.first, self.asked.last)

    @cached_property
    def may_tell_few(self) -> bool:
        """Whether a figure about fewer than five may be told: to those who may see each of them."""
        people = Person.objects.filter(pk__in=on(self.by, self.asked, self.asked.last))
        return not people.exclude(pk__in=Person.objects.allowed(self.by, "people.view").values("pk")).exists()


Made = tuple[Number, tuple[Line, ...]]


def figures(by: Actor, asked: Question) -> list[Figure]:
    """Work out every figure of a period, with that of the period before; refuse in words what cannot be asked."""
    check(by, asked)
    now, before = _periods(by, asked)
    return [_figure(code, now, before) for code in DEFINITIONS]


def figure(by: Actor, code: str, asked: Question) -> Figure:
    """Work out one figure of a period; an unknown code raises ``KeyError``."""
    check(by, asked)
    return _figure(code, *_periods(by, asked))


def _periods(by: Actor, asked: Question) -> tuple[Counted, Counted]:
    """Prepare a period and the one before it, which are counted together."""
    both = cache(lambda: flows(by, asked))
    return Counted(by, asked, lambda: both()[0]), Counted(by, asked.before(), lambda: both()[1])


def _figure(code: str, now: Counted, before: Counted) -> Figure:
    definition = DEFINITIONS[code]
    if not _may_be_told(code, now):
        words = _("Fewer than five people: told only to those who may see their records.")
        return Figure(definition, None, (), withheld=words)
    value, lines = MAKERS[code](now)
    earlier = MAKERS[code](before)[0] if _may_be_told(code, before) else None
    points = tuple(count for _day, count in now.flow.points) if code in ("M01", "M03") else ()
    return Figure(definition, value, lines, MAIN_PART.get(code, ""), earlier, points)


def _may_be_told(code: str, counted: Counted) -> bool:
    return code not in ABOUT_FEW or counted.flow.present >= measures.FEW or counted.may_tell_few


def _headcount(now: Counted) -> Made:
    return now.flow.present, (
        Line(_("On %s") % date_format(now.asked.last), now.flow.present, part="present"),
    )


def _fte(now: Counted) -> Made:
    each = rules.ratio(now.fte, now.flow.present)
    return now.fte, (Line(_("People"), now.flow.present, part="present"), Line(_("FTE of each"), each, "fte"))


def _average(now: Counted) -> Made:
    moved, points = now.flow.moved, [count for _day, count in now.flow.points]
    with_opening = [moved.opening, *points]
    return now.average, (
        Line(_("Days that people were here"), now.flow.person_days),
        Line(_("Days of the period"), now.asked.days),
        Line(_("Two points"), rules.two_point(moved.opening, moved.closing), "number"),
        Line(_("Opening and month ends"), rules.mean(with_opening) if points else None, "number"),
        Line(_("Month ends"), rules.mean(points), "number"),
        Line(_("Chronological"), rules.chronological(with_opening), "number"),
    )


def _change(now: Counted) -> Made:
    moved = now.flow.moved
    return moved.net, (
        Line(_("Opening headcount"), moved.opening, part="opening"),
        Line(_("Hires"), moved.hires, part="hires"),
        Line(_("Transfers in"), moved.transfers_in, part="transfers_in"),
        Line(_("Leavers"), moved.leavers, part="leavers"),
        Line(_("Transfers out"), moved.transfers_out, part="transfers_out"),
        Line(_("Closing headcount"), moved.closing, part="closing"),
        Line(_("Growth"), rules.growth(moved.opening, moved.closing), "percent"),
    )


def _hire_rate(now: Counted) -> Made:
    moved = now.flow.moved
    return rules.ratio(moved.hires, now.average), (
        Line(_("Hires"), moved.hires, part="hires"),
        Line(_("Average headcount"), now.average, "number"),
        Line(_("Leavers"), moved.leavers, part="leavers"),
        Line(_("Replacement rate"), rules.ratio(moved.hires, moved.leavers), "percent"),
    )


def _vacancy(now: Counted) -> Made:
    seats = now.seats
    return rules.share(seats.vacant, seats.filled), (
        Line(_("Vacant"), seats.vacant, part="vacant"),
        Line(_("Filled"), seats.filled),
    )


def _establishment(now: Counted) -> Made:
    gap, part = rules.variance(now.fte, now.seats.capacity)
    lines = (
        Line(_("Full-time equivalents"), now.fte, "fte"),
        Line(_("Approved"), now.seats.capacity, "fte"),
        Line(_("Difference to approved"), part, "percent"),
    )
    return (gap if now.seats.capacity else None), lines


def _span(now: Counted) -> Made:
    found = rules.spread(measures.spans(now.by, now.asked))
    return found.average, (
        Line(_("People with a manager"), found.reports),
        Line(_("Managers"), found.managers),
        Line(_("Median"), found.median, "number"),
        Line(_("Fewer than 3 reports"), found.narrow),
        Line(_("More than 15 reports"), found.wide),
    )


def _layers(now: Counted) -> Made:
    found = measures.layers(now.by, now.asked)
    lines = tuple(Line(_("Layer %s") % layer, people) for layer, people in found)
    return max((layer for layer, _people in found), default=None), lines


def _managers(now: Counted) -> Made:
    others = now.flow.present - now.managers
    return rules.ratio(now.managers, others), (
        Line(_("Managers"), now.managers, part="managers"),
        Line(_("Others"), others),
    )


def _contingent(now: Counted) -> Made:
    people = measures.contingent(now.by, now.asked)
    employees = now.flow.present
    if now.asked.population != EMPLOYEES:
        employees -= people
    return rules.share(people, employees), (
        Line(_("Contingent workers"), people, part="contingent"),
        Line(_("Employees"), employees),
    )


def _tenure(now: Counted) -> Made:
    found = now.service
    return found.mean, (
        Line(_("People"), found.people, part="present"),
        Line(_("Median"), found.median, "years"),
    )


MAKERS: Final[dict[str, Callable[[Counted], Made]]] = {
    "M01": _headcount,
    "M02": _fte,
    "M03": _average,
    "M04": _change,
    "M05": _hire_rate,
    "M06": _vacancy,
    "M07": _establishment,
    "M08": _span,
    "M09": _layers,
    "M10": _managers,
    "M11": _contingent,
    "M12": _tenure,
}
# A figure of these over fewer than five would tell a fact about one person.
ABOUT_FEW: Final = frozenset({"M02", "M03", "M04", "M05", "M11", "M12"})
MAIN_PART: Final = {
    "M01": "present",
    "M02": "present",
    "M10": "managers",
    "M11": "contingent",
    "M12": "present",
}


def people_behind(by: Actor, asked: Question, part: str) -> Any:
    """Name the people that a line is made of, as a set of keys; what is no part raises ``NoSuchPart``."""
    check(by, asked)
    if part == "managers":
        return measures.managers(by, asked)
    if part == "contingent":
        return measures.contingent_people(by, asked)
    if part not in PARTS:
        raise NoSuchPart(part=part)
    return people_of(by, asked, part)


def people(by: Actor, asked: Question, part: str) -> QuerySet[Any]:
    """Give those behind a line whose records the actor may see."""
    seen: QuerySet[Any] = Person.objects.allowed(by, "people.view")
    return seen.filter(pk__in=people_behind(by, asked, part))
