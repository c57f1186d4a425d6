"""Legal entities and cost centres."""

from typing import TypedDict, Unpack

from django.db import transaction

from tenure.foundation.access import Actor, require
from tenure.foundation.audit import trail

from ..models import CostCentre, LegalEntity
from ._checks import EDIT, check_code, check_country, check_currency, check_whole
from ._undated import Undated


class EntityFacts(TypedDict, total=False):
    code: str
    name: str
    country: str
    subdivision: str
    currency: str
    language: str
    registration: str


class CostCentreFacts(TypedDict, total=False):
    code: str
    name: str
    legal_entity: LegalEntity | None


@transaction.atomic
def create_legal_entity(*, by: Actor, **facts: Unpack[EntityFacts]) -> LegalEntity:
    """Add a company that employs people (for those who change the whole organisation)."""
    check_whole(by)
    entity = LegalEntity(**facts)
    check_code(LegalEntity, entity.code)
    _check(entity)
    entity.save()
    trail.record(by, "organisation.legal_entity.created", entity)
    return entity


@transaction.atomic
def edit_legal_entity(
    pk: int, *, by: Actor, version: int | None = None, **facts: Unpack[EntityFacts]
) -> LegalEntity:
    """Put right what is said of a company."""
    entity = Undated.lock(LegalEntity, pk, by, version)
    changed = Undated.write(entity, facts)
    _check(entity)
    trail.record(by, "organisation.legal_entity.edited", entity, fields=changed)
    return entity


@transaction.atomic
def create_cost_centre(*, by: Actor, **facts: Unpack[CostCentreFacts]) -> CostCentre:
    """Add an account that people's cost is booked on."""
    require(by, EDIT)
    centre = CostCentre(**facts)
    check_code(CostCentre, centre.code)
    centre.save()
    trail.record(by, "organisation.cost_centre.created", centre)
    return centre


@transaction.atomic
def edit_cost_centre(
    pk: int, *, by: Actor, version: int | None = None, **facts: Unpack[CostCentreFacts]
) -> CostCentre:
    """Put right what is said of a cost centre."""
    centre = Undated.lock(CostCentre, pk, by, version)
    changed = Undated.write(centre, facts)
    trail.record(by, "organisation.cost_centre.edited", centre, fields=changed)
    return centre


def _check(entity: LegalEntity) -> None:
    check_country(entity.country, entity.subdivision)
    check_currency(entity.currency)
