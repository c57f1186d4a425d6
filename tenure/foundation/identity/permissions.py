"""Every permission there is: domains name theirs when they start, roles may hold no other."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from tenure.foundation.records.sensitivity import Sensitivity

Words = str | Promise


@dataclass(frozen=True)
class Permission:
    """Something a role may allow, in words that an administrator understands."""

    code: str
    label: Words
    help: Words = ""
    sensitivity: Sensitivity = Sensitivity.INTERNAL

    @property
    def area(self) -> str:
        """The first part of the code: what the permission is about."""
        return self.code.partition(".")[0]


class UnknownPermission(Exception):
    """A role names a permission that nobody registered: an error, never silently nothing."""


_permissions: dict[str, Permission] = {}
_makers: dict[str, Callable[[str], Permission | None]] = {}


def permission(
    code: str, label: Words, help_text: Words = "", sensitivity: Sensitivity = Sensitivity.INTERNAL
) -> Permission:
    """Register a permission; the same code again replaces its words."""
    made = Permission(code, label, help_text, sensitivity)
    _permissions[code] = made
    return made


def permission_of(code: str) -> Permission:
    """Find a permission by its code; an unknown one is an error."""
    found = _permissions.get(code) or _made(code)
    if found is None:
        raise UnknownPermission(code)
    return found


def made_of(prefix: str, maker: Callable[[str], Permission | None]) -> None:
    """Register what names permissions that people make while Tenure runs: all with a prefix."""
    _makers[prefix] = maker


def is_made(code: str) -> bool:
    """Say whether people made this permission: no role that ships declares it, none loses it."""
    return code not in _permissions and any(code.startswith(prefix) for prefix in _makers)


def _made(code: str) -> Permission | None:
    maker = next((one for prefix, one in _makers.items() if code.startswith(prefix)), None)
    return maker(code) if maker else None


def all_permissions() -> tuple[Permission, ...]:
    """Give all permissions, sorted by code."""
    return tuple(sorted(_permissions.values(), key=lambda one: one.code))


def is_known(code: str) -> bool:
    """Say whether a permission is registered."""
    return code in _permissions
