"""The employer: legal entities, units, places, jobs and seats, each with its days."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField, DateRangeField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tenure.foundation.audit.history import tracked
from tenure.foundation.effective.models import Effective, EffectiveManager
from tenure.foundation.effective.ranges import one_at_a_time, span
from tenure.foundation.records.models import Record
from tenure.foundation.records.sensitivity import Retention, Sensitivity


class OfTheOrganisation(Record):
    """What everybody who works here may know about the employer."""

    sensitivity = Sensitivity.PUBLIC
    retention = Retention.ORGANISATION

    class Meta:
        abstract = True


@tracked()
class LegalEntity(OfTheOrganisation):
    """A company that employs people; it has one country and pays in one currency."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    country = models.CharField(max_length=2)
    subdivision = models.CharField(max_length=6, blank=True)
    currency = models.CharField(max_length=3)
    language = models.CharField(max_length=10, blank=True)
    registration = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["name", "pk"]
        verbose_name_plural = "legal entities"

    def __str__(self) -> str:
        return self.name


@tracked()
class CostCentre(OfTheOrganisation):
    """An account that people's cost is booked on."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=200, blank=True)
    legal_entity = models.ForeignKey(
        LegalEntity, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.name}".strip()


@tracked()
class Place(OfTheOrganisation):
    """Where people work: it fixes their time zone and their public holidays."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    country = models.CharField(max_length=2)
    subdivision = models.CharField(max_length=6, blank=True)
    locality = models.CharField(max_length=120, blank=True)
    address = models.TextField(blank=True)
    time_zone = models.CharField(max_length=64, default="UTC")

    class Meta:
        ordering: ClassVar[list[str]] = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


@tracked()
class PlaceDay(OfTheOrganisation):
    """A day off, or a day worked after all, that the public calendar of a place does not know."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="own_days")
    day = models.DateField()
    name = models.CharField(max_length=120)
    is_off = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["place", "day"], name="place_day_once")
        ]


@tracked()
class WorkPattern(OfTheOrganisation):
    """Which minutes of which weekday are worked, Monday first, and what full time means."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    minutes = ArrayField(models.PositiveSmallIntegerField(), size=7)
    full_time_minutes = models.PositiveIntegerField(default=2400)

    class Meta:
        ordering: ClassVar[list[str]] = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


@tracked()
class JobFamily(OfTheOrganisation):
    """A kind of work; families nest."""

    code = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=160)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["name", "pk"]
        verbose_name_plural = "job families"

    def __str__(self) -> str:
        return self.name


@tracked()
class Level(OfTheOrganisation):
    """A step of responsibility that jobs share; a higher rank is more senior."""

    code = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=160)
    rank = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar[list[str]] = ["rank", "code"]

    def __str__(self) -> str:
        return self.name


@tracked()
class Job(OfTheOrganisation):
    """What somebody does, whoever does it and wherever: mapped to occupation codes."""

    code = models.CharField(max_length=80, unique=True)
    title = models.CharField(max_length=200)
    family = models.ForeignKey(
        JobFamily, null=True, blank=True, on_delete=models.PROTECT, related_name="jobs"
    )
    level = models.ForeignKey(Level, null=True, blank=True, on_delete=models.PROTECT, related_name="jobs")
    soc_code = models.CharField(max_length=10, blank=True)
    isco_code = models.CharField(max_length=10, blank=True)
    summary = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["title", "pk"]

    def __str__(self) -> str:
        return self.title


@tracked()
class Unit(OfTheOrganisation):
    """A part of the organisation, the same one through all its names and parents."""

    code = models.CharField(max_length=60, unique=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["code"]

    def __str__(self) -> str:
        return self.code


@tracked()
class UnitTerm(Effective):
    """What a unit is called and where it stands, for a time."""

    sensitivity = Sensitivity.PUBLIC
    retention = Retention.ORGANISATION
    owners = ("unit",)
    facts = ("name", "kind", "parent", "legal_entity", "cost_centre")

    class Kind(models.TextChoices):
        DIVISION = "division", _("Division")
        DEPARTMENT = "department", _("Department")
        TEAM = "team", _("Team")
        OTHER = "other", _("Other")

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="terms")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.DEPARTMENT)
    parent = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="child_terms"
    )
    legal_entity = models.ForeignKey(
        LegalEntity, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    cost_centre = models.ForeignKey(
        CostCentre, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.CharField(max_length=40, blank=True)
    why = models.TextField(blank=True)

    class Meta(Effective.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Effective.Meta.constraints,
            one_at_a_time("unit", name="unit_term_one_at_a_time"),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("unit")), name="unit_not_in_itself"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index("unit", F("valid_from").desc(), name="unit_term_newest")
        ]

    def __str__(self) -> str:
        return self.name


class Line(models.Model):
    """Derived: the chain above one thing, itself last, for a time. Rebuilt, never edited."""

    sensitivity = Sensitivity.INTERNAL
    retention = Retention.TECHNICAL

    id = models.BigAutoField(primary_key=True)
    path = ArrayField(models.BigIntegerField())
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    valid = models.GeneratedField(expression=span(), output_field=DateRangeField(), db_persist=True)

    objects = EffectiveManager()

    class Meta:
        abstract = True


@tracked()
class UnitLine(Line):
    """The units above a unit, top first and itself last, for a time."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="lines")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index("unit", F("valid_from").desc(), name="unit_line_newest"),
            GinIndex(fields=["path"], name="unit_line_path"),
        ]


@tracked()
class Position(OfTheOrganisation):
    """A seat. It exists without a person; a pooled one stands for many alike."""

    code = models.CharField(max_length=80, unique=True)
    is_pooled = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar[list[str]] = ["code"]

    def __str__(self) -> str:
        return self.code


@tracked()
class PositionTerm(Effective):
    """What a seat is, where it stands and to which seat it reports, for a time."""

    sensitivity = Sensitivity.PUBLIC
    retention = Retention.ORGANISATION
    owners = ("position",)
    facts = ("title", "job", "level", "unit", "place", "cost_centre", "reports_to", "capacity", "state")

    class State(models.TextChoices):
        APPROVED = "approved", _("Approved")
        FROZEN = "frozen", _("Frozen")

    position = models.ForeignKey(Position, on_delete=models.CASCADE, related_name="terms")
    title = models.CharField(max_length=300)
    job = models.ForeignKey(Job, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    level = models.ForeignKey(Level, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="position_terms"
    )
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    cost_centre = models.ForeignKey(
        CostCentre, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reports_to = models.ForeignKey(
        Position, null=True, blank=True, on_delete=models.PROTECT, related_name="reporting_terms"
    )
    capacity = models.DecimalField(max_digits=9, decimal_places=2, default=1)
    state = models.CharField(max_length=20, choices=State.choices, default=State.APPROVED)
    reason = models.CharField(max_length=40, blank=True)
    why = models.TextField(blank=True)

    class Meta(Effective.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Effective.Meta.constraints,
            one_at_a_time("position", name="position_term_one_at_a_time"),
            models.CheckConstraint(condition=Q(capacity__gte=0), name="position_capacity_not_negative"),
            models.CheckConstraint(
                condition=Q(reports_to__isnull=True) | ~Q(reports_to=F("position")),
                name="position_not_under_itself",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index("position", F("valid_from").desc(), name="position_term_newest")
        ]

    def __str__(self) -> str:
        return self.title


@tracked()
class PositionPay(Effective):
    """The range of pay that a seat is approved for, for a time."""

    sensitivity = Sensitivity.PAY
    retention = Retention.PAY
    owners = ("position",)
    facts = ("minimum", "maximum", "currency", "period")

    position = models.ForeignKey(Position, on_delete=models.CASCADE, related_name="pay_ranges")
    minimum = models.DecimalField(max_digits=18, decimal_places=4)
    maximum = models.DecimalField(max_digits=18, decimal_places=4)
    currency = models.CharField(max_length=3)
    period = models.CharField(max_length=10, default="year")

    class Meta(Effective.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Effective.Meta.constraints,
            one_at_a_time("position", name="position_pay_one_at_a_time"),
            models.CheckConstraint(condition=Q(maximum__gte=F("minimum")), name="position_pay_in_order"),
        ]


@tracked()
class UnitHead(Effective):
    """The seat that leads a unit, for a time."""

    sensitivity = Sensitivity.PUBLIC
    retention = Retention.ORGANISATION
    owners = ("unit",)
    facts = ("position",)

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="heads")
    position = models.ForeignKey(Position, on_delete=models.CASCADE, related_name="heads_units")

    class Meta(Effective.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Effective.Meta.constraints,
            one_at_a_time("unit", name="unit_head_one_at_a_time"),
        ]
