"""What happens because a day came: announced once, at midnight of the person's place."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from tenure.foundation.access import Actor, require
from tenure.foundation.audit import trail
from tenure.foundation.events import announce

from ..events import AssignmentTookEffect, EmploymentBegan, EmploymentEnded, PaperExpiring
from ..models import Assignment, Employment, IdentityPaper, Told

# How far back a Tenure that was switched off makes up for what it missed.
BACK: Final = timedelta(days=7)
AHEAD: Final = timedelta(days=1)
PAPER_DAYS: Final = (30, 60, 90)
NO_PLACE: Final = "UTC"


@transaction.atomic
def tell_the_day(*, at: datetime, by: Actor) -> int:
    """Announce what begins and ends on the day that it is, at this instant, where each person works.

    Safe to run as often as one likes: each thing is told once. Gives the number told.
    """
    require(by, "people.view")
    told = sum(1 for what, row, day in _due(at) if _tell(what, row, day))
    if told:
        trail.record(by, "people.day.told", told=told)
    return told


@transaction.atomic
def tell_expiring_papers(*, by: Actor) -> int:
    """Announce papers of people at work that run out in 90, 60 and 30 days, each once a step."""
    require(by, "people.view_identity")
    told = 0
    for paper_id, person_id, day in _expiring(by.today).values_list("pk", "person_id", "expires_on"):
        days = next(n for n in PAPER_DAYS if (day - by.today).days <= n)
        if _first_time(f"paper-{days}", paper_id, day):
            announce(PaperExpiring(person_id=person_id, paper_id=paper_id, expires_on=day, days=days))
            told += 1
    if told:
        trail.record(by, "people.papers.told", told=told)
    return told


def _due(at: datetime) -> Iterator[tuple[str, Any, date]]:
    window = (at.date() - BACK, at.date() + AHEAD)
    begun = Employment.objects.filter(valid_from__range=window)
    ended = Employment.objects.filter(valid_until__range=window)
    changed = Assignment.objects.filter(valid_from__range=window).exclude(valid__isempty=True)
    for what, rows, column in (
        ("employment-began", begun, "valid_from"),
        ("employment-ended", ended, "valid_until"),
        ("assignment", changed, "valid_from"),
    ):
        for row in _zoned(rows, column):
            day = getattr(row, column)
            if day <= at.astimezone(ZoneInfo(row.zone)).date():
                yield what, row, day


def _zoned(rows: QuerySet[Any], column: str) -> Iterable[Any]:
    """Add the time zone of the place where the person works that day, or worked last."""
    jobs = Assignment.objects.filter(person_id=OuterRef("person_id"), primary=True, place__isnull=False)
    known = jobs.filter(valid_from__lte=OuterRef(column)).order_by("-valid_from")
    zone = known.values("place__time_zone")[:1]
    zoned: QuerySet[Any] = rows.annotate(zone=Coalesce(Subquery(zone), Value(NO_PLACE)))
    return zoned.order_by(column, "pk")


def _tell(what: str, row: Any, day: date) -> bool:
    if not _first_time(what, row.pk, day):
        return False
    if what == "employment-began":
        announce(EmploymentBegan(person_id=row.person_id, employment_id=row.pk, on=day))
    elif what == "employment-ended":
        last_day = day - timedelta(days=1)
        announce(EmploymentEnded(person_id=row.person_id, employment_id=row.pk, last_day=last_day))
    else:
        announce(AssignmentTookEffect(person_id=row.person_id, assignment_id=row.pk, on=day))
    return True


def _first_time(what: str, row_id: int, day: date) -> bool:
    return Told.objects.get_or_create(what=what, row_id=row_id, on=day)[1]


def _expiring(today: date) -> QuerySet[Any]:
    working = Employment.objects.as_of(today).filter(person_id=OuterRef("person_id"))
    papers: QuerySet[Any] = IdentityPaper.objects.filter(
        Exists(working), expires_on__gte=today, expires_on__lte=today + timedelta(days=max(PAPER_DAYS))
    )
    return papers
