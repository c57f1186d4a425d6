"""Changes of many rows at once, and how each row fared."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tenure.foundation.records.models import Record
from tenure.foundation.records.sensitivity import Retention, Sensitivity


class BulkChange(Record):
    """One change asked for over many rows: what, from when, why, and the outcome row by row.

    ``facts`` holds what was typed; it is read again, with the rights of the day, each time it is used.
    """

    sensitivity = Sensitivity.PERSONAL
    retention = Retention.TECHNICAL

    class State(models.TextChoices):
        CHECKING = "checking", _("Is being worked out")
        CHECKED = "checked", _("Waits for you")
        RUNNING = "running", _("Is being changed")
        DONE = "done", _("Changed")
        FAILED = "failed", _("Nothing was changed")
        UNDONE = "undone", _("Taken back")

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+")
    verb = models.CharField(max_length=40)
    state = models.CharField(max_length=10, choices=State, default=State.CHECKING)
    subjects = models.JSONField(default=list)
    facts = models.JSONField(default=dict)
    on = models.DateField()
    is_correction = models.BooleanField(default=False)
    reason = models.CharField(max_length=40, blank=True)
    why = models.CharField(max_length=2000, blank=True)
    is_whole = models.BooleanField(default=True)
    lines = models.JSONField(default=list)
    problem = models.TextField(blank=True)
    run = models.UUIDField(null=True, editable=False)
    asked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-asked_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.verb} × {len(self.subjects)}"
