"""Working out and running bulk changes in the background, with the rights that their owner has then."""

from uuid import UUID

from tenure.foundation.exchange.jobs import actor_of
from tenure.foundation.jobs import defer, job

from . import actions
from .models import BulkChange

__all__ = ["carry_on_job", "defer"]


@job("bulk.carry_on", retries=2)
def carry_on_job(uid: str) -> None:
    """Work out or run a change as its owner; an owner who may no longer do such does not."""
    owner = BulkChange.objects.filter(uid=UUID(uid)).values_list("owner_id", flat=True).first()
    by = actor_of(owner) if owner else None
    if by is not None:
        actions.carry_on(UUID(uid), by=by)
