"""Chains as data, and what waits for whose signature."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tenure.foundation.audit.history import tracked
from tenure.foundation.effective.models import Effective
from tenure.foundation.effective.ranges import one_at_a_time
from tenure.foundation.identity.models import User
from tenure.foundation.records.models import Record
from tenure.foundation.records.sensitivity import Retention, Sensitivity

from .registry import Kind, StepSpec, kind_of
from .states import Rule, State, StepState


@tracked()
class Chain(Record):
    """Who decides on a kind of thing, if its conditions fit; the first by rank that fits is taken.

    ``conditions`` maps a fact to the values that fit, "amount_over" to a bound.
    """

    sensitivity = Sensitivity.INTERNAL
    retention = Retention.ORGANISATION

    kind = models.CharField(max_length=80)
    name = models.CharField(max_length=120, blank=True)
    conditions = models.JSONField(default=dict, blank=True)
    rank = models.PositiveSmallIntegerField(default=100)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["kind", "rank", "pk"]

    def __str__(self) -> str:
        return self.name or str(kind_of(self.kind).label)


class Step(Record):
    """What a step of a chain and a step on its way have in common."""

    sensitivity = Sensitivity.INTERNAL
    retention = Retention.ORGANISATION

    position = models.PositiveSmallIntegerField()
    rule = models.CharField(max_length=3, choices=Rule, default=Rule.ONE)
    approvers = ArrayField(models.CharField(max_length=120))
    escalate_after = models.PositiveSmallIntegerField(default=0)
    escalate_to = models.CharField(max_length=120, blank=True)

    class Meta:
        abstract = True

    @property
    def spec(self) -> StepSpec:
        """The step as plain values."""
        return StepSpec(tuple(self.approvers), Rule(self.rule), self.escalate_after, self.escalate_to)


@tracked()
class ChainStep(Step):
    """One step of a chain, in its order."""

    chain = models.ForeignKey(Chain, on_delete=models.CASCADE, related_name="steps")

    class Meta(Step.Meta):
        ordering: ClassVar[list[str]] = ["chain", "position"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["chain", "position"], name="chain_step_once")
        ]


@tracked()
class Approval(Record):
    """Something that waits, or waited, for the signatures of a chain; what it holds is the subject's."""

    sensitivity = Sensitivity.PERSONAL
    retention = Retention.EMPLOYMENT

    kind = models.CharField(max_length=80)
    subject_id = models.BigIntegerField()
    subject_uid = models.UUIDField()
    label = models.CharField(max_length=300)
    about = ArrayField(models.BigIntegerField(), default=list, blank=True)
    chain = models.ForeignKey(Chain, null=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    asked_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="asked_approvals")
    prepared_by = ArrayField(models.BigIntegerField(), default=list, blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["kind", "subject_id"], condition=Q(state="waiting"), name="approval_waits_once"
            ),
            models.CheckConstraint(condition=Q(state__in=State.values), name="approval_state"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["kind", "subject_id"], name="approval_subject"),
            models.Index(fields=["asked_by", "state"], name="approval_asked"),
        ]

    def __str__(self) -> str:
        return f"{self.kind_label}: {self.label}"

    @property
    def declared(self) -> Kind:
        """The kind with its verbs."""
        return kind_of(self.kind)

    @property
    def path(self) -> str:
        """Where it is decided."""
        return f"/inbox/{self.uid}"

    @property
    def kind_label(self) -> str:
        """The kind in the reader's language."""
        return str(self.declared.label)


class ApprovalStep(Step):
    """One step of an approval: kept as the chain was when it began."""

    sensitivity = Sensitivity.PERSONAL
    retention = Retention.EMPLOYMENT

    approval = models.ForeignKey(Approval, on_delete=models.CASCADE, related_name="steps")
    state = models.CharField(max_length=5, choices=StepState, default=StepState.AHEAD)
    opened_on = models.DateField(null=True)
    warned_on = models.DateField(null=True)
    escalated_on = models.DateField(null=True)

    class Meta(Step.Meta):
        ordering: ClassVar[list[str]] = ["approval", "position"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["approval", "position"], name="approval_step_once"),
            models.UniqueConstraint(
                fields=["approval"], condition=Q(state="open"), name="approval_one_open_step"
            ),
            models.CheckConstraint(condition=Q(state__in=StepState.values), name="approval_step_state"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["opened_on"], condition=Q(state="open"), name="approval_step_open")
        ]


class Signature(Record):
    """Somebody who may sign a step, and has signed it once ``signed_at`` is set.

    A delegate signs ``in_place_of`` an approver; who ``stands_in`` came by escalation.
    """

    sensitivity = Sensitivity.PERSONAL
    retention = Retention.EMPLOYMENT

    step = models.ForeignKey(ApprovalStep, on_delete=models.CASCADE, related_name="signatures")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="signatures")
    in_place_of = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="+")
    stands_in = models.BooleanField(default=False)
    signed_at = models.DateTimeField(null=True)
    note = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["step", "user"], name="signature_once"),
            models.CheckConstraint(
                condition=Q(in_place_of=None) | ~Q(in_place_of=F("user")), name="nobody_stands_for_themself"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["user"], condition=Q(signed_at=None), name="signature_waits")
        ]


@tracked()
class Delegation(Effective):
    """Somebody else signs for a user, for a time; pay and cases excepted."""

    sensitivity = Sensitivity.INTERNAL
    retention = Retention.ACCOUNT
    owners = ("user",)
    facts = ("delegate",)

    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="delegations", verbose_name=_("user")
    )
    delegate = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", verbose_name=_("delegate"))
    reason = models.CharField(max_length=300, blank=True)

    class Meta(Effective.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Effective.Meta.constraints,
            one_at_a_time("user", name="delegation_one_at_a_time"),
            models.CheckConstraint(condition=~Q(user=F("delegate")), name="nobody_delegates_to_themself"),
        ]
