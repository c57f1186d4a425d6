"""Messages in Tenure, mails on their way, and who wants what."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from tenure.foundation.identity.models import User
from tenure.foundation.records.models import Record
from tenure.foundation.records.sensitivity import Retention, Sensitivity


class Notice(Record):
    """One message to one user, shown in Tenure until it is read."""

    sensitivity = Sensitivity.PERSONAL
    retention = Retention.TECHNICAL

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=80)
    key = models.CharField(max_length=200)
    subject = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    url = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["user", "key"], name="notice_once")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["user"], condition=models.Q(read_at=None), name="notice_unread")
        ]


class Mail(Record):
    """One mail to one address: there before it is sent, and to be seen when it cannot be."""

    sensitivity = Sensitivity.PERSONAL
    retention = Retention.TECHNICAL

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Given up")

    user = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=80)
    key = models.CharField(max_length=200, unique=True)
    address = models.EmailField()
    subject = models.CharField(max_length=200)
    text = models.TextField()
    html = models.TextField(blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING, db_index=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)


class Preference(Record):
    """Whether a user wants one kind of message by mail."""

    sensitivity = Sensitivity.INTERNAL
    retention = Retention.ACCOUNT

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=80)
    by_mail = models.BooleanField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["user", "kind"], name="preference_once")
        ]
