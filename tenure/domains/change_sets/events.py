"""What has happened to change sets."""

from datetime import date

from tenure.foundation.events import event


@event
class ChangeSetSubmitted:
    """A set waits for somebody to approve it."""

    change_set_id: int


@event
class ChangeSetApplied:
    """A set was written into the records; its rows begin on this day."""

    change_set_id: int
    on: date


@event
class ChangeSetFailed:
    """A set that was due could not be written: somebody has to look at it."""

    change_set_id: int
