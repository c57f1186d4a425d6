"""What identity tells the other parts."""

from uuid import UUID

from tenure.foundation.events import event


@event
class InvitationAccepted:
    """Somebody made an account from an invitation that was meant for this person."""

    user_id: int
    person_uid: UUID | None


@event
class UserDisabled:
    """An account can no longer sign in."""

    user_id: int
