"""What waits for approval here, and who decides on it."""

from django.utils.translation import gettext_lazy as _

from tenure.foundation.approvals import Kind, StepSpec, kind
from tenure.foundation.records.sensitivity import Sensitivity

from . import actions, queries
from .access import KIND, admitted
from .models import ChangeSet

kind(
    Kind(
        KIND,
        _("Change set"),
        ChangeSet,
        approve=actions.approve_change_set,
        decline=actions.decline_change_set,
        withdraw=actions.withdraw_change_set,
        default=(StepSpec(("change_set",)),),
        sensitivity=Sensitivity.INTERNAL,
        template="change_sets/decision.html",
        shows=queries.decision,
        admits=admitted,
    )
)
