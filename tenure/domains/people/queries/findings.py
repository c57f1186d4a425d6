"""What does not fit in the record, as one reader may know it: kinds in words, rows and counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from tenure.domains.organisation.models import PositionTerm, UnitTerm
from tenure.foundation.access import Actor
from tenure.foundation.identity.models import Grant
from tenure.foundation.identity.rights import rights_of

from ..models import Finding, Person

EDIT: Final = "people.edit"


@dataclass(frozen=True)
class Kind:
    """One kind of finding in words: what is wrong, why it matters, what the repair is called."""

    code: str
    group: str
    label: Any
    explain: Any
    repair: Any


GROUPS: Final[Mapping[str, Any]] = {
    "lines": _("Reporting lines"),
    "work": _("Jobs and contracts"),
    "persons": _("Persons"),
    "papers": _("Papers"),
    "pay": _("Pay"),
    "organisation": _("Units and seats"),
}

KINDS: Final[dict[str, Kind]] = {
    one.code: one
    for one in (
        Kind("no-manager", "lines", _("No manager"), _("Nobody stands above this person and nobody below: no approval finds its way."), _("Name a manager")),
        Kind("manager-left", "lines", _("The manager has left"), _("The record still names somebody who no longer works here."), _("Name another manager")),
        Kind("manager-ring", "lines", _("Managers in a ring"), _("These people manage one another, so each stands at the top."), _("Break the ring")),
        Kind("no-job", "work", _("Employed, but no job"), _("A contract runs today and says nothing of what the person does."), _("Add the job")),
        Kind("no-unit", "work", _("No unit"), _("Without a unit the person is missing from its figures."), _("Choose a unit")),
        Kind("no-place", "work", _("No place"), _("Without a place there is no time zone and no calendar."), _("Choose a place")),
        Kind("no-pattern", "work", _("No work pattern"), _("Without the hours of a week no time off can be counted."), _("Choose a pattern")),
        Kind("no-hours", "work", _("FTE is nought"), _("The job counts for nothing in FTE and headcount cost."), _("Correct the FTE")),
        Kind("contract-over", "work", _("The contract ran out, the work goes on"), _("A fixed term that is worked past its end often becomes permanent by law."), _("End or extend it")),
        Kind("days-crossed", "work", _("The contract ends before it begins"), _("One of the two days is wrong."), _("Correct the contract")),
        Kind("two-records", "persons", _("Two records of one person?"), _("The names are alike, and the birth date or an address is the same."), _("Compare and merge")),
        Kind("born-late", "persons", _("Born after the first day"), _("One of the two days is wrong."), _("Correct the birth date")),
        Kind("age-impossible", "persons", _("An age that cannot be"), _("Younger than 14 on the first day, or older than 100."), _("Correct the birth date")),
        Kind("no-birth-date", "persons", _("No date of birth"), _("Contracts, filings and benefits need it."), _("Add the birth date")),
        Kind("paper-expired", "papers", _("A paper has expired"), _("The paper is past its last day and no later one is on file."), _("Record the new paper")),
        Kind("paper-expiring", "papers", _("A paper expires soon"), _("Within thirty days, and no later one is on file."), _("Record the new paper")),
        Kind("no-papers", "papers", _("No identity check on file"), _("No passport, identity card, visa or permit shows who this is and that they may work here."), _("Record the paper that was seen")),
        Kind("no-pay", "pay", _("No pay"), _("An employee's contract runs today without base pay."), _("Look at the pay")),
        Kind("pay-currency", "pay", _("Paid in another currency"), _("The legal entity pays in a currency unlike the one on file."), _("Correct the pay")),
        Kind("unit-orphan", "organisation", _("A unit under a closed one"), _("It falls out of every total above it."), _("Choose a unit above")),
        Kind("seat-orphan", "organisation", _("A seat that hangs in the air"), _("Its unit, or the seat it reports to, is closed."), _("Correct the seat")),
    )
}  # fmt: skip


def is_open(today: date) -> Q:
    """Name the findings that nobody has dismissed for the time being."""
    return Q(dismissed_until__isnull=True) | Q(dismissed_until__lte=today)


def findings(by: Actor) -> QuerySet[Any]:
    """Give the findings that the actor may know of, each with the name of its unit or seat."""
    rows: QuerySet[Any] = Finding.objects.allowed(by, EDIT).select_related(
        "person", "other", "proposed", "unit", "position", "dismissed_by"
    )
    units = UnitTerm.objects.as_of(by.today).filter(unit_id=OuterRef("unit_id"))
    seats = PositionTerm.objects.as_of(by.today).filter(position_id=OuterRef("position_id"))
    named: QuerySet[Any] = rows.annotate(
        unit_name=Subquery(units.values("name")[:1]), seat_title=Subquery(seats.values("title")[:1])
    )
    return named


def open_counts(by: Actor) -> dict[str, int]:
    """Count what waits, by kind, in one query."""
    rows = Finding.objects.allowed(by, EDIT).filter(is_open(by.today)).order_by()
    return dict(rows.values_list("kind").annotate(number=Count("pk")))


def told_of(finding_ids: tuple[int, ...], day: date) -> dict[int, int]:
    """Give the accounts of HR that may know of some of these findings, and of how many."""
    grants = Grant.objects.as_of(day).filter(role__permissions__permission=EDIT, user__is_active=True)
    people = dict(Person.objects.filter(user__grants__in=grants).values_list("user_id", "pk"))
    told: dict[int, int] = {}
    for user_id in sorted(set(grants.values_list("user_id", flat=True))):
        held = rights_of(user_id, day, implied=False).held
        reader = Actor(user_id, people.get(user_id), day, held)
        number = Finding.objects.allowed(reader, EDIT).filter(pk__in=finding_ids).count()
        if number:
            told[user_id] = number
    return told
