"""What roles can be given over, besides everyone: legal entities, units, places."""

from collections.abc import Iterable

from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenure.domains.organisation.models import LegalEntity, Place, UnitLine, UnitTerm
from tenure.domains.organisation.scopes import units_of_entities, units_under
from tenure.foundation.access import Actor, Targets
from tenure.foundation.identity.scopes import Choice, ScopeKind, scope_kind

from .actor import system_actor

SEES = "organisation.view"


def register_scope_kinds() -> None:
    """Tell identity what a grant can be over."""
    scope_kind(ScopeKind("entity", _("Legal entities"), _entities, _names_of_entities))
    scope_kind(ScopeKind("unit", _("Units, with all below them"), _units, _names_of_units, _units_within))
    scope_kind(ScopeKind("place", _("Places"), _places, _names_of_places))


def _entities(by: Actor) -> list[Choice]:
    return _choices(LegalEntity.objects.allowed(by, SEES).order_by("name").values_list("pk", "name"))


def _places(by: Actor) -> list[Choice]:
    return _choices(Place.objects.allowed(by, SEES).order_by("name").values_list("pk", "name"))


def _units(by: Actor) -> list[Choice]:
    terms = UnitTerm.objects.allowed(by, SEES).as_of(by.today).order_by("name")
    return _choices(terms.values_list("unit_id", "name"))


def _choices(pairs: Iterable[tuple[int, str]]) -> list[Choice]:
    return [Choice(key, name) for key, name in pairs]


def _names_of_entities(targets: Targets) -> list[str]:
    return _named(LegalEntity.objects.filter(pk__in=targets))


def _names_of_places(targets: Targets) -> list[str]:
    return _named(Place.objects.filter(pk__in=targets))


def _named(rows: QuerySet[Model]) -> list[str]:
    return list(rows.order_by("name").values_list("name", flat=True))


def _names_of_units(targets: Targets) -> list[str]:
    terms = UnitTerm.objects.as_of(timezone.localdate()).filter(unit_id__in=targets)
    return list(terms.order_by("name").values_list("name", flat=True))


def _units_within(targets: Targets, scope: str, outer: Targets) -> bool:
    """Say whether all units stand today below others, or in legal entities."""
    by = system_actor("scopes")
    inside = {"unit": units_under, "entity": units_of_entities}.get(scope)
    if inside is None:
        return False
    rows = UnitLine.objects.as_of(by.today).filter(inside(by, outer), unit_id__in=targets)
    return set(targets) == set(rows.values_list("unit_id", flat=True))
