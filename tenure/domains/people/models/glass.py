"""Emergency access to one person's file: time-boxed, told at once, reviewed afterwards."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from tenure.foundation.records.models import Record
from tenure.foundation.records.sensitivity import Retention, Sensitivity

from .person import Person


class BreakGlass(Record):
    """Somebody opened parts of one file for a stated reason, from one instant to another.

    ``permissions`` are rights to see, held over this person alone. The row is never deleted.
    """

    sensitivity = Sensitivity.PERSONAL
    retention = Retention.EMPLOYMENT

    class Finding(models.TextChoices):
        OPEN = "", _("Not reviewed yet")
        JUSTIFIED = "justified", _("Justified")
        NOT_JUSTIFIED = "not_justified", _("Not justified")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    permissions = ArrayField(models.CharField(max_length=80))
    reason = models.CharField(max_length=500)
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    finding = models.CharField(max_length=20, choices=Finding, default=Finding.OPEN, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(ends_at__gte=F("begins_at")), name="break_glass_ends"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["user", "ends_at"], name="break_glass_user")
        ]

    @classmethod
    def running(cls) -> "models.QuerySet[BreakGlass]":
        """Give those that are open at this instant, by the clock of the database."""
        rows: models.QuerySet[BreakGlass] = cls.objects.filter(begins_at__lte=Now(), ends_at__gt=Now())
        return rows
