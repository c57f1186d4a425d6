"""Change sets as pages and programs read them."""

from .review import Review, ReviewLine, decision, review
from .sets import listed, people_in_reach

__all__ = ["Review", "ReviewLine", "decision", "listed", "people_in_reach", "review"]
