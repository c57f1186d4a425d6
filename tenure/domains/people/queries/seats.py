"""Seats with who sits in them: occupancy on a day."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Exists, OuterRef, Q, QuerySet

from tenure.domains.organisation import queries as organisation
from tenure.domains.organisation.models import PositionTerm
from tenure.foundation.access import Actor
from tenure.foundation.access.policy import EVERYTHING

from ..models import Assignment, Person
from ..scopes import people_with

SEE, VIEW, PLAN = "people.directory", "people.view", "people.plan"


@dataclass
class Occupancy:
    """Who sits in a seat on a day. ``filled`` is known only to those who may see every holder's FTE."""

    holders: list[Person] = field(default_factory=list)
    filled: Decimal | None = Decimal(0)
    others: int = 0

    @property
    def count(self) -> int:
        return len(self.holders) + self.others


def known_on(by: Actor, day: date, person: str = "person") -> Q:
    """Name the dated rows about people that count on a day; what lies ahead is for planners."""
    if day <= by.today:
        return Q(valid__contains=day)
    planned = people_with(by, PLAN)
    if planned == EVERYTHING:
        return Q(valid__contains=day)
    mine = Q(**{f"{person}__in": Person.objects.filter(planned)})
    return (mine & Q(valid__contains=day)) | (~mine & Q(valid__contains=by.today))


def seats_with_vacancy(by: Actor, day: date) -> QuerySet[PositionTerm]:
    """Give the seats of a day, each with whether anybody sits in it."""
    held = Assignment.objects.filter(known_on(by, day), position=OuterRef("position"))
    return organisation.seats_on(by, day).annotate(is_held=Exists(held))


def occupancy(by: Actor, seats: Iterable[int], *, day: date) -> dict[int, Occupancy]:
    """Say who sits in each of these seats on a day, in three queries."""
    rows = list(
        Assignment.objects.filter(known_on(by, day), position__in=list(seats))
        .select_related("person")
        .order_by("valid_from", "pk")
    )
    people = Person.objects.filter(pk__in={row.person_id for row in rows})
    named = set(people.allowed(by, SEE).values_list("pk", flat=True))
    measured = set(people.allowed(by, VIEW).values_list("pk", flat=True))
    found: dict[int, Occupancy] = defaultdict(Occupancy)
    for row in rows:
        _seat(found[row.position_id], row, is_named=row.person_id in named, counts=row.person_id in measured)
    return found


def vacant_since(by: Actor, seat: int, *, day: date) -> date | None:
    """Say since when nobody has sat in a seat that is vacant on a day, today at most; ``None`` if it is not."""
    day = min(day, by.today)
    rows = Assignment.objects.filter(position=seat, valid_from__lte=day).exclude(valid__isempty=True)
    ends = list(rows.values_list("valid_until", flat=True))
    if any(end is None or end > day for end in ends):
        return None
    began = (
        PositionTerm.objects.filter(position=seat).order_by("valid_from").values_list("valid_from", flat=True)
    )
    return max([*filter(None, ends), *began[:1]], default=None)


def _seat(one: Occupancy, row: Assignment, *, is_named: bool, counts: bool) -> None:
    if is_named:
        one.holders.append(row.person)
    else:
        one.others += 1
    one.filled = one.filled + row.fte if counts and one.filled is not None else None
