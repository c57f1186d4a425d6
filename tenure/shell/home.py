"""What the home page shows, by role: figures that lead to their rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from tenure.domains.organisation.queries import Holiday, holiday_calendar
from tenure.domains.people.models import (
    Assignment,
    EmergencyContact,
    Employment,
    Person,
    PersonalDetails,
    ReportingLine,
)
from tenure.domains.people.queries import open_counts, worklists
from tenure.domains.people.queries.findings import GROUPS, KINDS
from tenure.domains.people.queries.worklists import over_others, sees_others
from tenure.foundation.access import Actor
from tenure.foundation.lists import reading

MONTH = timedelta(days=30)


@dataclass(frozen=True)
class Figure:
    """A number and the rows behind it; ``more`` says that counting stopped there."""

    label: str
    number: int
    url: str
    hint: str = ""
    more: bool = False


@dataclass(frozen=True)
class Group:
    """Some figures under a heading."""

    title: str
    text: str
    figures: Sequence[Figure]

    @property
    def is_quiet(self) -> bool:
        """Whether there is nothing to do."""
        return not any(figure.number for figure in self.figures)


@dataclass(frozen=True)
class Check:
    """A fact of one's own that is missing."""

    label: str
    url: str


def groups(by: Actor) -> list[Group]:
    """Give the worklists that this actor's roles open, in the order of urgency."""
    if over_others(by, "people.edit"):
        return [
            _group(by, _("Papers and permits"), _("The law sets these days."), "papers"),
            _group(by, _("Contracts and probation"), _("Decide before the day decides."), "ends"),
            _group(by, _("This week"), _("First and last days."), "week"),
            _quality(by),
        ]
    if sees_others(by):
        return [
            _group(by, _("Your people: contracts and probation"), _("Within 60 days."), "ends"),
            _group(by, _("Your people: this week"), _("First and last days."), "week"),
        ]
    return []


def _group(by: Actor, title: str, text: str, code: str) -> Group:
    return Group(title, text, [_figure(by, one) for one in worklists.open_to(by, code)])


def _quality(by: Actor) -> Group:
    """Count what does not fit in the record, by area."""
    counts = open_counts(by)
    figures = [
        Figure(
            str(label),
            sum(counts.get(one.code, 0) for one in KINDS.values() if one.group == code),
            f"{reverse('quality')}?state=open&group={code}",
        )
        for code, label in GROUPS.items()
    ]
    return Group(_("Data quality"), _("Each leads to the entries, with a proposed repair."), figures)


def _figure(by: Actor, one: worklists.Worklist) -> Figure:
    count = reading.capped(one.rows(by), reading.CAP)
    url = reverse(f"worklist-{one.code}")
    return Figure(str(one.label), count.number, url, str(one.explain), count.more)


@dataclass(frozen=True)
class Headcount:
    """How many work here, how that moved over a year, and where they are."""

    now: int
    months: list[int]
    entities: list[Figure]
    moved: list[Figure]

    @property
    def change(self) -> int:
        """The difference to a year ago."""
        return self.now - self.months[0]


def headcount(by: Actor) -> Headcount | None:
    """Give the figures of the whole, for those who see figures."""
    if not by.holds("insights.view"):
        return None
    days = [by.today - timedelta(days=round(30.4375 * back)) for back in range(12, 0, -1)]
    counts = {
        f"m{n}": Count("person", distinct=True, filter=Q(valid__contains=day)) for n, day in enumerate(days)
    }
    rows = Employment.objects.filter(insight(by))
    at_once = rows.aggregate(now=Count("person", distinct=True, filter=Q(valid__contains=by.today)), **counts)
    moved = [_figure(by, one) for one in worklists.open_to(by, "movement")]
    return Headcount(at_once.pop("now"), list(at_once.values()), _entities(by, rows), moved)


def insight(by: Actor) -> Q:
    """Name the employments that the figures of this actor are made of."""
    from tenure.domains.people.scopes import dated_about_people

    return dated_about_people().rows(by, "insights.view") & Q(valid_from__lte=by.today)


def _entities(by: Actor, rows: QuerySet[Any]) -> list[Figure]:
    found = rows.filter(valid__contains=by.today).values("legal_entity__name", "legal_entity__uid")
    counted = found.annotate(number=Count("person", distinct=True)).order_by("-number", "legal_entity__name")
    links = by.holds("people.directory")
    return [
        Figure(
            one["legal_entity__name"],
            one["number"],
            f"{reverse('people')}?entity={one['legal_entity__uid']}" if links else "",
        )
        for one in counted[:8]
    ]


@dataclass(frozen=True)
class Mine:
    """What somebody who works here sees of themself and of those around."""

    person: Person
    job: Assignment | None
    manager: Person | None
    team: list[Person]
    reports: list[Person]
    checks: list[Check]
    holidays: list[Holiday]


def mine(by: Actor) -> Mine | None:
    """Give one's own job, team, reports and facts to check."""
    if by.person_id is None:
        return None
    person: Person | None = Person.objects.allowed(by, "people.view").filter(pk=by.person_id).first()
    if person is None:
        return None
    today = Assignment.objects.as_of(by.today).filter(primary=True)
    job = today.filter(person=person).select_related("place").first()
    line = ReportingLine.objects.as_of(by.today).filter(person=person).select_related("manager").first()
    manager = line.manager if line else None
    team = _below(by, manager.pk) if manager else []
    return Mine(
        person=person,
        job=job,
        manager=manager,
        team=[one for one in team if one.pk != person.pk],
        reports=_below(by, person.pk),
        checks=_checks(by, person),
        holidays=_next_holidays(job, by.today),
    )


def _below(by: Actor, manager_id: int) -> list[Person]:
    """Give the people right below a manager today, with their titles."""
    lines = ReportingLine.objects.as_of(by.today).filter(manager_id=manager_id)
    jobs = Assignment.objects.as_of(by.today).filter(primary=True, person_id=OuterRef("pk"))
    seen = Person.objects.allowed(by, "people.directory").filter(pk__in=lines.values("person_id"))
    return list(seen.annotate(title=Subquery(jobs.values("title")[:1])).order_by("sort_key", "pk")[:60])


def _checks(by: Actor, person: Person) -> list[Check]:
    card, personal = (
        reverse("person-card", args=[person.uid]),
        reverse("person-tab", args=[person.uid, "personal"]),
    )
    has_contact = EmergencyContact.objects.allowed(by, "people.view_personal").filter(person=person).exists()
    details = PersonalDetails.objects.allowed(by, "people.view_personal").filter(person=person).first()
    checks = [
        (not has_contact, _("Nobody is named to be called in an emergency"), personal),
        (not person.work_phone, _("Your phone at work is missing"), card),
        (not person.pronunciation, _("Say how your name is pronounced"), card),
        (
            not details or not details.birth_date,
            _("Your date of birth is not on file: HR can add it"),
            personal,
        ),
    ]
    return [Check(label, url) for missing, label, url in checks if missing]


def _next_holidays(job: Assignment | None, today: date) -> list[Holiday]:
    if job is None or job.place is None:
        return []
    years = (today.year, today.year + 1)
    days = [one for year in years for one in holiday_calendar(job.place, year=year).days]
    return [one for one in days if one.day >= today and one.is_off][:3]
