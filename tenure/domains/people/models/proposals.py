"""What people propose to change of their own details."""

import json
from collections.abc import Mapping
from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tenure.foundation.audit.history import tracked
from tenure.foundation.crypto import seal, unseal
from tenure.foundation.crypto.columns import sealed_column
from tenure.foundation.records.models import Record
from tenure.foundation.records.sensitivity import Retention, Sensitivity

from ..states import ProposalState
from .person import Person


@tracked()
class Proposal(Record):
    """A change that somebody asked for of their own details; the values, old and new, are sealed."""

    sensitivity = Sensitivity.IDENTITY
    retention = Retention.EMPLOYMENT

    class What(models.TextChoices):
        CARD = "card", _("Name and contact")
        PERSONAL = "personal", _("Personal details")
        ADDRESS = "address", _("Address")
        BANK = "bank", _("Bank account")
        DEPENDANT = "dependant", _("Dependant")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="proposals")
    what = models.CharField(max_length=12, choices=What)
    fields = ArrayField(models.CharField(max_length=60))
    values_sealed = models.BinaryField(editable=True)
    on = models.DateField(null=True, blank=True)
    why = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=10, choices=ProposalState, default=ProposalState.WAITING)
    made_at = models.DateTimeField(auto_now_add=True)

    SEALED_AS: ClassVar[str] = "people.proposal.values"

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(state__in=ProposalState.values), name="proposal_state"),
            models.UniqueConstraint(
                fields=["person", "what"], condition=Q(state="waiting"), name="proposal_waits_once"
            ),
        ]

    def __str__(self) -> str:
        return self.get_what_display()

    @property
    def values(self) -> dict[str, dict[str, Any]]:
        """The facts as they were when it was asked ("old") and as they are to be ("new"), unsealed."""
        text = unseal(self.values_sealed, bound_to=self.uid, purpose=self.SEALED_AS)
        found: dict[str, dict[str, Any]] = json.loads(text)
        return found

    def keep(self, old: Mapping[str, Any], new: Mapping[str, Any]) -> None:
        """Seal what is and what is to be, to this row."""
        text = json.dumps({"old": dict(old), "new": dict(new)}, sort_keys=True, ensure_ascii=False)
        self.values_sealed = seal(text, bound_to=self.uid, purpose=self.SEALED_AS)


sealed_column(Proposal, "values_sealed", Proposal.SEALED_AS)
