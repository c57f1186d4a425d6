"""Seats: they exist without a person, and reporting follows them."""

from datetime import date, timedelta
from decimal import Decimal
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tenure.foundation.access import Actor, require
from tenure.foundation.audit import trail
from tenure.foundation.events import announce
from tenure.foundation.refusal import NotThere, Refused

from ..events import SeatsMoved
from ..models import CostCentre, Job, Level, Place, Position, PositionPay, PositionTerm, Unit, UnitTerm
from ._checks import EDIT, check_code, check_currency, check_range
from ._dated import Dated, Tree, Why, check_life
from ._occupants import Census
from ._rings import SeatUnderItself, check_rings

TERMS = Dated(PositionTerm)
RANGES = Dated(PositionPay)
PAY = "pay.edit"


class SeatFacts(TypedDict, total=False):
    title: str
    job: Job | None
    level: Level | None
    unit: Unit | None
    place: Place | None
    cost_centre: CostCentre | None
    reports_to: Position | None
    capacity: Decimal
    state: str


class SeatHeld(Refused):
    message = _("{names} still hold this position after {day}. Let them move or leave first.")


class SeatInUse(Refused):
    message = _("{names} still report to this position after {day}. Let them report to another one first.")


@transaction.atomic
def create_position(
    *,
    code: str,
    since: date,
    by: Actor,
    is_pooled: bool = False,
    reason: str = "",
    why: str = "",
    **facts: Unpack[SeatFacts],
) -> Position:
    """Let a seat begin, vacant: code, title and first day are needed."""
    require(by, EDIT)
    check_code(Position, code)
    _check_reach(by, facts)
    seat: Position = Position.objects.create(code=code, is_pooled=is_pooled)
    PositionTerm.objects.create(position=seat, valid_from=since, reason=reason, why=why, **facts)
    announce(SeatsMoved(position_ids=(seat.pk,)))
    trail.record(by, "organisation.position.created", seat, since=since, reason=why)
    return seat


@transaction.atomic
def change_position(
    position_id: int,
    *,
    since: date,
    by: Actor,
    reason: str = "",
    why: str = "",
    seen: int | None = None,
    **facts: Unpack[SeatFacts],
) -> PositionTerm:
    """From a day on, let a seat be another one or report elsewhere."""
    Tree.hold("seats")
    row = TERMS.newest(by, position_id=position_id)
    check_life(row, seen)
    _check_reach(by, facts)
    _check_not_under_itself(row, facts, since)
    term = TERMS.change(row, since, facts, Why(reason, why))
    _moved(position_id, facts)
    trail.record(
        by, "organisation.position.changed", term.position, since=since, fields=sorted(facts), reason=why
    )
    return term


@transaction.atomic
def correct_position(
    term_id: int,
    *,
    by: Actor,
    reason: str = "",
    why: str = "",
    seen: int | None = None,
    **facts: Unpack[SeatFacts],
) -> PositionTerm:
    """Put right what was never so of a seat."""
    Tree.hold("seats")
    row = TERMS.newest(by, pk=term_id)
    check_life(row, seen)
    _check_reach(by, facts)
    _check_not_under_itself(row, facts, row.valid_from)
    term = TERMS.correct(row, facts, Why(reason, why))
    _moved(term.position_id, facts)
    trail.record(
        by, "organisation.position.corrected", term.position, term=term.pk, fields=sorted(facts), reason=why
    )
    return term


@transaction.atomic
def rescind_position(term_id: int, *, by: Actor, why: str = "", seen: int | None = None) -> Position:
    """Take back a change of a seat that never happened."""
    Tree.hold("seats")
    row = TERMS.newest(by, pk=term_id)
    check_life(row, seen)
    TERMS.rescind(row)
    _moved(row.position_id, {"reports_to": None})
    trail.record(by, "organisation.position.rescinded", row.position, since=row.valid_from, reason=why)
    return row.position


@transaction.atomic
def freeze_position(position_id: int, *, since: date, by: Actor, why: str = "") -> PositionTerm:
    """From a day on, let nobody be hired into a seat."""
    row = TERMS.newest(by, position_id=position_id)
    term = TERMS.change(row, since, {"state": PositionTerm.State.FROZEN}, Why(why=why))
    trail.record(by, "organisation.position.frozen", term.position, since=since, reason=why)
    return term


@transaction.atomic
def thaw_position(position_id: int, *, since: date, by: Actor, why: str = "") -> PositionTerm:
    """From a day on, let a frozen seat be filled again."""
    row = TERMS.newest(by, position_id=position_id)
    term = TERMS.change(row, since, {"state": PositionTerm.State.APPROVED}, Why(why=why))
    trail.record(by, "organisation.position.thawed", term.position, since=since, reason=why)
    return term


@transaction.atomic
def close_position(
    position_id: int, *, last_day: date, by: Actor, reason: str = "", why: str = "", seen: int | None = None
) -> PositionTerm:
    """Let a seat end; whoever reports to it must report to another seat by then."""
    Tree.hold("seats")
    row = TERMS.newest(by, position_id=position_id)
    check_life(row, seen)
    term = TERMS.end(row, last_day, Why(reason, why))
    _check_nobody_below(position_id, last_day)
    _check_nobody_in(by, term.position, last_day)
    _moved(position_id, {"reports_to": None})
    trail.record(by, "organisation.position.closed", term.position, last_day=last_day, reason=why)
    return term


@transaction.atomic
def set_position_pay(
    position_id: int,
    *,
    since: date,
    minimum: Decimal,
    maximum: Decimal,
    currency: str,
    by: Actor,
    period: str = "year",
    why: str = "",
) -> PositionPay:
    """From a day on, approve a seat for a range of pay."""
    TERMS.newest(by, PAY, position_id=position_id)
    check_currency(currency)
    check_range(minimum, maximum)
    facts = {"minimum": minimum, "maximum": maximum, "currency": currency, "period": period}
    pay = RANGES.put(since, facts, position_id=position_id)
    trail.record(by, "organisation.position_pay.set", pay.position, since=since, reason=why)
    return pay


def _moved(position_id: int, facts: SeatFacts) -> None:
    if "reports_to" in facts:
        check_rings(position_id)
        announce(SeatsMoved(position_ids=(position_id,)))


def _check_not_under_itself(row: PositionTerm, facts: SeatFacts, since: date) -> None:
    above = facts.get("reports_to")
    if above is not None and above.pk == row.position_id:
        raise SeatUnderItself(day=since, seat=row.title, chain=f"{row.title} → {row.title}")


def _check_reach(by: Actor, facts: SeatFacts) -> None:
    """Refuse a unit that the actor may not put a seat into."""
    unit = facts.get("unit")
    if unit is not None and not UnitTerm.objects.allowed(by, EDIT).filter(unit=unit).exists():
        raise NotThere


def _check_nobody_below(position_id: int, last_day: date) -> None:
    after = last_day + timedelta(days=1)
    below = PositionTerm.objects.filter(reports_to=position_id).overlapping(after, None)
    names = sorted(set(below.values_list("title", flat=True)))
    if names:
        raise SeatInUse(names=", ".join(names[:5]), day=last_day)


def _check_nobody_in(by: Actor, seat: Position, last_day: date) -> None:
    names = Census.of(by, seat, last_day + timedelta(days=1)).in_words()
    if names:
        raise SeatHeld(names=", ".join(names), day=last_day)
