"""What the fields and tables that HR made say of people."""

from typing import ClassVar

from django.db import models

from tenure.foundation.audit.history import tracked
from tenure.foundation.effective.ranges import one_at_a_time
from tenure.foundation.fields.models import CustomRow, CustomValue, value_indexes
from tenure.foundation.records.sensitivity import Retention, Sensitivity

from .person import Person


@tracked()
class PersonValue(CustomValue):
    """What one field that HR made says of a person, for a time."""

    sensitivity = Sensitivity.PERSONAL
    retention = Retention.EMPLOYMENT
    owners = ("person", "field")
    purpose = "people.person_value.sealed"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="custom_values")

    class Meta(CustomValue.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *CustomValue.Meta.constraints,
            one_at_a_time("person", "field", name="person_value_one_at_a_time"),
        ]
        indexes: ClassVar[list[models.Index]] = value_indexes("person", "person_value")


@tracked()
class PersonRow(CustomRow):
    """One row of a table that HR made, about a person."""

    sensitivity = Sensitivity.PERSONAL
    retention = Retention.EMPLOYMENT
    owner_name = "person"
    purpose = "people.person_row.sealed"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="custom_rows")

    class Meta(CustomRow.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["person", "table"], name="person_row_of_person"),
            models.Index(fields=["table", "valid_from"], name="person_row_table"),
        ]
