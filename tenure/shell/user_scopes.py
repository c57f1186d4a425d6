"""Whose accounts lie in an entity, a unit or a place: those of the people there."""

from typing import Final

from django.db.models import Q

from tenure.domains.people import scopes
from tenure.domains.people.models import Person
from tenure.foundation.access import Actor, Targets
from tenure.foundation.access.policy import Scope
from tenure.foundation.identity.access import user_scopes

PEOPLE: Final = {"entity": scopes.of_entities, "unit": scopes.of_units, "place": scopes.of_places}


def register_user_scopes() -> None:
    """Fill identity's registry of scopes over accounts."""
    user_scopes.update({name: _accounts(people) for name, people in PEOPLE.items()})


def _accounts(people: scopes.PeopleScope) -> Scope:
    def rows(actor: Actor, targets: Targets) -> Q:
        return Q(pk__in=Person.objects.filter(pk__in=people(actor, targets)).values("user_id"))

    return rows
