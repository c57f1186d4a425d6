"""Imports on their way, and the mappings that people keep."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tenure.foundation.records.models import Record
from tenure.foundation.records.sensitivity import Retention, Sensitivity


class SavedMapping(Record):
    """How files of one kind become rows, under a name, for everybody who imports."""

    sensitivity = Sensitivity.INTERNAL
    retention = Retention.ORGANISATION

    name = models.CharField(max_length=80, unique=True)
    body = models.JSONField()

    class Meta:
        ordering: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name


class StagedImport(Record):
    """Files that somebody has brought and not yet imported, or has; the files go once it is over."""

    sensitivity = Sensitivity.PERSONAL
    retention = Retention.TECHNICAL

    class State(models.TextChoices):
        MAPPING = "mapping", _("Waits for its columns to be mapped")
        CHECKING = "checking", _("Is being checked")
        CHECKED = "checked", _("Checked, waits for you")
        WRITING = "writing", _("Is being written")
        DONE = "done", _("Imported")
        FAILED = "failed", _("Failed")
        UNDOING = "undoing", _("Is being taken back")
        UNDONE = "undone", _("Taken back")

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.MAPPING)
    kind = models.CharField(max_length=60)
    as_of = models.DateField()
    names = models.JSONField(default=list)
    mapping = models.JSONField(default=dict)
    choices = models.JSONField(default=dict)
    summary = models.JSONField(default=dict)
    problem = models.TextField(blank=True)
    run = models.UUIDField(null=True, editable=False)
    brought_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-brought_at", "-pk"]

    def __str__(self) -> str:
        return ", ".join(self.names)
