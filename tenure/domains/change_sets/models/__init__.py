"""Sets, their lines and who is let in; and the facts of lines, as they are kept."""

from .facts import Kept, Rows, jobs_on, kept, said, units_on
from .sets import ChangeSet, Line, Member

__all__ = ["ChangeSet", "Kept", "Line", "Member", "Rows", "jobs_on", "kept", "said", "units_on"]
