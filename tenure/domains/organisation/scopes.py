"""Sets of rows that grants are given over, told by the organisation's structure."""

from dataclasses import dataclass
from typing import Final

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Q

from tenure.foundation.access import Actor, Policy, Targets, everyone
from tenure.foundation.access.policy import Scope

from .models import PositionTerm, UnitLine, UnitTerm


@dataclass(frozen=True)
class DatedPolicy(Policy):
    """Rows that begin in the future need the planning permission as well."""

    plan: str = ""

    def rows(self, actor: Actor, permission: str) -> Q:
        granted = super().rows(actor, permission)
        if permission == self.plan:
            return granted
        return granted & (Q(valid_from__lte=actor.today) | super().rows(actor, self.plan))


def dated(scopes: dict[str, Scope], *, plan: str) -> DatedPolicy:
    """Build the policy of a dated model."""
    return DatedPolicy(scopes=scopes, plan=plan)


def units_under(actor: Actor, targets: Targets) -> Q:
    """Name the units (by ``unit_id``) that are, or stand today below, one of the targets."""
    below = UnitLine.objects.as_of(actor.today).filter(path__overlap=list(targets)).values("unit_id")
    return Q(unit_id__in=below) | Q(unit_id__in=targets)


def units_of_entities(actor: Actor, targets: Targets) -> Q:
    """Name the units of these legal entities today, with all that stands below them."""
    own = UnitTerm.objects.as_of(actor.today).filter(legal_entity_id__in=targets)
    tops = ArraySubquery(own.values("unit_id"))
    below = UnitLine.objects.as_of(actor.today).filter(path__overlap=tops).values("unit_id")
    return Q(unit_id__in=below)


def _seats(actor: Actor, units: Q) -> Q:
    terms = PositionTerm.objects.as_of(actor.today).filter(units)
    return Q(position_id__in=terms.values("position_id"))


def seats_of_entities(actor: Actor, targets: Targets) -> Q:
    """Name the seats in units of these legal entities today."""
    return _seats(actor, units_of_entities(actor, targets))


def seats_of_units(actor: Actor, targets: Targets) -> Q:
    """Name the seats in these units or below them today."""
    return _seats(actor, units_under(actor, targets))


def seats_of_places(actor: Actor, targets: Targets) -> Q:
    """Name the seats at these places today."""
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

# Lists that all of the employer shares: who may edit them for a part edits them for the whole.
shared: Final[dict[str, Scope]] = {
    "everyone": everyone,
    "entity": everyone,
    "unit": everyone,
    "place": everyone,
}
