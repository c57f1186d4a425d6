"""Querysets that can be narrowed to what an actor may reach."""

from datetime import datetime
from typing import Any, Self, TypeVar

from django.db import models

from .actor import Actor
from .policy import policy_of

M = TypeVar("M", bound=models.Model, covariant=True)


class GuardedQuerySet(models.QuerySet[M]):
    """Rows of a guarded model."""

    def allowed(self, actor: Actor, permission: str) -> Self:
        """Narrow to the rows over which the actor holds the permission."""
        return self.filter(policy_of(self.model).rows(actor, permission))

    def as_known(self, at: datetime) -> Self:
        """Read the rows as they were known at an instant, in every table that the query touches.

        Rows that are gone since are there; it refuses an instant that is not settled yet. Rights
        that ``allowed`` asks for are today's all the same.
        """
        from tenure.foundation.audit import past

        return past.as_known(self, past.known(at))  # type: ignore[return-value]


class GuardedManager(models.Manager.from_queryset(GuardedQuerySet)[M]):  # type: ignore[misc]
    """The manager of every record."""

    def get_queryset(self) -> Any:
        return super().get_queryset()
