"""Who can see something of a person: roles, over what, and who holds them, in words."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tenure.domains.organisation.models import UnitLine
from tenure.foundation.identity.models import Grant, RolePermission
from tenure.foundation.identity.roles import name_of
from tenure.foundation.identity.scopes import describe

from ..models import Assignment, Employment, Person


@dataclass(frozen=True)
class Reader:
    """One role that reaches something: what it is held over, and by whom."""

    role: str
    over: str
    people: tuple[str, ...] = ()


@dataclass(frozen=True)
class Standing:
    """Where a person stands on a day: what a scope must name to reach them."""

    entities: frozenset[int]
    units: frozenset[int]
    places: frozenset[int]

    @classmethod
    def of(cls, person_id: int, day: date) -> "Standing":
        """Read where a person stands, or stood last."""
        jobs = _held_or_last(Assignment, person_id, day)
        contracts = _held_or_last(Employment, person_id, day)
        units = {one.unit_id for one in jobs if one.unit_id}
        paths = UnitLine.objects.as_of(day).filter(unit_id__in=units).values_list("path", flat=True)
        return cls(
            frozenset(one.legal_entity_id for one in contracts),
            frozenset(units.union(*paths)),
            frozenset(one.place_id for one in jobs if one.place_id),
        )

    def lies_in(self, scope: str, targets: frozenset[int]) -> bool:
        """Say whether a scope with targets reaches the person."""
        mine = {"entity": self.entities, "unit": self.units, "place": self.places}
        return scope == "everyone" or bool(mine.get(scope, frozenset()) & targets)


def who_can_see(permission: str, person_id: int, day: date) -> list[Reader]:
    """Say in words who can see what a permission opens, of one person on one day."""
    lines = list(RolePermission.objects.filter(permission=permission).select_related("role"))
    found = [one for line in lines if line.role.implied for one in _implied(line.scope)]
    granted = {line.role_id for line in lines if line.scope == RolePermission.GRANTED}
    always = {line.role_id for line in lines if line.scope == "everyone" and not line.role.implied}
    return found + _granted(granted, always, Standing.of(person_id, day), day)


def users_who_can(permission: str, person_id: int, day: date) -> list[int]:
    """Give the accounts that hold a permission over a person by a role they were given."""
    lines = RolePermission.objects.filter(permission=permission, role__implied=False)
    scopes = dict(lines.values_list("role_id", "scope"))
    standing = Standing.of(person_id, day)
    grants = Grant.objects.as_of(day).filter(role_id__in=scopes, user__is_active=True)
    return sorted(
        {
            one.user_id
            for one in grants
            if scopes[one.role_id] == "everyone"
            or (
                scopes[one.role_id] == RolePermission.GRANTED
                and standing.lies_in(one.scope, frozenset(one.targets))
            )
        }
    )


def _implied(scope: str) -> list[Reader]:
    words = {
        "own": _("The person"),
        "reports": _("The managers above"),
        "everyone": _("Everybody who works here"),
        "colleagues": _("Everybody who works here"),
    }
    return [Reader(words[scope], "")] if scope in words else []


def _granted(granted: set[int], always: set[int], standing: Standing, day: date) -> list[Reader]:
    grants = Grant.objects.as_of(day).filter(role_id__in=granted | always, user__is_active=True)
    called = dict(Person.objects.filter(user__grants__in=grants).values_list("user_id", "name"))
    readers: dict[tuple[str, str], set[str]] = {}
    for one in grants.select_related("role", "user").order_by("role__name", "pk"):
        if one.role_id in always or standing.lies_in(one.scope, frozenset(one.targets)):
            key = (name_of(one.role), describe(one.scope, tuple(one.targets)))
            readers.setdefault(key, set()).add(called.get(one.user_id, one.user.email))
    return [Reader(role, over, tuple(sorted(people))) for (role, over), people in readers.items()]


def _held_or_last(model: type[Assignment] | type[Employment], person_id: int, day: date) -> list[Any]:
    rows = list(model.objects.filter(person_id=person_id).in_order())
    held = [one for one in rows if one.holds_on(day)]
    return held or rows[-1:]
