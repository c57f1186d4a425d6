"""Who reaches definitions and values.

A definition is seen by those who may see its values, and by those who make fields. A value is
reached by the permission of its definition (``see``, ``edit``), over the records of its host.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from django.db.models import Q

from tenure.foundation.access import EVERYTHING, NOTHING, Actor, Policy, guard
from tenure.foundation.identity.permissions import Permission, made_of, permission
from tenure.foundation.records.sensitivity import Sensitivity

from . import models
from .words import listed_words

CONFIGURE: Final = "fields.configure"
SEE, EDIT = "fields.see", "fields.edit"
OWN: Final = {"see": "fields.see.", "edit": "fields.edit."}


class DefinitionPolicy(Policy):
    """Definitions, seen by who may see values under them."""

    def rows(self, actor: Actor, permission: str) -> Q:
        if actor.holds(CONFIGURE):
            return EVERYTHING
        if permission != SEE:
            return NOTHING
        return Q(see__in=sorted({one.permission for one in actor.held if actor.holds(one.permission)}))


class OptionPolicy(Policy):
    """Options, seen by who sees their field."""

    def rows(self, actor: Actor, permission: str) -> Q:
        mine = DefinitionPolicy().rows(actor, permission)
        return Q(field__in=models.CustomField.objects.filter(mine).values("pk"))


@dataclass(frozen=True)
class ValuePolicy(Policy):
    """Values of a host: each by the permission that its definition names.

    ``base`` is the policy of any fact about the host's records, ``narrow`` those of permissions that
    reach less; ``opening`` are the permissions of the host's classes; ``through`` leads to the
    definition, ``plan`` is the permission that opens what lies ahead.
    """

    base: Policy = field(default_factory=Policy)
    narrow: Mapping[str, Policy] = field(default_factory=dict)
    opening: frozenset[str] = frozenset()
    through: str = "field"
    plan: str = ""

    def rows(self, actor: Actor, permission: str) -> Q:
        if permission not in (SEE, EDIT):
            return self.base.rows(actor, permission)
        column = f"{self.through}__{permission.removeprefix('fields.')}"
        granted = NOTHING
        for code in opens(actor, permission, self.opening):
            policy = self.narrow.get(code, self.base)
            granted |= Q(**{column: code}) & policy.rows(actor, code)
        return granted

    def behind(self, permission: str) -> tuple[str, ...]:
        """Name the permissions that the definitions name; no role holds "fields.see" itself."""
        if permission not in (SEE, EDIT):
            return (permission,)
        column = permission.removeprefix("fields.")
        made = (models.CustomField, models.CustomTable)
        return tuple(sorted({code for one in made for code in one.objects.values_list(column, flat=True)}))


def opens(actor: Actor, permission: str, opening: frozenset[str]) -> list[str]:
    """Give the permissions that the actor holds over anything, and that could open a value."""
    held = {one.permission for one in actor.held if actor.holds(one.permission)}
    return sorted(code for code in held if code in opening or code.startswith(f"{permission}."))


def name_permissions() -> None:
    """Name the permission that makes fields, and those that own lists make."""
    permission(CONFIGURE, *listed_words("configure"), Sensitivity.INTERNAL)
    for prefix in OWN.values():
        made_of(prefix, _named)


def _named(code: str) -> Permission | None:
    verb, _dot, path = code.removeprefix("fields.").partition(".")
    found = (
        models.CustomField.objects.filter(path=path).first()
        or models.CustomTable.objects.filter(path=path).first()
    )
    if found is None:
        return None
    label, text = listed_words(verb)
    return Permission(code, label % {"label": found.called}, text, Sensitivity(found.level))


guard(models.CustomField, DefinitionPolicy())
guard(models.CustomTable, DefinitionPolicy())
guard(models.CustomOption, OptionPolicy())
