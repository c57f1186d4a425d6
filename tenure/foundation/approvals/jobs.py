"""What happens to approvals without anybody's doing."""

from tenure.foundation.access import Actor
from tenure.foundation.jobs import job

from . import actions


@job("approvals.follow_up", cron="40 4 * * *")
def follow_up(by: Actor) -> None:
    """Ask anew who may sign, warn of what goes on to others, and pass on what nobody signed."""
    actions.follow_up(by=by)
