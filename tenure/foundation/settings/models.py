"""What was set, from which day."""

from typing import ClassVar

from django.db import models

from tenure.foundation.audit.history import tracked
from tenure.foundation.effective.models import Effective
from tenure.foundation.effective.ranges import one_at_a_time
from tenure.foundation.records.models import Record
from tenure.foundation.records.sensitivity import Retention, Sensitivity


class SettingKey(Record):
    """A setting that was ever set: the peg on which its dated values hang."""

    sensitivity = Sensitivity.SYSTEM
    retention = Retention.ORGANISATION

    key = models.CharField(max_length=120, unique=True)

    def __str__(self) -> str:
        return self.key


@tracked(looks_back=False)
class SettingValue(Effective):
    """What a setting is for a time; before and between its rows the declared default holds."""

    sensitivity = Sensitivity.INTERNAL
    retention = Retention.ORGANISATION
    owners = ("key",)
    facts = ("value",)

    key = models.ForeignKey(SettingKey, on_delete=models.CASCADE, related_name="values")
    value = models.JSONField()

    class Meta(Effective.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Effective.Meta.constraints,
            one_at_a_time("key", name="setting_one_at_a_time"),
        ]
