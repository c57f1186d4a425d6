"""Who decides about people: managers, those whom a role gives a permission over them; and who is away."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from tenure.foundation.approvals import absence_of, accounts_of, days_off_of, resolver
from tenure.foundation.approvals.registry import Matter
from tenure.foundation.deadlines import Calendar, calendar_for
from tenure.foundation.identity.permissions import all_permissions

from ..models import Assignment, DottedLine, EmploymentTerm, Person, ReportingLine
from .audience import users_who_can


@resolver("manager", _("The manager"))
def managers(matter: Matter, _argument: str) -> set[int]:
    """Give the accounts of the managers right above, today."""
    return _accounts(_above(matter.about, matter.day))


@resolver("managers_manager", _("The manager's manager"))
def second_managers(matter: Matter, _argument: str) -> set[int]:
    """Give the accounts of the managers two levels above, today."""
    return _accounts(_above(_above(matter.about, matter.day), matter.day))


@resolver("dotted_line", _("The dotted-line managers"))
def dotted_managers(matter: Matter, _argument: str) -> set[int]:
    """Give the accounts of the managers by dotted line, today."""
    rows = DottedLine.objects.as_of(matter.day).filter(person__in=matter.about)
    return _accounts(rows.values_list("manager_id", flat=True))


@resolver("hr", _("HR of the person"))
def hr(matter: Matter, _argument: str) -> set[int]:
    """Give the accounts whose roles let them change the work facts of everybody concerned."""
    return _holders(matter, "people.edit")


def _permissions() -> dict[str, Any]:
    return {one.code: one.label for one in all_permissions()}


@resolver("holders", _("With the right over the person"), takes=_permissions)
def holders(matter: Matter, permission: str) -> set[int]:
    """Give the accounts that hold a permission over everybody concerned, by a role they were given."""
    return _holders(matter, permission)


def _holders(matter: Matter, permission: str) -> set[int]:
    found = [set(users_who_can(permission, person, matter.day)) for person in matter.about]
    return set.intersection(*found) if found else set()


@accounts_of
def accounts(people: tuple[int, ...]) -> set[int]:
    """Give the accounts of people."""
    return _accounts(people)


@absence_of
def on_leave(users: set[int], day: date) -> set[int]:
    """Give those whose contract rests on a day: on long leave or released from work."""
    away = EmploymentTerm.objects.as_of(day).filter(employment__person__user__in=users)
    resting = away.exclude(status=EmploymentTerm.Status.ACTIVE)
    return set(resting.values_list("employment__person__user_id", flat=True))


@days_off_of
def calendar(people: tuple[int, ...], day: date) -> Calendar | None:
    """Give the calendar of the place of the first person concerned."""
    jobs = Assignment.objects.as_of(day).filter(person__in=people, primary=True, place__isnull=False)
    job = jobs.select_related("place").order_by("person_id").first()
    if job is None or job.place is None:
        return None
    own = {one.day: one.name if one.is_off else "" for one in job.place.own_days.all()}
    return calendar_for(job.place.country, job.place.subdivision, own)


def _above(people: Iterable[int], day: date) -> set[int]:
    rows = ReportingLine.objects.as_of(day).filter(person__in=list(people), manager__isnull=False)
    return {one for one in rows.values_list("manager_id", flat=True) if one}


def _accounts(people: Iterable[int]) -> set[int]:
    rows = Person.objects.filter(pk__in=list(people), user__isnull=False)
    return {one for one in rows.values_list("user_id", flat=True) if one}
