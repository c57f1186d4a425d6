"""Builds the whole of the demo company in one transaction: all of it or nothing."""

from django.db import transaction

from tenure.foundation.access import Actor

from . import staff, structure
from .careers import careers


@transaction.atomic
def build(by: Actor) -> None:
    """Build the company as of the actor's day."""
    structure.build(by)
    found = careers(by.today)
    staff.bring(found, by)
