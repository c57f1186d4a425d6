"""What the edge remembers: how much somebody asked lately, and the answers to repeated requests."""

from typing import ClassVar

from django.db import models

from tenure.foundation.records.sensitivity import Retention, Sensitivity


class Bucket(models.Model):
    """How full the bucket of one asker is: each request adds one drop, and it leaks at a steady rate.

    The table is unlogged: after a crash everybody begins with an empty bucket.
    """

    sensitivity: ClassVar[Sensitivity] = Sensitivity.SYSTEM
    retention: ClassVar[Retention] = Retention.TECHNICAL

    key = models.CharField(max_length=120, primary_key=True)
    level = models.FloatField()
    at = models.DateTimeField(db_index=True)


class Replay(models.Model):
    """The answer that a request with an ``Idempotency-Key`` got, for when it is sent again."""

    sensitivity: ClassVar[Sensitivity] = Sensitivity.PERSONAL
    retention: ClassVar[Retention] = Retention.TECHNICAL

    asker = models.CharField(max_length=80)
    key = models.CharField(max_length=200)
    asked = models.CharField(max_length=40)
    status = models.PositiveSmallIntegerField()
    headers = models.JSONField(default=dict)
    body = models.BinaryField()
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["asker", "key"], name="http_replay_once")
        ]
