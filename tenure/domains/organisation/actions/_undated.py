"""The write that all undated records of the organisation have in common."""

from collections.abc import Mapping
from typing import TypeVar

from tenure.foundation.access import Actor

from ..models import OfTheOrganisation
from ._checks import EDIT, NothingChanges, check_code, check_version

Value = object
R = TypeVar("R", bound=OfTheOrganisation)


class Undated:
    """Rows with a code that are edited in place."""

    @staticmethod
    def lock(model: type[R], pk: int, by: Actor, version: int | None = None) -> R:
        """Fetch for change what the actor may edit; a stale form is refused."""
        row: R = model._default_manager.allowed(by, EDIT).select_for_update().get(pk=pk)
        check_version(row, version)
        return row

    @staticmethod
    def write(row: OfTheOrganisation, facts: Mapping[str, Value]) -> list[str]:
        """Save what differs and name it."""
        changed = [name for name, value in facts.items() if getattr(row, name) != value]
        if not changed:
            raise NothingChanges
        if "code" in changed:
            check_code(type(row), str(facts["code"]), but=row.pk)
        for name in changed:
            setattr(row, name, facts[name])
        row.save(update_fields=changed)
        return changed
