"""A reorganisation prepared as one: a set of changes that take effect on one day."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tenure.domains.organisation.models import Unit
from tenure.domains.people.models import Person
from tenure.foundation.audit.history import tracked
from tenure.foundation.records.models import Record
from tenure.foundation.records.sensitivity import Retention, Sensitivity

from ..states import State


@tracked()
class ChangeSet(Record):
    """Changes to many records, prepared, approved and written as one, dated on one day.

    A confidential set is known to those let in to it alone, and is written into the records only
    when it is announced, or on its day: until then there is no row that could tell.
    """

    sensitivity = Sensitivity.INTERNAL
    retention = Retention.EMPLOYMENT

    name = models.CharField(max_length=200)
    on = models.DateField()
    why = models.TextField(blank=True)
    is_confidential = models.BooleanField(default=False)
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    found = models.JSONField(default=dict)
    is_checked = models.BooleanField(default=False)
    announce_on = models.DateField(null=True, blank=True)
    run = models.UUIDField(null=True)
    problem = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-on", "-pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="change_set_state"),
        ]

    def __str__(self) -> str:
        return self.name


@tracked()
class Member(Record):
    """Somebody who is let in to a change set: prepares it, or decides on it."""

    sensitivity = Sensitivity.INTERNAL
    retention = Retention.EMPLOYMENT

    class Part(models.TextChoices):
        PREPARES = "prepares", _("Prepares")
        APPROVES = "approves", _("Approves")

    change_set = models.ForeignKey(ChangeSet, on_delete=models.CASCADE, related_name="members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    part = models.CharField(max_length=10, choices=Part)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["change_set", "user"], name="change_set_member_once"),
        ]


@tracked()
class Line(Record):
    """One change of a set: the work of a person, or a unit that is made, changed or closed.

    ``facts`` say what will be, ``before`` what stood there when the line was written, both by
    identifier. A unit that the set itself makes is named by "new:" and its code.
    """

    sensitivity = Sensitivity.INTERNAL
    retention = Retention.EMPLOYMENT

    class Verb(models.TextChoices):
        JOB = "job", _("Change of job")
        UNIT_NEW = "unit_new", _("New unit")
        UNIT = "unit", _("Change of unit")
        UNIT_CLOSE = "unit_close", _("Unit closes")

    change_set = models.ForeignKey(ChangeSet, on_delete=models.CASCADE, related_name="lines")
    verb = models.CharField(max_length=12, choices=Verb)
    person = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey(Unit, null=True, on_delete=models.CASCADE, related_name="+")
    code = models.CharField(max_length=60, blank=True)
    facts = models.JSONField(default=dict)
    before = models.JSONField(default=dict)
    problem = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["change_set", "person"],
                condition=Q(person__isnull=False),
                name="change_line_person_once",
            ),
            models.UniqueConstraint(
                fields=["change_set", "unit"], condition=Q(unit__isnull=False), name="change_line_unit_once"
            ),
            models.UniqueConstraint(
                fields=["change_set", "code"], condition=~Q(code=""), name="change_line_code_once"
            ),
        ]
