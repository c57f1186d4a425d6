"""What the worker does about change sets without being asked."""

from datetime import timedelta
from typing import Final

from tenure.foundation.access import Actor
from tenure.foundation.effective.clock import now
from tenure.foundation.jobs import job

from . import actions
from .actions.deciding import NEEDED

# Where the day begins first: a set must be in the records when it is midnight there.
EARLIEST: Final = timedelta(hours=14)
HOLDS: Final = ("change_sets.prepare", *NEEDED)


@job("change_sets.write_due", cron="*/15 * * * *", holds=HOLDS)
def write_due(by: Actor) -> None:
    """Write approved sets whose announcement or day has come somewhere on earth."""
    actions.write_due_sets(day=(now() + EARLIEST).date(), by=by)
