"""What the chart stands on: who is there on a day and under whom, without their names.

Most people have nobody under them: they are counted, and read only when they are shown.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, When, Window
from django.db.models.functions import RowNumber

from tenure.domains.organisation import queries as organisation
from tenure.domains.organisation.models import PositionTerm
from tenure.domains.organisation.scopes import known_on as announced
from tenure.foundation.access import Actor

from ..models import Assignment, Person, ReportingLine
from ..rules.branches import Key, Leaf
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


@dataclass(frozen=True)
class Forest:
    """The cards to be that others hang under, or that are no people; and how many people hang under whom besides.

    ``heads`` are the keys of the people among them, ``lines`` those of everybody, ``sought`` who was named.
    """

    stems: dict[Key, Stem]
    leaves: dict[Key | None, int] = field(default_factory=dict)
    heads: dict[int, Key] = field(default_factory=dict)
    sought: dict[Key, Stem] = field(default_factory=dict)
    lines: QuerySet[Any] | None = None

    def read(self, places: Collection[Leaf]) -> dict[Leaf, tuple[Key, Stem]]:
        """Give the people at these places, in the order of their names."""
        if self.lines is None or not places:
            return {}
        wanted = set(places)
        managers = {above for above, _at in wanted}
        keys = [pk for pk, key in self.heads.items() if key in managers]
        top = ~Q(manager__in=self.heads) | Q(manager=None) if None in managers else Q(pk=None)
        above = Case(When(manager__in=self.heads, then=F("manager")))
        place = Window(RowNumber(), partition_by=above, order_by=[F("person__sort_key"), F("person_id")])
        rows = self.lines.exclude(person__in=self.heads).filter(Q(manager__in=keys) | top)
        placed = rows.annotate(place=place).filter(place__lte=1 + max(at for _above, at in wanted))
        found = placed.values_list("manager_id", "place", "person__uid", "person_id")
        leaves = ((Leaf(self.heads.get(above), at - 1), str(uid), pk) for above, at, uid, pk in found)
        return {leaf: (key, Stem(leaf.above, person=pk)) for leaf, key, pk in leaves if leaf in wanted}


def people(by: Actor, day: date, *, under: int | None = None, named: Iterable[Key] = ()) -> Forest:
    """Hang people under their managers, starters to come and vacant seats among them.

    ``under`` leaves out whoever is neither this person nor below; of ``named`` it says where they hang.
    """
    branch = Q() if under is None else Q(path__contains=[under])
    lines = ReportingLine.objects.filter(
        known_on(by, day), branch, person__in=Person.objects.allowed(by, SEE)
    )
    counted = dict(lines.order_by().values_list("manager").annotate(people=Count("pk")))
    starters = _starters(by, day, branch, lines) if day >= by.today else {}
    vacant, holders = _vacant(by, day)
    sought = Person.objects.filter(uid__in=named).values_list("pk", flat=True)
    above = {*counted, *(pk for pk, _stem in starters.values()), *(pk for pk, _key in holders.values())}
    rows = lines.filter(person__in=[*(above - {None}), *sought]).order_by("person__sort_key", "person_id")
    stems: dict[Key, Stem] = {}
    far: dict[Key, Stem] = {}
    heads: dict[int, Key] = {}
    for key, over, pk, boss in rows.values_list("person__uid", "manager__uid", "person_id", "manager_id"):
        if pk in above:
            heads[pk] = str(key)
            counted[boss] = counted.get(boss, 1) - 1
        (stems if pk in above else far)[str(key)] = Stem(str(over) if over else None, person=pk)
    leaves: dict[Key | None, int] = {}
    for boss, count in counted.items():
        leaves[heads.get(boss)] = leaves.get(heads.get(boss), 0) + max(count, 0)
    stems |= {key: stem for key, (_pk, stem) in starters.items()}
    stems |= {
        one.uid: Stem(_above(one, vacant, holders, stems), seat=pk, counts=False)
        for pk, one in vacant.items()
    }
    return Forest(stems, leaves, heads, far, lines)


def seats(by: Actor, day: date) -> Forest:
    """Hang seats under the seats that they report to."""
    found = _read(_terms(by, day))
    return Forest(
        {
            one.uid: Stem(found[one.above].uid if one.above in found else None, seat=pk)
            for pk, one in found.items()
        }
    )


def _starters(by: Actor, day: date, branch: Q, there: QuerySet[Any]) -> dict[Key, tuple[int | None, Stem]]:
    """Find who begins within a year, for those who plan with them; each with the manager to be."""
    if not by.holds(PLAN):
        return {}
    rows = (
        ReportingLine.objects.filter(person__in=Person.objects.filter(people_with(by, PLAN)).allowed(by, SEE))
        .filter(branch, ~Exists(there.filter(person=OuterRef("person"))))
        .filter(valid_from__gt=day, valid_from__lte=day + AHEAD)
        .order_by("person_id", "valid_from")
        .distinct("person_id")
        .values_list("person__uid", "manager__uid", "person_id", "valid_from", "manager_id")
    )
    return {
        str(uid): (boss, Stem(str(above) if above else None, person=pk, starts_on=start, counts=False))
        for uid, above, pk, start, boss in rows
    }


def _vacant(by: Actor, day: date) -> tuple[dict[int, _Seat], dict[int | None, tuple[int, Key]]]:
    """Find the seats that nobody holds, and who holds the seats above them."""
    held = Assignment.objects.filter(known_on(by, day))
    seats = _terms(by, day)
    empty = seats.filter(~Exists(held.filter(position=OuterRef("position"))))
    vacant = _read(empty)
    above = seats.filter(position__in=empty.values("reports_to")).values("position_id")
    rows = held.filter(position__in=above).order_by("valid_from", "pk")
    holders: dict[int | None, tuple[int, Key]] = {}
    for seat, pk, uid in rows.values_list("position_id", "person_id", "person__uid"):
        holders.setdefault(seat, (pk, str(uid)))
    return vacant, holders


def _above(
    one: _Seat,
    vacant: dict[int, _Seat],
    holders: dict[int | None, tuple[int, Key]],
    there: dict[Key, Stem],
) -> Key | None:
    if one.above in holders:
        key = holders[one.above][1]
        return key if key in there else None
    return vacant[one.above].uid if one.above in vacant else None


def _terms(by: Actor, day: date) -> QuerySet[Any]:
    terms: QuerySet[Any] = PositionTerm.objects.allowed(by, organisation.VIEW)
    return terms.filter(announced(PositionTerm, by, day))


def _read(terms: QuerySet[Any]) -> dict[int, _Seat]:
    rows = terms.order_by("title", "pk").values_list("position_id", "position__uid", "reports_to_id")
    return {pk: _Seat(str(uid), above) for pk, uid, above in rows}
