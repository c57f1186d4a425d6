"""Sets of rows that grants are given over, told by the organisation's structure of today.

What has ended, or has not begun, belongs where its last, or first, row says.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, TypedDict

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Case, Exists, Model, OuterRef, Q, QuerySet, Value, When

from tenure.foundation.access import EVERYTHING, Actor, Policy, Targets, everyone, policy_of
from tenure.foundation.access.policy import Scope
from tenure.foundation.effective.models import announced

from .models import PositionTerm, UnitLine, UnitTerm


@dataclass(frozen=True)
class DatedPolicy(Policy):
    """Rows that begin in the future need the planning permission as well, until they are announced."""

    plan: str = ""

    def rows(self, actor: Actor, permission: str) -> Q:
        granted = super().rows(actor, permission)
        if permission == self.plan:
            return granted
        ahead = super().rows(actor, self.plan)
        if ahead == EVERYTHING:
            return granted
        return granted & (Q(valid_from__lte=actor.today) | announced(actor.today) | ahead)


def dated(scopes: dict[str, Scope], *, plan: str) -> DatedPolicy:
    """Build the policy of a dated model."""
    return DatedPolicy(scopes=scopes, plan=plan)


def planned(model: type[Model], by: Actor) -> Q:
    """Name the rows of a dated model whose future the actor may know."""
    policy = policy_of(model)
    plan = getattr(policy, "plan", "")
    if not plan:
        raise TypeError(f"the policy of {model.__name__} knows no future")
    return policy.rows(by, plan)


def known_on(model: type[Model], by: Actor, day: date) -> Q:
    """Say which rows hold on a day; where the future may not be known, what holds today, or was announced, goes on."""
    if day <= by.today:
        return Q(valid__contains=day)
    plans = planned(model, by)
    begun = Q(valid__contains=by.today) | _announced_until(by, day)
    return (plans & Q(valid__contains=day)) | (~plans & begun & ~Q(_followed(model, by, day)))


def _announced_until(by: Actor, day: date) -> Q:
    return announced(by.today) & Q(valid_from__gt=by.today, valid_from__lte=day)


def _followed(model: Any, by: Actor, day: date) -> Exists:
    """Say of a row that another of the same owner, announced, takes its place by a day."""
    same = {owner: OuterRef(owner) for owner in model.owners}
    later = model.objects.filter(_announced_until(by, day), valid_from__gt=OuterRef("valid_from"), **same)
    return Exists(later)


def knowing(rows: QuerySet[Any], by: Actor) -> QuerySet[Any]:
    """Mark the rows whose end has come, and those whose future the actor may know."""
    marked: QuerySet[Any] = rows.annotate(
        ended=_flag(Q(valid_until__lte=by.today)), knows_future=_flag(planned(rows.model, by))
    )
    return marked


def told_end(row: Any) -> date | None:
    """Give the end of a row that ``knowing`` has marked, if it may be told."""
    end: date | None = row.valid_until
    return end if row.ended or row.knows_future else None


class Embargo(TypedDict):
    """How a dated list of the API marks and chooses its rows."""

    prepare: Callable[[QuerySet[Any], Actor, date], QuerySet[Any]]
    holds: Callable[[Actor, date], Q]


def embargo(model: type[Model]) -> Embargo:
    """Hold back from a list of the API what lies ahead, but for those who plan it."""
    return {
        "prepare": lambda rows, by, _day: knowing(rows, by),
        "holds": lambda by, day: known_on(model, by, day),
    }


def _flag(condition: Q) -> Case:
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())


def _standing(model: Any, owner: str, actor: Actor) -> Any:
    """Keep the rows that hold today; of owners with none, those still to come or ended, the row begun last."""
    same = model.objects.filter(**{owner: OuterRef(owner)}).exclude(valid__isempty=True)
    other_today = Exists(same.filter(valid__contains=actor.now))
    later = Exists(same.filter(valid_from__gt=OuterRef("valid_from")))
    return model.objects.filter(Q(valid__contains=actor.now) | (~other_today & ~later))


def units_under(actor: Actor, targets: Targets) -> Q:
    """Name the units (by ``unit_id``) that are, or stand below, one of the targets."""
    below = _standing(UnitLine, "unit_id", actor).filter(path__overlap=list(targets)).values("unit_id")
    return Q(unit_id__in=below) | Q(unit_id__in=targets)


def units_of_entities(actor: Actor, targets: Targets) -> Q:
    """Name the units of these legal entities, with all that stands below them."""
    own = _standing(UnitTerm, "unit_id", actor).filter(legal_entity_id__in=targets)
    tops = ArraySubquery(own.values("unit_id"))
    below = _standing(UnitLine, "unit_id", actor).filter(path__overlap=tops).values("unit_id")
    return Q(unit_id__in=below)


def _seats(actor: Actor, units: Q) -> Q:
    terms = _standing(PositionTerm, "position_id", actor).filter(units)
    return Q(position_id__in=terms.values("position_id"))


def seats_of_entities(actor: Actor, targets: Targets) -> Q:
    """Name the seats in units of these legal entities."""
    return _seats(actor, units_of_entities(actor, targets))


def seats_of_units(actor: Actor, targets: Targets) -> Q:
    """Name the seats in these units or below them."""
    return _seats(actor, units_under(actor, targets))


def seats_of_places(actor: Actor, targets: Targets) -> Q:
    """Name the seats at these places."""
    return _seats(actor, Q(place_id__in=targets))


by_unit: Final[dict[str, Scope]] = {
    "everyone": everyone,
    "entity": units_of_entities,
    "unit": units_under,
}

by_seat: Final[dict[str, Scope]] = {
    "everyone": everyone,
    "entity": seats_of_entities,
    "unit": seats_of_units,
    "place": seats_of_places,
}


def _themselves(_actor: Actor, targets: Targets) -> Q:
    return Q(pk__in=targets)


# A legal entity is reached by whoever holds a right over it, or over all; over a part of it nobody does.
entities: Final[dict[str, Scope]] = {"everyone": everyone, "entity": _themselves}

# Lists that all of the employer shares: who may edit them for a part edits them for the whole.
shared: Final[dict[str, Scope]] = {
    "everyone": everyone,
    "entity": everyone,
    "unit": everyone,
    "place": everyone,
}
