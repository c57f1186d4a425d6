"""Step-up: some acts ask again who is there, if that was last asked too long ago.

The edge says when somebody last proved who they are; verbs ask for it. Programs with a token, jobs and
the command line have no password to ask for: their way in is its own proof.
"""

from datetime import timedelta
from typing import Final

from django.utils.translation import gettext_lazy as _

from tenure.foundation.access import Actor
from tenure.foundation.refusal import Refused

LASTS: Final = timedelta(minutes=15)


class ConfirmFirst(Refused):
    """Answered by a page that asks for the password or the second factor, and leads back."""

    message = _("Confirm first that it is you: sign in again, then repeat this.")
    status = 403


def step_up(by: Actor) -> None:
    """Refuse unless whoever acts has proved lately who they are."""
    if not by.confirmed:
        raise ConfirmFirst
