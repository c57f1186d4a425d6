"""The runs that can be taken back."""

from typing import ClassVar

from django.db import models

from tenure.foundation.records.models import Record
from tenure.foundation.records.sensitivity import Retention, Sensitivity


class KeptRun(Record):
    """One run that wrote many rows: who did it, until when it can be taken back, whether it was.

    ``uid`` is the run that stands in row history; ``permission`` is what taking it back takes.
    """

    sensitivity = Sensitivity.INTERNAL
    retention = Retention.TECHNICAL

    kind = models.CharField(max_length=20)
    label = models.CharField(max_length=300)
    permission = models.CharField(max_length=80)
    owner_user_id = models.BigIntegerField(null=True, db_index=True)
    counts = models.JSONField(default=dict)
    done_at = models.DateTimeField(auto_now_add=True)
    open_until = models.DateTimeField(null=True)
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-done_at", "-pk"]

    def __str__(self) -> str:
        return self.label
