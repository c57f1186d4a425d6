"""What gathers in a staff file over the years."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tenure.foundation.audit.history import tracked
from tenure.foundation.records.models import Record
from tenure.foundation.records.sensitivity import Retention, Sensitivity

from .person import Person


@tracked()
class Qualification(Record):
    """An education, certificate, licence or skill, and whether somebody has checked it."""

    sensitivity = Sensitivity.INTERNAL
    retention = Retention.EMPLOYMENT

    class Kind(models.TextChoices):
        EDUCATION = "education", _("Education")
        CERTIFICATE = "certificate", _("Certificate")
        LICENCE = "licence", _("Licence")
        SKILL = "skill", _("Skill")

    class Check(models.TextChoices):
        UNCHECKED = "unchecked", _("Not checked")
        CONFIRMED = "confirmed", _("Confirmed")
        REFUTED = "refuted", _("Found wrong")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="qualifications")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    title = models.CharField(max_length=200)
    issuer = models.CharField(max_length=200, blank=True)
    grade = models.CharField(max_length=80, blank=True)
    started_on = models.DateField(null=True, blank=True)
    awarded_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    check_state = models.CharField(max_length=12, choices=Check.choices, default=Check.UNCHECKED)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    checked_on = models.DateField(null=True, blank=True)


@tracked()
class Note(Record):
    """A remark in the staff file; an edit keeps what stood there before, for the same readers."""

    sensitivity = Sensitivity.PERSONAL
    retention = Retention.EMPLOYMENT

    class Visibility(models.TextChoices):
        HR = "hr", _("HR")
        MANAGER = "manager", _("HR and managers")
        EMPLOYEE = "employee", _("HR, managers and the person")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="notes")
    visibility = models.CharField(max_length=10, choices=Visibility.choices)
    text = models.TextField()
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    written_at = models.DateTimeField(auto_now_add=True)
    edited_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-written_at", "-pk"]
