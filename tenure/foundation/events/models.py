"""The outbox: what was announced, and who has answered it."""

from typing import ClassVar

from django.db import models

from tenure.foundation.audit.run import Run
from tenure.foundation.records.models import Record
from tenure.foundation.records.sensitivity import Retention, Sensitivity


class Announced(Record):
    """One event, written in the transaction of the act that it tells of."""

    sensitivity = Sensitivity.INTERNAL
    retention = Retention.TECHNICAL

    name = models.CharField(max_length=120, db_index=True)
    payload = models.JSONField()
    run = models.UUIDField(db_default=Run(), editable=False)
    at = models.DateTimeField(auto_now_add=True)
    answered_at = models.DateTimeField(null=True)


class Delivery(models.Model):
    """One reaction's answer to one event: there once it is done, or with what went wrong so far."""

    sensitivity: ClassVar[Sensitivity] = Sensitivity.SYSTEM
    retention: ClassVar[Retention] = Retention.TECHNICAL

    announced = models.ForeignKey(Announced, on_delete=models.CASCADE, related_name="deliveries")
    reaction = models.CharField(max_length=200)
    done_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    error = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["announced", "reaction"], name="events_delivery_once")
        ]
