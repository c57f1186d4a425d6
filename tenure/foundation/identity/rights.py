"""What a user's roles allow on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tenure.foundation.access import Held

from .models import Grant, RolePermission


@dataclass(frozen=True)
class Rights:
    """The permissions a user holds, the roles they come from, and whether those ask for a second factor."""

    held: tuple[Held, ...] = ()
    roles: frozenset[str] = frozenset()
    second_factor: bool = False


def rights_of(user_id: int, day: date, *, implied: bool) -> Rights:
    """Gather the rights of a day in two queries; ``implied`` adds the roles that come with working here."""
    rows = list(_granted(user_id, day))
    held = [Held(code, *_over(fixed, scope, targets)) for _, _, scope, targets, code, fixed in rows if code]
    roles = {role for role, *_ in rows}
    if implied:
        own = _implied()
        held += [Held(code, scope) for _, code, scope in own if scope != RolePermission.GRANTED]
        roles |= {role for role, _, _ in own}
    return Rights(tuple(dict.fromkeys(held)), frozenset(roles), any(strong for _, strong, *_ in rows))


def _granted(user_id: int, day: date) -> Iterable[tuple[str, bool, str, list[int], str | None, str]]:
    rows: Iterable[tuple[str, bool, str, list[int], str | None, str]]
    rows = (
        Grant.objects.as_of(day)
        .filter(user_id=user_id)
        .values_list(
            "role__code",
            "role__second_factor",
            "scope",
            "targets",
            "role__permissions__permission",
            "role__permissions__scope",
        )
    )
    return rows


def _implied() -> list[tuple[str, str, str]]:
    lines = RolePermission.objects.filter(role__implied=True)
    return list(lines.values_list("role__code", "permission", "scope"))


def _over(fixed: str, scope: str, targets: list[int]) -> tuple[str, tuple[int, ...]]:
    return (scope, tuple(targets)) if fixed == RolePermission.GRANTED else (fixed, ())
