"""What happened, told to whom it may concern: written with the act, answered after it."""

from .announce import announce
from .declare import at_once, event, react_to

__all__ = ["announce", "at_once", "event", "react_to"]
