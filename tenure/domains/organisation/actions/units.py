"""Units: what they are called, where they stand, who leads them, each from a day on."""

from datetime import date, timedelta
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tenure.foundation.access import Actor, require
from tenure.foundation.audit import trail
from tenure.foundation.events import announce
from tenure.foundation.refusal import NotAllowed, NotThere, Refused

from ..events import UnitsMoved
from ..models import CostCentre, LegalEntity, PositionTerm, Unit, UnitHead, UnitTerm
from ._checks import EDIT, check_code
from ._dated import Dated, Tree, Why, check_life
from ._lines import UnitInItself, UnitLines
from ._occupants import Census

TERMS = Dated(UnitTerm)
HEADS = Dated(UnitHead)


class UnitFacts(TypedDict, total=False):
    name: str
    kind: str
    parent: Unit | None
    legal_entity: LegalEntity | None
    cost_centre: CostCentre | None


class UnitInUse(Refused):
    message = _("{names} still stand in this unit after {day}. Move or close them first.")


class NoSeatThatDay(Refused):
    message = _("That position does not exist on {day}. Choose another day or another position.")


@transaction.atomic
def create_unit(
    *, code: str, since: date, by: Actor, reason: str = "", why: str = "", **facts: Unpack[UnitFacts]
) -> Unit:
    """Let a unit begin: code, name and first day are needed."""
    require(by, EDIT)
    check_code(Unit, code)
    facts.setdefault("parent", None)
    _check_place(by, facts)
    unit: Unit = Unit.objects.create(code=code)
    UnitTerm.objects.create(unit=unit, valid_from=since, reason=reason, why=why, **facts)
    UnitLines.rebuild([unit.pk])
    announce(UnitsMoved(unit_ids=(unit.pk,)))
    trail.record(by, "organisation.unit.created", unit, since=since, reason=why)
    return unit


@transaction.atomic
def change_unit(
    unit_id: int,
    *,
    since: date,
    by: Actor,
    reason: str = "",
    why: str = "",
    seen: int | None = None,
    **facts: Unpack[UnitFacts],
) -> UnitTerm:
    """From a day on, call a unit otherwise or let it stand elsewhere."""
    Tree.hold("units")
    row = TERMS.newest(by, unit_id=unit_id)
    check_life(row, seen)
    _check_place(by, facts)
    _check_not_in_itself(row, facts, since)
    term = TERMS.change(row, since, facts, Why(reason, why))
    _moved(unit_id, facts)
    trail.record(by, "organisation.unit.changed", term.unit, since=since, fields=sorted(facts), reason=why)
    return term


@transaction.atomic
def correct_unit(
    term_id: int,
    *,
    by: Actor,
    reason: str = "",
    why: str = "",
    seen: int | None = None,
    **facts: Unpack[UnitFacts],
) -> UnitTerm:
    """Put right what was never so."""
    Tree.hold("units")
    row = TERMS.newest(by, pk=term_id)
    check_life(row, seen)
    _check_place(by, facts)
    _check_not_in_itself(row, facts, row.valid_from)
    term = TERMS.correct(row, facts, Why(reason, why))
    _moved(term.unit_id, facts)
    trail.record(by, "organisation.unit.corrected", term.unit, term=term.pk, fields=sorted(facts), reason=why)
    return term


@transaction.atomic
def rescind_unit(term_id: int, *, by: Actor, why: str = "", seen: int | None = None) -> Unit:
    """Take back a change that never happened; what it hid holds again."""
    Tree.hold("units")
    row = TERMS.newest(by, pk=term_id)
    check_life(row, seen)
    TERMS.rescind(row)
    _moved(row.unit_id, {"parent": None})
    trail.record(by, "organisation.unit.rescinded", row.unit, since=row.valid_from, reason=why)
    return row.unit


@transaction.atomic
def close_unit(
    unit_id: int, *, last_day: date, by: Actor, reason: str = "", why: str = "", seen: int | None = None
) -> UnitTerm:
    """Let a unit end; units and seats in it must have gone elsewhere."""
    Tree.hold("units")
    row = TERMS.newest(by, unit_id=unit_id)
    check_life(row, seen)
    term = TERMS.end(row, last_day, Why(reason, why))
    _check_empty(by, term.unit, last_day)
    _moved(unit_id, {"parent": None})
    trail.record(by, "organisation.unit.closed", term.unit, last_day=last_day, reason=why)
    return term


@transaction.atomic
def appoint_head(unit_id: int, *, position_id: int, since: date, by: Actor, why: str = "") -> UnitHead:
    """From a day on, let a seat lead a unit, whoever sits in it."""
    TERMS.newest(by, unit_id=unit_id)
    if not PositionTerm.objects.allowed(by, "organisation.view").filter(position_id=position_id).exists():
        raise NotThere
    if not PositionTerm.objects.as_of(since).filter(position_id=position_id).exists():
        raise NoSeatThatDay(day=since)
    head = HEADS.put(since, {"position_id": position_id}, unit_id=unit_id)
    trail.record(
        by, "organisation.unit_head.appointed", head.unit, position=position_id, since=since, reason=why
    )
    return head


def _moved(unit_id: int, facts: UnitFacts) -> None:
    if "parent" in facts:
        UnitLines.rebuild([unit_id])
        announce(UnitsMoved(unit_ids=(unit_id,)))


def _check_not_in_itself(row: UnitTerm, facts: UnitFacts, since: date) -> None:
    parent = facts.get("parent")
    if parent is not None and parent.pk == row.unit_id:
        raise UnitInItself(day=since, unit=row.name, chain=f"{row.name} → {row.name}")


def _check_place(by: Actor, facts: UnitFacts) -> None:
    """Refuse a parent out of reach; a unit at the top needs the right over all or over its entity."""
    if "parent" not in facts:
        return
    parent, entity = facts["parent"], facts.get("legal_entity")
    if parent is not None:
        if not UnitTerm.objects.allowed(by, EDIT).filter(unit=parent).exists():
            raise NotThere
        return
    own = entity.pk if entity else None
    reach = (s == "everyone" or (s == "entity" and own in over) for s, over in by.grants(EDIT))
    if not any(reach):
        raise NotAllowed


def _check_empty(by: Actor, unit: Unit, last_day: date) -> None:
    after = last_day + timedelta(days=1)
    units = UnitTerm.objects.filter(parent=unit).overlapping(after, None)
    seats = PositionTerm.objects.filter(unit=unit).overlapping(after, None)
    inside = {*units.values_list("name", flat=True), *seats.values_list("title", flat=True)}
    names = [*sorted(inside)[:5], *Census.of(by, unit, after).in_words()]
    if names:
        raise UnitInUse(names=", ".join(names), day=last_day)
