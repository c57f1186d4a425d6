"""The reporting lines of everybody, worked out anew."""

from django.db import transaction

from tenure.foundation.access import Actor, require
from tenure.foundation.audit import trail
from tenure.foundation.effective.trees import Cycle

from ._lines import Lines


@transaction.atomic
def rebuild_lines(*, by: Actor) -> list[Cycle]:
    """Derive all reporting lines again; give the rings that stand in the records, to be repaired."""
    require(by, "people.edit")
    rings = Lines.rebuild()
    trail.record(by, "people.lines.rebuilt", rings=len(rings))
    return rings


__all__ = ["Lines", "rebuild_lines"]
