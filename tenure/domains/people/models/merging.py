"""Two records that were of one person, and what came from which."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from tenure.foundation.audit.history import tracked
from tenure.foundation.records.models import Record
from tenure.foundation.records.sensitivity import Retention, Sensitivity

from .person import Person


@tracked()
class Merge(Record):
    """One record put into another: enough is kept to take it out again whole.

    ``moved`` and ``kept`` name rows by table and column: those that came from the absorbed record
    and those that were the survivor's; ``was`` and ``took`` are the facts of the survivor that gave
    way and what took their place; ``seconded`` are jobs that ceased to be the main one.
    """

    sensitivity = Sensitivity.PERSONAL
    retention = Retention.EMPLOYMENT

    survivor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="merges")
    absorbed = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="merged_by")
    merged_on = models.DateField()
    why = models.TextField(blank=True)
    moved = models.JSONField(default=dict)
    kept = models.JSONField(default=dict)
    was = models.JSONField(default=dict)
    took = models.JSONField(default=dict)
    seconded = models.JSONField(default=list)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    split_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(survivor=F("absorbed")), name="nobody_merges_with_themself"),
            models.UniqueConstraint(fields=["absorbed"], condition=Q(split_on=None), name="merged_once"),
        ]
