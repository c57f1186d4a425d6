"""Work that waits in the record: papers that expire, contracts that end, facts that are missing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import DateField, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.utils.translation import gettext_lazy as _

from tenure.foundation.access import Actor

from ..models import Assignment, Employment, EmploymentTerm, IdentityPaper, Person, PersonalDetails

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Worklist:
    """One kind of work: whom it concerns, by when, and what to do about it.

    With ``last_day`` the date of a row is the day after the last one, as spans are kept.
    """

    code: str
    group: str
    label: Any
    explain: Any
    permission: str
    rows: Callable[[Actor], QuerySet[Any]]
    last_day: bool = False


def people(
    by: Actor, permission: str, dated: QuerySet[Any], column: str, person: str = "person_id"
) -> QuerySet[Any]:
    """Give the people that dated rows are about, each with the first of the dates as ``due_on``."""
    mine = dated.filter(**{person: OuterRef("pk")}).order_by(column)
    seen: QuerySet[Any] = Person.objects.allowed(by, permission)
    found: QuerySet[Any] = seen.filter(Exists(mine)).annotate(due_on=Subquery(mine.values(column)[:1]))
    return found


def lacking(by: Actor, permission: str, missing: Q) -> QuerySet[Any]:
    """Give the people at work today of whom something is missing."""
    working = Employment.objects.as_of(by.today).filter(person_id=OuterRef("pk"))
    seen: QuerySet[Any] = Person.objects.allowed(by, permission)
    none = Value(None, output_field=DateField())
    found: QuerySet[Any] = seen.filter(Exists(working)).filter(missing).annotate(due_on=none)
    return found


def ends_known_to(by: Actor) -> QuerySet[Any]:
    """Give the employments whose end the actor may know: a future one needs the right to plan."""
    past = Q(valid_until__lte=by.today)
    planned = Q(person_id__in=Person.objects.allowed(by, "people.plan").values("pk"))
    rows: QuerySet[Any] = Employment.objects.allowed(by, "people.view")
    return rows.filter(valid_until__isnull=False).filter(past | planned)


def _papers(start: int, end: int) -> Callable[[Actor], QuerySet[Any]]:
    def rows(by: Actor) -> QuerySet[Any]:
        first, last = by.today + timedelta(days=start), by.today + timedelta(days=end)
        papers = IdentityPaper.objects.allowed(by, "people.view_identity")
        return people(
            by, "people.view", papers.filter(expires_on__gte=first, expires_on__lt=last), "expires_on"
        )

    return rows


def _expired(by: Actor) -> QuerySet[Any]:
    working = Employment.objects.as_of(by.today).filter(person_id=OuterRef("person_id"))
    papers = IdentityPaper.objects.allowed(by, "people.view_identity").filter(Exists(working))
    return people(by, "people.view", papers.filter(expires_on__lt=by.today), "expires_on")


def _fixed_terms(by: Actor) -> QuerySet[Any]:
    last = by.today + timedelta(days=60)
    terms = EmploymentTerm.objects.allowed(by, "people.view").as_of(by.today)
    ending = terms.filter(contract_ends_on__gte=by.today, contract_ends_on__lte=last)
    return people(by, "people.view", ending, "contract_ends_on", "employment__person_id")


def _probation(by: Actor) -> QuerySet[Any]:
    last = by.today + timedelta(days=60)
    running = Employment.objects.allowed(by, "people.view").as_of(by.today)
    ending = running.filter(probation_until__gte=by.today, probation_until__lte=last)
    return people(by, "people.view", ending, "probation_until")


def joining(by: Actor, start: date, end: date) -> QuerySet[Any]:
    """Give the people whose employment begins in a half-open span of days."""
    begun = Employment.objects.allowed(by, "people.view").filter(valid_from__gte=start, valid_from__lt=end)
    return people(by, "people.view", begun, "valid_from")


def leaving(by: Actor, start: date, end: date) -> QuerySet[Any]:
    """Give the people whose last day lies in a half-open span of days."""
    day = timedelta(days=1)
    ended = ends_known_to(by).filter(valid_until__gt=start, valid_until__lt=end + day)
    return people(by, "people.view", ended, "valid_until")


def _current(**facts: Any) -> Exists:
    return Exists(Assignment.objects.filter(person_id=OuterRef("pk"), primary=True, **facts))


def _without(column: str) -> Callable[[Actor], QuerySet[Any]]:
    def rows(by: Actor) -> QuerySet[Any]:
        return lacking(
            by, "people.view", Q(_current(valid__contains=by.today, **{f"{column}__isnull": True}))
        )

    return rows


def _without_manager(by: Actor) -> QuerySet[Any]:
    alone = _current(valid__contains=by.today, manager__isnull=True, position__isnull=True)
    leads = Exists(Assignment.objects.as_of(by.today).filter(manager_id=OuterRef("pk")))
    return lacking(by, "people.view", Q(alone) & ~Q(leads))


def _without_job(by: Actor) -> QuerySet[Any]:
    return lacking(by, "people.view", ~Q(_current(valid__contains=by.today)))


def _without_details(by: Actor) -> QuerySet[Any]:
    known = PersonalDetails.objects.filter(person_id=OuterRef("pk"), birth_date__isnull=False)
    return lacking(by, "people.view_personal", ~Q(Exists(known)))


WORKLISTS: Final[dict[str, Worklist]] = {
    one.code: one
    for one in (
        Worklist("papers-expired", "papers", _("Expired"), _("Papers and permits past their last day, of people at work."), "people.view_identity", _expired),
        Worklist("papers-30", "papers", _("In 30 days"), _("Papers and permits that expire within 30 days."), "people.view_identity", _papers(0, 31)),
        Worklist("papers-60", "papers", _("In 31 to 60 days"), _("Papers and permits that expire in 31 to 60 days."), "people.view_identity", _papers(31, 61)),
        Worklist("papers-90", "papers", _("In 61 to 90 days"), _("Papers and permits that expire in 61 to 90 days."), "people.view_identity", _papers(61, 91)),
        Worklist("fixed-terms", "ends", _("Fixed terms end"), _("Contracts for a fixed term that end within 60 days."), "people.view", _fixed_terms),
        Worklist("probation", "ends", _("Probation ends"), _("Probation that ends within 60 days."), "people.view", _probation),
        Worklist("joiners", "week", _("Join this week"), _("First days from today, seven days ahead."), "people.view", lambda by: joining(by, by.today, by.today + WEEK)),
        Worklist("leavers", "week", _("Leave this week"), _("Last days from today, seven days ahead."), "people.view", lambda by: leaving(by, by.today, by.today + WEEK), last_day=True),
        Worklist("joined", "movement", _("Joined in 30 days"), _("First days in the last 30 days."), "people.view", lambda by: joining(by, by.today - timedelta(days=30), by.today)),
        Worklist("left", "movement", _("Left in 30 days"), _("Last days in the last 30 days."), "people.view", lambda by: leaving(by, by.today - timedelta(days=30), by.today), last_day=True),
        Worklist("no-manager", "data", _("Without a manager"), _("People at work with neither a manager, nor a seat, nor reports of their own."), "people.view", _without_manager),
        Worklist("no-unit", "data", _("Without a unit"), _("People at work who stand in no unit."), "people.view", _without("unit")),
        Worklist("no-place", "data", _("Without a place"), _("People at work without a place: no time zone, no holidays."), "people.view", _without("place")),
        Worklist("no-job", "data", _("Employed, but no job"), _("Employments that run today without an assignment."), "people.view", _without_job),
        Worklist("no-details", "data", _("Date of birth missing"), _("People at work whose date of birth is not on file."), "people.view_personal", _without_details),
    )
}  # fmt: skip


def over_others(by: Actor, permission: str) -> bool:
    """Say whether a permission is held over anybody but oneself."""
    return any(scope != "own" for scope, _targets in by.grants(permission))


def sees_others(by: Actor) -> bool:
    """Say whether there is anybody else whose record the actor may see: a manager of nobody has none."""
    others = Person.objects.allowed(by, "people.view").exclude(pk=by.person_id)
    return over_others(by, "people.view") and others.exists()


def open_to(by: Actor, *groups: str) -> list[Worklist]:
    """Give the worklists of these groups that the actor may see."""
    return [one for one in WORKLISTS.values() if one.group in groups and over_others(by, one.permission)]
