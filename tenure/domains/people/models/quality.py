"""What does not fit in the record, as a check found it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from tenure.domains.organisation.models import Position, Unit
from tenure.foundation.records.models import Record
from tenure.foundation.records.sensitivity import Retention, Sensitivity

from .person import Person


class Finding(Record):
    """One thing in the record that does not fit, from the check that found it to the one that does not.

    ``other`` is the second person that it is about, ``proposed`` whom the repair would name;
    ``row`` is the row to be put right and ``on`` the day that is wrong or near. ``key`` tells one
    finding from another, so that the next check knows it again.
    """

    sensitivity = Sensitivity.INTERNAL
    retention = Retention.TECHNICAL

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=200, unique=True)
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.CASCADE, related_name="findings"
    )
    other = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    proposed = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    position = models.ForeignKey(Position, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    row = models.UUIDField(null=True, blank=True)
    on = models.DateField(null=True, blank=True)
    found_on = models.DateField()
    dismissed_until = models.DateField(null=True, blank=True)
    dismissed_why = models.CharField(max_length=300, blank=True)
    dismissed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["-found_on", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(dismissed_until__isnull=True) | ~Q(dismissed_why=""), name="dismissed_with_reason"
            )
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index("kind", "person", name="finding_by_kind")]
