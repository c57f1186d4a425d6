"""Writes an event down; the worker has it answered once the act is committed."""

from typing import TYPE_CHECKING, Any

from tenure.foundation.jobs import defer

from .declare import followers_of, name_of, packed

if TYPE_CHECKING:
    from .models import Announced


def announce(happened: Any) -> "Announced":
    """Tell what has happened, in the same transaction as the act; whoever must follow at once does."""
    from . import jobs  # the package is imported before the models are
    from .models import Announced

    line: Announced = Announced.objects.create(name=name_of(type(happened)), payload=packed(happened))
    defer(jobs.answer, announced_id=line.pk)
    for follow in followers_of(type(happened)):
        follow(happened)
    return line
