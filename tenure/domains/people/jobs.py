"""What the worker does about people without being asked."""

from tenure.foundation.access import Actor
from tenure.foundation.effective.clock import now
from tenure.foundation.jobs import job

from . import actions


@job("people.tell_the_day", cron="*/15 * * * *", holds=["people.view"])
def tell_the_day(by: Actor) -> None:
    """Announce what begins and ends today, wherever it is midnight by now."""
    actions.tell_the_day(at=now(), by=by)


@job("people.tell_expiring_papers", cron="20 5 * * *", holds=["people.view_identity"])
def tell_expiring_papers(by: Actor) -> None:
    """Announce papers that run out soon."""
    actions.tell_expiring_papers(by=by)


@job(
    "people.check_records",
    cron="40 4 * * *",
    holds=["people.edit"],
)
def check_records(by: Actor) -> None:
    """Look for what does not fit in the record, and tell HR of what is new."""
    actions.check_records(by=by)
