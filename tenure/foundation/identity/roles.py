"""The roles that ship: declared from above when Tenure starts, written to the database by migrate."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction

from .models import Role, RolePermission
from .permissions import Words, is_made, permission_of

GRANTED = RolePermission.GRANTED


@dataclass(frozen=True)
class Line:
    """One permission of a role, over a fixed scope or over the scope of each grant."""

    permission: str
    scope: str = GRANTED


@dataclass
class ShippedRole:
    """A role that every Tenure has."""

    code: str
    name: Words
    purpose: Words
    implied: bool = False
    second_factor: bool = False
    lines: list[Line] = field(default_factory=list)


_shipped: dict[str, ShippedRole] = {}


def ships(role: ShippedRole) -> None:
    """Declare a role that every Tenure has."""
    _shipped[role.code] = role


def also(code: str, *lines: Line) -> None:
    """Add permissions of another domain to a role that ships."""
    mine = _shipped[code].lines
    mine.extend(line for line in lines if line not in mine)


def over(scope: str, *permissions: str) -> list[Line]:
    """Write several permissions over one scope."""
    return [Line(code, scope) for code in permissions]


def shipped_roles() -> tuple[ShippedRole, ...]:
    """Give the roles that ship, in the order in which they were declared."""
    return tuple(_shipped.values())


def name_of(role: Role) -> str:
    """Name a role in the reader's language."""
    declared = _shipped.get(role.code)
    return str(declared.name) if declared and role.shipped else role.name


def purpose_of(role: Role) -> str:
    """Say what a role is for, in the reader's language."""
    declared = _shipped.get(role.code)
    return str(declared.purpose) if declared and role.shipped else role.purpose


@transaction.atomic
def sync_roles() -> None:
    """Make the stored roles equal to the declared ones; roles made by people stay untouched."""
    for declared in _shipped.values():
        _check(declared.lines)
        role = _write(declared)
        if not role.versions.exists():  # what people changed stays theirs
            _write_lines(role, declared.lines)


def _check(lines: Iterable[Line]) -> None:
    for line in lines:
        permission_of(line.permission)


def _write(declared: ShippedRole) -> Role:
    facts = {
        "name": _english(declared.name),
        "purpose": _english(declared.purpose),
        "implied": declared.implied,
        "second_factor": declared.second_factor,
        "shipped": True,
    }
    role: Role
    role, made = Role.objects.get_or_create(code=declared.code, defaults=facts)
    if not made and any(getattr(role, name) != value for name, value in facts.items()):
        for name, value in facts.items():
            setattr(role, name, value)
        role.save()
    return role


def _write_lines(role: Role, lines: Iterable[Line]) -> None:
    wanted = {(line.permission, line.scope) for line in lines}
    stored = {(one.permission, one.scope): one for one in role.permissions.all()}
    for pair in stored.keys() - wanted:
        if not is_made(pair[0]):
            stored[pair].delete()
    for permission, scope in sorted(wanted - stored.keys()):
        RolePermission.objects.create(role=role, permission=permission, scope=scope)


def _english(words: Words) -> str:
    from django.utils.translation import override

    with override("en-gb"):
        return str(words)
