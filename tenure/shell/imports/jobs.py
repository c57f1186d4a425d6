"""Who acts when an import is checked or written in the background: its owner, with today's rights."""

from tenure.foundation.access import Actor
from tenure.foundation.exchange.jobs import act_as
from tenure.foundation.identity.models import User
from tenure.shell.actor import actor_for


def owner(user_id: int) -> Actor | None:
    """Build the actor of an account; a disabled one is nobody."""
    user = User.objects.filter(pk=user_id).first()
    return actor_for(user, channel="job") if user else None


def act_as_owners() -> None:
    """Let background imports run as their owners."""
    act_as(owner)
