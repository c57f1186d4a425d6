"""The one table that search reads."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Func

from tenure.foundation.records.sensitivity import Retention, Sensitivity


class Entry(models.Model):
    """What search knows of one record: words that everybody who may see the record may see."""

    sensitivity: ClassVar[Sensitivity] = Sensitivity.INTERNAL
    retention: ClassVar[Retention] = Retention.TECHNICAL

    kind = models.CharField(max_length=80)
    object_id = models.BigIntegerField()
    object_uid = models.UUIDField()
    title = models.CharField(max_length=400)
    subtitle = models.CharField(max_length=400, blank=True)
    folded = models.CharField(max_length=400)
    tokens = ArrayField(models.CharField(max_length=100))
    # Straight from the tokens: the parser of to_tsvector would cut numbers and scripts its own way.
    words = models.GeneratedField(
        expression=Func(F("tokens"), function="array_to_tsvector"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["kind", "object_id"], name="search_entry_once")
        ]
        indexes: ClassVar[list[models.Index]] = [
            GinIndex(fields=["words"], name="search_entry_words"),
            models.Index(OpClass("folded", name="text_pattern_ops"), name="search_entry_folded"),
        ]

    def __str__(self) -> str:
        return self.title
