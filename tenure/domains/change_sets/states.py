"""Where a change set stands."""

from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from tenure.foundation.states import Machine


class State(TextChoices):
    """The states of a change set."""

    DRAFT = "draft", _("Being prepared")
    SUBMITTED = "submitted", _("Waits for approval")
    APPROVED = "approved", _("Approved, not yet written")
    APPLIED = "applied", _("Written into the records")
    UNDONE = "undone", _("Undone")
    DROPPED = "dropped", _("Dropped")


STEPS: Final[Machine[State]] = Machine(
    {
        "edit": {State.DRAFT: State.DRAFT},
        "submit": {State.DRAFT: State.SUBMITTED},
        "withdraw": {State.SUBMITTED: State.DRAFT},
        "decline": {State.SUBMITTED: State.DRAFT},
        "return": {State.APPROVED: State.DRAFT},
        "approve": {State.SUBMITTED: State.APPROVED},
        "write": {State.APPROVED: State.APPLIED},
        "announce": {State.APPROVED: State.APPROVED, State.APPLIED: State.APPLIED},
        "drop": {
            State.DRAFT: State.DROPPED,
            State.APPROVED: State.DROPPED,
        },
        "undo": {State.APPLIED: State.UNDONE},
    }
)
