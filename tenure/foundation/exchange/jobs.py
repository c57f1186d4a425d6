"""Checking and writing imports in the background, with the rights that their owner has then."""

from collections.abc import Callable
from uuid import UUID

from tenure.foundation.access import Actor
from tenure.foundation.jobs import defer, job

from . import actions
from .models import StagedImport

__all__ = ["act_as", "carry_on_job", "defer"]

_acting: list[Callable[[int], Actor | None]] = []


def act_as(actor_of: Callable[[int], Actor | None]) -> None:
    """Register how the actor of a user is built, with the rights of the day."""
    _acting[:] = [actor_of]


def actor_of(user_id: int) -> Actor | None:
    """Build the actor of a user, with the rights of the day."""
    return _acting[0](user_id)


@job("exchange.carry_on", retries=2)
def carry_on_job(uid: str) -> None:
    """Check or write an import as its owner; an owner who may no longer import does not."""
    owner = StagedImport.objects.filter(uid=UUID(uid)).values_list("owner_id", flat=True).first()
    by = actor_of(owner) if owner else None
    if by is not None:
        actions.carry_on(UUID(uid), by=by)
