"""What the chart stands on: who is there on a day and under whom, without their names."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from tenure.domains.organisation import queries as organisation
from tenure.domains.organisation.models import PositionTerm
from tenure.domains.organisation.scopes import known_on as announced
from tenure.foundation.access import Actor

from ..models import Assignment, Person, ReportingLine
from ..rules.branches import Key
from ..scopes import people_with
from .seats import PLAN, SEE, known_on

AHEAD: Final = timedelta(days=365)


@dataclass(frozen=True)
class Stem:
    """One card to be: a person or a seat by its row, and under which card it hangs."""

    parent: Key | None
    person: int | None = None
    seat: int | None = None
    starts_on: date | None = None
    counts: bool = True


@dataclass(frozen=True)
class _Seat:
    uid: Key
    above: int | None


def people(by: Actor, day: date, *, under: int | None = None) -> dict[Key, Stem]:
    """Hang people under their managers, starters to come and vacant seats among them.

    ``under`` leaves out whoever is neither this person nor below.
    """
    branch = Q() if under is None else Q(path__contains=[under])
    lines = ReportingLine.objects.filter(
        known_on(by, day), branch, person__in=Person.objects.allowed(by, SEE)
    )
    rows = lines.order_by("person__sort_key").values_list("person__uid", "manager__uid", "person_id")
    stems = {str(uid): Stem(str(above) if above else None, person=pk) for uid, above, pk in rows}
    if day >= by.today:
        stems |= _starters(by, day, branch, stems)
    return {**stems, **_vacant(by, day, stems)}


def seats(by: Actor, day: date) -> dict[Key, Stem]:
    """Hang seats under the seats that they report to."""
    found = _read(_terms(by, day))
    return {
        one.uid: Stem(found[one.above].uid if one.above in found else None, seat=pk)
        for pk, one in found.items()
    }


def _starters(by: Actor, day: date, branch: Q, there: dict[Key, Stem]) -> dict[Key, Stem]:
    """Find who begins within a year, for those who plan with them."""
    if not by.holds(PLAN):
        return {}
    rows = (
        ReportingLine.objects.filter(person__in=Person.objects.filter(people_with(by, PLAN)).allowed(by, SEE))
        .filter(branch, valid_from__gt=day, valid_from__lte=day + AHEAD)
        .order_by("person_id", "valid_from")
        .distinct("person_id")
        .values_list("person__uid", "manager__uid", "person_id", "valid_from")
    )
    return {
        str(uid): Stem(str(above) if above else None, person=pk, starts_on=start, counts=False)
        for uid, above, pk, start in rows
        if str(uid) not in there
    }


def _vacant(by: Actor, day: date, there: dict[Key, Stem]) -> dict[Key, Stem]:
    """Hang seats that nobody holds under who holds the seat above, or under that vacant seat."""
    held = Assignment.objects.filter(known_on(by, day))
    seats = _terms(by, day)
    empty = seats.filter(~Exists(held.filter(position=OuterRef("position"))))
    vacant = _read(empty)
    above = seats.filter(position__in=empty.values("reports_to")).values("position_id")
    rows = held.filter(position__in=above).order_by("valid_from", "pk")
    holders: dict[int | None, Key] = {}
    for seat, uid in rows.values_list("position_id", "person__uid"):
        holders.setdefault(seat, str(uid))
    return {
        one.uid: Stem(_above(one, vacant, holders, there), seat=pk, counts=False)
        for pk, one in vacant.items()
    }


def _above(
    one: _Seat, vacant: dict[int, _Seat], holders: dict[int | None, Key], there: dict[Key, Stem]
) -> Key | None:
    if one.above in holders:
        return holders[one.above] if holders[one.above] in there else None
    return vacant[one.above].uid if one.above in vacant else None


def _terms(by: Actor, day: date) -> QuerySet[Any]:
    terms: QuerySet[Any] = PositionTerm.objects.allowed(by, organisation.VIEW)
    return terms.filter(announced(PositionTerm, by, day))


def _read(terms: QuerySet[Any]) -> dict[int, _Seat]:
    rows = terms.order_by("title", "pk").values_list("position_id", "position__uid", "reports_to_id")
    return {pk: _Seat(str(uid), above) for pk, uid, above in rows}
