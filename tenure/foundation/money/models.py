"""What one currency was worth in another, by day."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from tenure.foundation.records.models import Record
from tenure.foundation.records.sensitivity import Retention, Sensitivity


class ExchangeRate(Record):
    """On a day, one unit of ``base`` bought ``rate`` units of ``currency``, as a source published it."""

    sensitivity = Sensitivity.PUBLIC
    retention = Retention.ORGANISATION

    base = models.CharField(max_length=3)
    currency = models.CharField(max_length=3)
    day = models.DateField()
    rate = models.DecimalField(max_digits=20, decimal_places=10)
    source = models.CharField(max_length=120)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["base", "currency", "day"], name="exchange_rate_once"),
            models.CheckConstraint(condition=Q(rate__gt=0), name="exchange_rate_positive"),
        ]

    def __str__(self) -> str:
        return f"1 {self.base} = {self.rate.normalize():f} {self.currency} ({self.day})"
