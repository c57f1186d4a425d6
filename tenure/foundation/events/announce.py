"""Writes an event down; the worker has it answered once the act is committed."""

from typing import TYPE_CHECKING, Any

from tenure.foundation.jobs import defer

from .declare import name_of, packed

if TYPE_CHECKING:
    from .models import Announced


def announce(happened: Any) -> "Announced":
    """Tell what has happened, in the same transaction as the act."""
    from . import jobs  # the package is imported before the models are
    from .models import Announced

    line = Announced.objects.create(name=name_of(type(happened)), payload=packed(happened))
    defer(jobs.answer, announced_id=line.pk)
    return line
