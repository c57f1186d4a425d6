"""The trail and the chain that proves it whole."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, GistIndex
from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from tenure.foundation.access.managers import GuardedManager
from tenure.foundation.records.sensitivity import Retention, Sensitivity

from .protection import append_only, stamped_at_the_end
from .run import DatabaseClock, Run, TimeSpan


class Kind(models.TextChoices):
    """What an entry tells of."""

    ACT = "act", _("Done")
    VIEW = "view", _("Seen")
    DENIED = "denied", _("Refused")


class Entry(models.Model):
    """One line of the trail: somebody did, saw or was refused something. Never changed.

    It holds verbs, identifiers and names of fields; values stand in row history only. ``about``
    lists the people whose data it concerns, so that each can ask who looked at their file.
    """

    append_only: ClassVar[bool] = True
    sensitivity: ClassVar[Sensitivity] = Sensitivity.INTERNAL
    retention: ClassVar[Retention] = Retention.TRAIL

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(db_default=DatabaseClock(), db_index=True, editable=False)
    run = models.UUIDField(db_default=Run(), editable=False)
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.ACT)
    verb = models.CharField(max_length=100)
    actor_user_id = models.BigIntegerField(null=True, db_index=True)
    actor_person_id = models.BigIntegerField(null=True)
    actor_label = models.CharField(max_length=80, blank=True)
    channel = models.CharField(max_length=20)
    request_id = models.CharField(max_length=64, blank=True)
    subject_type = models.CharField(max_length=80, blank=True)
    subject_id = models.BigIntegerField(null=True)
    subject_uid = models.UUIDField(null=True)
    about = ArrayField(models.BigIntegerField(), default=list)
    details = models.JSONField(default=dict)
    reason = models.CharField(max_length=500, blank=True)

    objects = GuardedManager()

    class Meta:
        triggers: ClassVar = [append_only()]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["subject_type", "subject_id"], name="audit_entry_subject"),
            models.Index(fields=["run"], name="audit_entry_run"),
            GinIndex(fields=["about"], name="audit_entry_about"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} #{self.pk}"


class Link(models.Model):
    """One link of the chain: the fingerprint of an entry, woven with the link before it."""

    append_only: ClassVar[bool] = True
    sensitivity: ClassVar[Sensitivity] = Sensitivity.SYSTEM
    retention: ClassVar[Retention] = Retention.TRAIL

    number = models.BigIntegerField(primary_key=True)
    entry_id = models.BigIntegerField(unique=True)
    previous = models.CharField(max_length=64)
    fingerprint = models.CharField(max_length=64)

    class Meta:
        triggers: ClassVar = [append_only()]

    def __str__(self) -> str:
        return f"link {self.number}"


class Moment(models.Model):
    """From when to when a transaction that wrote something was open; the database itself writes it.

    What a transaction wrote was known from its end on, not from the instants at which it wrote.
    """

    read_only: ClassVar[bool] = True
    sensitivity: ClassVar[Sensitivity] = Sensitivity.SYSTEM
    retention: ClassVar[Retention] = Retention.TRAIL

    id = models.BigAutoField(primary_key=True)
    run = models.UUIDField()
    began_at = models.DateTimeField(db_index=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        triggers: ClassVar = [stamped_at_the_end()]
        indexes: ClassVar[list[models.Index]] = [
            GistIndex(TimeSpan(F("began_at"), F("ended_at")), name="audit_moment_open")
        ]

    def __str__(self) -> str:
        return f"{self.began_at} – {self.ended_at}"
