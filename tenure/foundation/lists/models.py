"""What people keep of lists: views under a name, and the columns they like."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from tenure.foundation.records.models import Record
from tenure.foundation.records.sensitivity import Retention, Sensitivity


class SavedView(Record):
    """A view of a list under a name: filters, order and columns; rights stay the reader's own."""

    sensitivity = Sensitivity.INTERNAL
    retention = Retention.ACCOUNT

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_views")
    listing = models.CharField(max_length=60)
    name = models.CharField(max_length=80)
    query = models.CharField(max_length=2000)
    is_shared = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar[list[str]] = ["name", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["owner", "listing", "name"], name="saved_view_once")
        ]

    def __str__(self) -> str:
        return self.name


class LikedColumns(Record):
    """The columns that somebody wants to see of a list."""

    sensitivity = Sensitivity.INTERNAL
    retention = Retention.ACCOUNT

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    listing = models.CharField(max_length=60)
    columns = ArrayField(models.CharField(max_length=60), default=list)

    class Meta:
        verbose_name_plural = "liked columns"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["owner", "listing"], name="liked_columns_once")
        ]
