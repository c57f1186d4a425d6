"""Seats as they stand on a day; who sits in them is told by the people domain."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from tenure.foundation.access import Actor
from tenure.foundation.audit import trail

from ..models import Position, PositionPay, PositionTerm, UnitTerm
from ..scopes import knowing, known_on
from .units import VIEW

PAY = "pay.view"


@dataclass(frozen=True)
class SeatSheet:
    """All that is to be said of one seat on a day, but for who sits in it."""

    position: Position
    term: PositionTerm | None
    rows: list[PositionTerm]
    above: PositionTerm | None
    below: list[PositionTerm]
    pay: list[PositionPay] | None


def seats_on(by: Actor, day: date) -> QuerySet[PositionTerm]:
    """Give what the actor may see of the seats of a day, with the names of unit and seat above."""
    known = known_on(PositionTerm, by, day)
    units = UnitTerm.objects.filter(known_on(UnitTerm, by, day), unit=OuterRef("unit"))
    above = PositionTerm.objects.filter(known, position=OuterRef("reports_to"))
    rows: QuerySet[PositionTerm] = (
        PositionTerm.objects.allowed(by, VIEW)
        .filter(known)
        .select_related("position", "job", "level", "place", "cost_centre")
        .annotate(
            unit_name=Subquery(units.values("name")[:1]),
            unit_uid=Subquery(units.values("unit__uid")[:1]),
            above_title=Subquery(above.values("title")[:1]),
            above_uid=Subquery(above.values("position__uid")[:1]),
        )
    )
    return rows


def seat_sheet(by: Actor, uid: UUID, *, day: date) -> SeatSheet:
    """Give one seat with its past, what is planned for it (for planners), and its surroundings."""
    seat: Position = Position.objects.allowed(by, VIEW).get(uid=uid)
    around = seats_on(by, day)
    term = around.filter(position=seat).first()
    return SeatSheet(
        position=seat,
        term=term,
        rows=list(_life(by, seat)),
        above=around.filter(position=term.reports_to_id).first() if term and term.reports_to_id else None,
        below=list(around.filter(reports_to=seat).order_by("title", "pk")),
        pay=_pay(by, seat),
    )


def _life(by: Actor, seat: Position) -> QuerySet[PositionTerm]:
    rows: QuerySet[PositionTerm] = (
        PositionTerm.objects.allowed(by, VIEW)
        .filter(position=seat)
        .exclude(valid__isempty=True)
        .select_related("position", "job", "level", "unit", "place", "cost_centre", "reports_to")
        .in_order()
    )
    return knowing(rows, by)


def _pay(by: Actor, seat: Position) -> list[PositionPay] | None:
    """Give the approved ranges, and note that they were looked at; ``None`` for who may not know."""
    if not PositionTerm.objects.allowed(by, PAY).filter(position=seat).exists():
        return None
    rows = list(PositionPay.objects.allowed(by, PAY).filter(position=seat).in_order())
    if rows:
        trail.viewed(by, "organisation.position_pay", seat)
    return rows
