"""Where an approval and each of its steps stand."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from tenure.foundation.states import Machine


class State(TextChoices):
    """The states of a whole approval."""

    WAITING = "waiting", _("Waiting")
    APPROVED = "approved", _("Approved")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class StepState(TextChoices):
    """The states of one step."""

    AHEAD = "ahead", _("Still to come")
    OPEN = "open", _("Open")
    DONE = "done", _("Done")


class Rule(TextChoices):
    """How many of those asked must sign."""

    ONE = "one", _("One of them")
    ALL = "all", _("All of them")


APPROVAL: Machine[State] = Machine(
    {
        "sign": {State.WAITING: State.WAITING},
        "approve": {State.WAITING: State.APPROVED},
        "decline": {State.WAITING: State.DECLINED},
        "withdraw": {State.WAITING: State.WITHDRAWN},
    }
)
STEP: Machine[StepState] = Machine(
    {"open": {StepState.AHEAD: StepState.OPEN}, "close": {StepState.OPEN: StepState.DONE}}
)
