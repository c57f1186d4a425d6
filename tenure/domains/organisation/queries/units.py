"""Units as they stand on a day."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from tenure.foundation.access import Actor

from ..models import PositionTerm, Unit, UnitHead, UnitTerm
from ..scopes import knowing, known_on

VIEW = "organisation.view"


@dataclass
class UnitNode:
    """A unit on a day, with those right below it."""

    pk: int
    uid: UUID
    code: str
    name: str
    kind: str
    parent_id: int | None
    entity: str
    children: list["UnitNode"] = field(default_factory=list)

    def walk(self) -> Iterator["UnitNode"]:
        """Give this unit and all below it."""
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def below(self) -> int:
        """How many units stand below this one."""
        return sum(1 + child.below for child in self.children)


@dataclass(frozen=True)
class UnitSheet:
    """All that is to be said of one unit on a day."""

    unit: Unit
    term: UnitTerm | None
    rows: list[UnitTerm]
    parent: UnitTerm | None
    children: list[UnitTerm]
    heads: list[UnitHead]
    seats: int


def units_on(by: Actor, day: date) -> QuerySet[UnitTerm]:
    """Give what the actor may see of the units of a day, each with its parent's name and identifier."""
    known = known_on(UnitTerm, by, day)
    parents = UnitTerm.objects.filter(known, unit=OuterRef("parent"))
    rows: QuerySet[UnitTerm] = (
        UnitTerm.objects.allowed(by, VIEW)
        .filter(known)
        .select_related("unit", "legal_entity", "cost_centre")
        .annotate(
            parent_name=Subquery(parents.values("name")[:1]),
            parent_uid=Subquery(parents.values("unit__uid")[:1]),
        )
    )
    return rows


def unit_tree(by: Actor, *, day: date) -> list[UnitNode]:
    """Give the units at the top, each with all below it, in one query."""
    nodes = {term.unit_id: _node(term) for term in units_on(by, day).order_by("name", "pk")}
    tops: list[UnitNode] = []
    for node in nodes.values():
        above = nodes.get(node.parent_id or 0)
        (above.children if above else tops).append(node)
    return tops


def unit_sheet(by: Actor, uid: UUID, *, day: date) -> UnitSheet:
    """Give one unit with its past, what is planned for it (for planners), and its surroundings."""
    unit: Unit = Unit.objects.allowed(by, VIEW).get(uid=uid)
    around = units_on(by, day)
    term = around.filter(unit=unit).first()
    return UnitSheet(
        unit=unit,
        term=term,
        rows=list(_life(by, unit)),
        parent=around.filter(unit=term.parent_id).first() if term and term.parent_id else None,
        children=list(around.filter(parent=unit).order_by("name")),
        heads=_heads(by, unit, day),
        seats=PositionTerm.objects.allowed(by, VIEW)
        .filter(known_on(PositionTerm, by, day), unit=unit)
        .count(),
    )


def name_of(by: Actor, owner: Any) -> str:
    """Give what a unit or a seat is called today, else what it was called last, or will be first."""
    rows = owner.terms.model.objects.allowed(by, VIEW).filter(pk__in=owner.terms.values("pk"))
    begun = rows.filter(valid_from__lte=by.today).order_by("valid_from").last()
    return str(begun or rows.in_order().first() or owner)


def unit_names(units: Iterable[int], *, day: date) -> dict[int, tuple[UUID, str]]:
    """Give identifier and name of some units on a day."""
    terms = UnitTerm.objects.as_of(day).filter(unit_id__in=units)
    return {pk: (uid, name) for pk, uid, name in terms.values_list("unit_id", "unit__uid", "name")}


def _heads(by: Actor, unit: Unit, day: date) -> list[UnitHead]:
    """Give who leads a unit, led it and will, with the title that the seat has on the day."""
    terms = PositionTerm.objects.filter(known_on(PositionTerm, by, day), position=OuterRef("position"))
    rows = UnitHead.objects.allowed(by, VIEW).filter(unit=unit).exclude(valid__isempty=True)
    titled = rows.annotate(title=Subquery(terms.values("title")[:1]))
    return list(titled.select_related("position").in_order())


def _life(by: Actor, unit: Unit) -> QuerySet[UnitTerm]:
    rows: QuerySet[UnitTerm] = (
        UnitTerm.objects.allowed(by, VIEW)
        .filter(unit=unit)
        .exclude(valid__isempty=True)
        .select_related("unit", "parent", "legal_entity", "cost_centre")
        .in_order()
    )
    return knowing(rows, by)


def _node(term: UnitTerm) -> UnitNode:
    entity = term.legal_entity.name if term.legal_entity else ""
    return UnitNode(term.unit_id, term.unit.uid, term.unit.code, term.name, term.kind, term.parent_id, entity)
