"""The person: what every colleague may know."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from tenure.foundation.audit.history import tracked
from tenure.foundation.records.models import Record
from tenure.foundation.records.sensitivity import Retention, Sensitivity
from tenure.foundation.search.folding import fold


# The name in use has no dates: a look back shows the people of that time under today's names.
@tracked(
    exclude=("sort_key", "folded"),
    present=("name", "given_name", "family_name", "preferred_name", "pronouns", "pronunciation"),
)
class Person(Record):
    """Somebody who works, worked or will work here, once, whatever the contracts."""

    sensitivity = Sensitivity.PUBLIC
    retention = Retention.EMPLOYMENT
    facts: ClassVar[tuple[str, ...]] = (
        "name",
        "given_name",
        "family_name",
        "preferred_name",
        "pronouns",
        "pronunciation",
        "work_email",
        "work_phone",
    )

    number = models.CharField(max_length=60, unique=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="person"
    )
    name = models.CharField(max_length=300)
    given_name = models.CharField(max_length=160, blank=True)
    family_name = models.CharField(max_length=160, blank=True)
    preferred_name = models.CharField(max_length=300, blank=True)
    pronouns = models.CharField(max_length=60, blank=True)
    pronunciation = models.CharField(max_length=200, blank=True)
    work_email = models.EmailField(max_length=254, blank=True)
    work_phone = models.CharField(max_length=40, blank=True)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="closed_records"
    )
    former_numbers = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    sort_key = models.CharField(max_length=300, editable=False, db_collation="C")
    folded = models.CharField(max_length=1000, editable=False, db_collation="C")

    class Meta:
        ordering: ClassVar[list[str]] = ["sort_key", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint("work_email", condition=~Q(work_email=""), name="work_email_once")
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index("sort_key", "id", name="person_in_order")]

    def __str__(self) -> str:
        return self.called

    @property
    def called(self) -> str:
        """The name this person goes by."""
        return self.preferred_name or self.name

    def save(self, **kwargs: Any) -> None:
        """Save, keeping the keys for sorting and searching in step with the names."""
        self.set_keys()
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "sort_key", "folded"}
        super().save(**kwargs)

    def set_keys(self) -> None:
        """Work out the folded names; bulk writers call it themselves."""
        last = fold(self.family_name)
        self.sort_key = f"{last} {fold(self.called)}".strip()[:300]
        words: tuple[str, ...] = (
            self.called,
            self.name,
            self.given_name,
            self.family_name,
            self.number,
            self.work_email,
        )
        words += tuple(self.former_numbers)
        self.folded = fold(" ".join(dict.fromkeys(filter(None, words))))[:1000]
