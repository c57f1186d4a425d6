"""Where a change that somebody proposed of their own details stands."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from tenure.foundation.states import Machine


class ProposalState(TextChoices):
    """The states of a proposal."""

    WAITING = "waiting", _("Waiting")
    APPLIED = "applied", _("Applied")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


PROPOSAL: Machine[ProposalState] = Machine(
    {
        "apply": {ProposalState.WAITING: ProposalState.APPLIED},
        "decline": {ProposalState.WAITING: ProposalState.DECLINED},
        "withdraw": {ProposalState.WAITING: ProposalState.WITHDRAWN},
    }
)
