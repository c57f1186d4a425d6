"""What has been announced about people because a day came."""

from typing import ClassVar

from django.db import models

from tenure.foundation.records.sensitivity import Retention, Sensitivity


class Told(models.Model):
    """One thing that was announced when its day came, so that it is announced once."""

    sensitivity: ClassVar[Sensitivity] = Sensitivity.SYSTEM
    retention: ClassVar[Retention] = Retention.TECHNICAL

    what = models.CharField(max_length=40)
    row_id = models.BigIntegerField()
    on = models.DateField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["what", "row_id", "on"], name="told_once")
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["on"], name="told_by_day")]
