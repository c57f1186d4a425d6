"""Rights over single fields: the same groups govern page, filter, sort, search and export."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.db.models import Model, QuerySet

from .actor import Actor


class Hidden:
    """Stands where a value may not be shown; says nothing about whether there is one."""

    def __bool__(self) -> bool:
        return False

    def __str__(self) -> str:
        return ""

    def __html__(self) -> str:
        return ""


HIDDEN: Final = Hidden()


@dataclass(frozen=True)
class FieldGroup:
    """Some fields of a model that need a permission of their own."""

    name: str
    model: type[Model]
    fields: frozenset[str]
    permission: str

    def open_rows(self, actor: Actor, rows: QuerySet[Model]) -> set[int]:
        """Give the keys of those rows whose fields in this group the actor may see."""
        from .policy import policy_of

        mine = policy_of(self.model).rows(actor, self.permission)
        return set(rows.filter(mine).values_list("pk", flat=True))


_groups: list[FieldGroup] = []


def field_group(name: str, model: type[Model], fields: Iterable[str], permission: str) -> FieldGroup:
    """Register a group; a field stands in one group at most."""
    group = FieldGroup(name, model, frozenset(fields), permission)
    _groups.append(group)
    return group


def group_of(model: type[Model], field: str) -> FieldGroup | None:
    """Find the group that a field of a model stands in."""
    return next((g for g in _groups if g.model is model and field in g.fields), None)
