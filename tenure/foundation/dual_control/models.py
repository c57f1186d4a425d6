"""Acts that wait for a second person."""

import json
from collections.abc import Mapping
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tenure.foundation.crypto import blind, seal, unseal
from tenure.foundation.crypto.columns import sealed_column
from tenure.foundation.identity.models import User
from tenure.foundation.records.models import Record
from tenure.foundation.records.sensitivity import Retention, Sensitivity

Facts = Mapping[str, Any]


class State(models.TextChoices):
    """Where an act stands."""

    WAITING = "waiting", _("Waits for a second person")
    DONE = "done", _("Confirmed")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class PendingAct(Record):
    """Something that somebody asked for and that another person confirms; what exactly is sealed.

    ``key`` finds an equal request again. A permit is confirmed until ``valid_until`` and used once.
    """

    sensitivity = Sensitivity.IDENTITY
    retention = Retention.ACCOUNT
    SEALED_AS: ClassVar[str] = "dual_control.pending_act.facts"

    code = models.CharField(max_length=80)
    facts_sealed = models.BinaryField()
    key = models.BinaryField(max_length=32)
    why = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    asked_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    valid_until = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="pending_act_state"),
            models.UniqueConstraint(
                fields=["code", "key"], condition=Q(state="waiting"), name="pending_act_waits_once"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["asked_by", "code", "state"], name="pending_act_asked")
        ]

    @property
    def facts(self) -> dict[str, Any]:
        """What was asked for, unsealed."""
        text = unseal(self.facts_sealed, bound_to=self.uid, purpose=self.SEALED_AS)
        found: dict[str, Any] = json.loads(text)
        return found

    def keep(self, facts: Facts) -> None:
        """Seal what is asked for to this row."""
        text = json.dumps(dict(facts), sort_keys=True)
        self.facts_sealed = seal(text, bound_to=self.uid, purpose=self.SEALED_AS)
        self.key = key_of(self.code, facts)


def key_of(code: str, facts: Facts) -> bytes:
    """Give the fingerprint of what is asked for."""
    return blind(json.dumps([code, dict(facts)], sort_keys=True), purpose=PendingAct.SEALED_AS)


sealed_column(PendingAct, "facts_sealed", PendingAct.SEALED_AS)
