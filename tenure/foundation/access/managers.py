"""Querysets that can be narrowed to what an actor may reach."""

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


class GuardedManager(models.Manager.from_queryset(GuardedQuerySet)[M]):  # type: ignore[misc]
    """The manager of every record."""

    def get_queryset(self) -> Any:
        return super().get_queryset()
