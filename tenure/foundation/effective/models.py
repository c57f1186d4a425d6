"""Rows that say from which day they are true."""

from datetime import date, timedelta
from typing import Any, ClassVar, Self

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import F, Q

from tenure.foundation.access.managers import GuardedManager, GuardedQuerySet
from tenure.foundation.records.models import Record
from tenure.foundation.records.sensitivity import Retention, Sensitivity

from .ranges import span


class EffectiveQuerySet(GuardedQuerySet[Any]):
    """Words for time."""

    def as_of(self, day: date) -> Self:
        """Keep the rows that hold on a day."""
        return self.filter(valid__contains=day)

    def overlapping(self, start: date, end: date | None) -> Self:
        """Keep the rows that hold on some day of the half-open period."""
        later = Q() if end is None else Q(valid_from__lt=end)
        return self.filter(later, Q(valid_until__isnull=True) | Q(valid_until__gt=start))

    def in_order(self) -> Self:
        """Sort by the day from which each row holds."""
        return self.order_by("valid_from", "pk")


class EffectiveManager(GuardedManager.from_queryset(EffectiveQuerySet)):  # type: ignore[misc]
    """The manager of dated rows."""


class Effective(Record):
    """A fact that holds from ``valid_from`` up to, and not on, ``valid_until``.

    ``owners`` names the columns that say whose fact it is; the rows of one owner follow one
    another. ``facts`` are the columns that change from row to row.
    """

    owners: ClassVar[tuple[str, ...]] = ()
    facts: ClassVar[tuple[str, ...]] = ()

    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    valid = models.GeneratedField(
        expression=span(), output_field=DateRangeField(), db_persist=True, editable=False
    )

    objects: ClassVar[EffectiveManager] = EffectiveManager()

    class Meta:
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="%(app_label)s_%(class)s_ends_after_start",
            )
        ]

    @property
    def last_day(self) -> date | None:
        """The last day on which the row holds, as people write periods."""
        return self.valid_until - timedelta(days=1) if self.valid_until else None

    def holds_on(self, day: date) -> bool:
        """Say whether the row holds on a day."""
        return self.valid_from <= day and (self.valid_until is None or day < self.valid_until)

    def siblings(self) -> models.QuerySet[Any]:
        """Give all rows of the same owner, this one included."""
        columns = [type(self)._meta.get_field(name).attname for name in self.owners]  # type: ignore[union-attr]
        found: models.QuerySet[Any] = type(self)._default_manager.filter(
            **{c: getattr(self, c) for c in columns}
        )
        return found


class Announcement(Record):
    """A row that begins in the future and is, from a day on, no secret to those who may see its kind."""

    sensitivity = Sensitivity.INTERNAL
    retention = Retention.EMPLOYMENT

    row = models.UUIDField(unique=True)
    on = models.DateField()


def announced(today: date) -> Q:
    """Name, over any dated model, the rows that were announced by a day."""
    return Q(models.Exists(Announcement.objects.filter(row=models.OuterRef("uid"), on__lte=today)))
