"""What every table of Tenure has."""

from typing import Any, ClassVar
from uuid import UUID

import uuid_utils
from django.db import models

from tenure.foundation.access.managers import GuardedManager

from .sensitivity import Retention, Sensitivity


def new_uid() -> UUID:
    """Make a UUIDv7: sortable by the time it was made."""
    return UUID(bytes=uuid_utils.uuid7().bytes)


class Record(models.Model):
    """One row that the outside knows by its ``uid`` and that counts its own changes."""

    sensitivity: ClassVar[Sensitivity]
    retention: ClassVar[Retention]

    id = models.BigAutoField(primary_key=True)
    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = GuardedManager()

    class Meta:
        abstract = True

    def save(self, **kwargs: Any) -> None:
        """Save, counting the change."""
        if not self._state.adding:
            self.version += 1
            if kwargs.get("update_fields") is not None:
                kwargs["update_fields"] = {*kwargs["update_fields"], "version"}
        super().save(**kwargs)
