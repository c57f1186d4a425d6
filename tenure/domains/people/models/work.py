"""Working here: employments, assignments, reporting lines and pay, each with its days."""

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tenure.domains.organisation.models import (
    CostCentre,
    Job,
    LegalEntity,
    Level,
    Line,
    Place,
    Position,
    Unit,
    WorkPattern,
)
from tenure.foundation.audit.history import tracked
from tenure.foundation.effective.models import Effective
from tenure.foundation.effective.ranges import one_at_a_time
from tenure.foundation.records.sensitivity import Retention, Sensitivity

from .person import Person


@tracked()
class Employment(Effective):
    """One contract of a person with a legal entity, first day to last; several may run at once."""

    sensitivity = Sensitivity.INTERNAL
    retention = Retention.EMPLOYMENT
    owners = ("person", "legal_entity", "number")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="employments")
    legal_entity = models.ForeignKey(LegalEntity, on_delete=models.PROTECT, related_name="employments")
    number = models.CharField(max_length=60, blank=True)
    service_date = models.DateField(null=True, blank=True)
    probation_until = models.DateField(null=True, blank=True)
    start_reason = models.CharField(max_length=40, blank=True)
    end_reason = models.CharField(max_length=40, blank=True)

    class Meta(Effective.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Effective.Meta.constraints,
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")),
                name="employment_has_a_day",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index("person", F("valid_from").desc(), name="employment_newest"),
            models.Index("legal_entity", "person", name="employment_by_entity"),
        ]


@tracked()
class EmploymentTerm(Effective):
    """The kind of worker and of contract, for a time."""

    sensitivity = Sensitivity.INTERNAL
    retention = Retention.EMPLOYMENT
    owners = ("employment",)
    facts = ("worker_type", "contract", "contract_ends_on", "status")

    class Worker(models.TextChoices):
        EMPLOYEE = "employee", _("Employee")
        CONTRACTOR = "contractor", _("Contractor")
        AGENCY = "agency", _("Agency worker")
        INTERN = "intern", _("Intern")

    class Contract(models.TextChoices):
        PERMANENT = "permanent", _("Permanent")
        FIXED_TERM = "fixed_term", _("Fixed term")

    class Status(models.TextChoices):
        ACTIVE = "active", _("Active")
        ON_LEAVE = "on_leave", _("On leave")
        RELEASED = "released", _("Released")

    employment = models.ForeignKey(Employment, on_delete=models.CASCADE, related_name="terms")
    worker_type = models.CharField(max_length=20, choices=Worker.choices, default=Worker.EMPLOYEE)
    contract = models.CharField(max_length=20, choices=Contract.choices, default=Contract.PERMANENT)
    contract_ends_on = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.ACTIVE)
    reason = models.CharField(max_length=40, blank=True)
    why = models.TextField(blank=True)

    class Meta(Effective.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Effective.Meta.constraints,
            one_at_a_time("employment", name="employment_term_one_at_a_time"),
        ]


@tracked()
class Assignment(Effective):
    """What a person does, where, for whom, for a time. ``line`` tells concurrent jobs apart."""

    sensitivity = Sensitivity.INTERNAL
    retention = Retention.EMPLOYMENT
    owners = ("employment", "line")
    facts = (
        "title",
        "job",
        "level",
        "position",
        "unit",
        "place",
        "manager",
        "fte",
        "cost_centre",
        "work_pattern",
        "primary",
    )

    employment = models.ForeignKey(Employment, on_delete=models.CASCADE, related_name="assignments")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="assignments")
    line = models.PositiveSmallIntegerField(default=1)
    primary = models.BooleanField(default=True)
    title = models.CharField(max_length=300, blank=True)
    job = models.ForeignKey(Job, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    level = models.ForeignKey(Level, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    position = models.ForeignKey(
        Position, null=True, blank=True, on_delete=models.PROTECT, related_name="assignments"
    )
    unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="assignments"
    )
    place = models.ForeignKey(
        Place, null=True, blank=True, on_delete=models.PROTECT, related_name="assignments"
    )
    manager = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="manages"
    )
    fte = models.DecimalField(max_digits=5, decimal_places=4, default=1)
    cost_centre = models.ForeignKey(
        CostCentre, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    work_pattern = models.ForeignKey(
        WorkPattern, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.CharField(max_length=40, blank=True)
    why = models.TextField(blank=True)

    class Meta(Effective.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Effective.Meta.constraints,
            one_at_a_time("employment", "line", name="assignment_one_at_a_time"),
            one_at_a_time("person", name="assignment_one_primary", condition=Q(primary=True)),
            models.CheckConstraint(condition=Q(fte__gte=0, fte__lte=2), name="assignment_fte_possible"),
            models.CheckConstraint(
                condition=Q(manager__isnull=True) | ~Q(manager=F("person")), name="nobody_manages_themself"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index("person", F("valid_from").desc(), name="assignment_newest"),
            models.Index("position", "valid_from", name="assignment_of_seat"),
            models.Index("unit", condition=Q(valid_until__isnull=True), name="assignment_open_in_unit"),
        ]


@tracked()
class DottedLine(Effective):
    """A second manager beside the one of the reporting line, for a time."""

    sensitivity = Sensitivity.PUBLIC
    retention = Retention.EMPLOYMENT
    owners = ("person", "manager")
    facts = ("kind",)

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="dotted_managers")
    manager = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="dotted_reports")
    kind = models.CharField(max_length=40, default="functional")

    class Meta(Effective.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Effective.Meta.constraints,
            one_at_a_time("person", "manager", name="dotted_line_one_at_a_time"),
            models.CheckConstraint(condition=~Q(manager=F("person")), name="no_dotted_line_to_oneself"),
        ]


@tracked()
class ReportingLine(Line):
    """The people above a person in the primary job, top first and the person last, for a time."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="lines")
    manager = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="+")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index("person", F("valid_from").desc(), name="reporting_line_newest"),
            models.Index("manager", "valid_from", name="reporting_line_of_manager"),
            GinIndex(fields=["path"], name="reporting_line_path"),
        ]


@tracked()
class Pay(Effective):
    """What a person is paid for one job, for a time: a number, since it is added and ranked."""

    sensitivity = Sensitivity.PAY
    retention = Retention.PAY
    owners = ("employment", "line", "kind")
    facts = ("amount", "currency", "period")

    class Period(models.TextChoices):
        YEAR = "year", _("Year")
        MONTH = "month", _("Month")
        WEEK = "week", _("Week")
        DAY = "day", _("Day")
        HOUR = "hour", _("Hour")

    employment = models.ForeignKey(Employment, on_delete=models.CASCADE, related_name="pay")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="pay")
    line = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(max_length=40, default="base")
    amount = models.DecimalField(max_digits=18, decimal_places=4)
    currency = models.CharField(max_length=3)
    period = models.CharField(max_length=10, choices=Period.choices, default=Period.YEAR)
    reason = models.CharField(max_length=40, blank=True)
    why = models.TextField(blank=True)

    class Meta(Effective.Meta):
        verbose_name_plural = "pay"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Effective.Meta.constraints,
            one_at_a_time("employment", "line", name="base_pay_one_at_a_time", condition=Q(kind="base")),
            models.CheckConstraint(condition=Q(amount__gte=0), name="pay_not_negative"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index("person", F("valid_from").desc(), name="pay_newest")
        ]
