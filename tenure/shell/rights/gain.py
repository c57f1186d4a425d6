"""What somebody gains and loses when a role is given, taken or changed, before it is.

Both sides are counted by the policy itself: the rights as they are, and the rights as they would be.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from tenure.domains.people.models import Employment, Person
from tenure.domains.people.scopes import people_with
from tenure.foundation.access import Actor, Held
from tenure.foundation.identity.actions.grants import Over
from tenure.foundation.identity.models import Grant, Role, RolePermission
from tenure.foundation.identity.permissions import Permission, permission_of

from .actors import Holder, holders
from .readers import names_for
from .sight import OF_PEOPLE

SAMPLE: Final = 3
NAMED: Final = 50


@dataclass(frozen=True)
class Difference:
    """One permission that is gained, lost, or reaches more or fewer people than before."""

    permission: Permission
    before: int | None
    after: int | None
    gained: bool = False
    lost: bool = False
    more: int = 0
    fewer: int = 0
    sample: tuple[str, ...] = ()


def by_grant(role: Role, over: Over) -> tuple[Held, ...]:
    """Give the rights that a role over a scope would bring."""
    return rights_of_lines(role.permissions.values_list("permission", "scope"), over)


def rights_of_lines(lines: Iterable[tuple[str, str]], over: Over) -> tuple[Held, ...]:
    """Give the rights of the lines of a role, held over a scope."""
    return tuple(
        Held(code, over.scope, over.targets) if scope == RolePermission.GRANTED else Held(code, scope)
        for code, scope in lines
    )


def on_giving(viewer: Actor, holder: Holder, role: Role, over: Over) -> list[Difference]:
    """Say what a grant would change for its holder."""
    held = holder.actor.held
    return differences(viewer, holder.actor, tuple(dict.fromkeys((*held, *by_grant(role, over)))))


def on_ending(viewer: Actor, holder: Holder, grant: Grant) -> list[Difference]:
    """Say what its holder loses when a grant ends; what another grant also gives stays."""
    left = [one.right for one in holder.sources if one.grant is None or one.grant.pk != grant.pk]
    return differences(viewer, holder.actor, tuple(dict.fromkeys(left)))


@dataclass(frozen=True)
class Touched:
    """One account whose rights a change of a role moves; ``who`` is empty where one may not know it."""

    who: str
    changes: tuple[Difference, ...]


@dataclass(frozen=True)
class RoleEffect:
    """What a change of a role does: how many accounts hold it, and what each right gains and loses."""

    accounts: int
    gained: tuple[tuple[Permission, int], ...]
    lost: tuple[tuple[Permission, int], ...]
    touched: tuple[Touched, ...]


def on_changing(viewer: Actor, role: Role, lines: Iterable[tuple[str, str]]) -> RoleEffect:
    """Say whom a change of a role would touch: by right the number of accounts, and some accounts by name."""
    wanted, day = list(lines), viewer.today
    if role.implied:
        return _on_changing_all(role, wanted, day)
    grants = list(Grant.objects.as_of(day).filter(role=role, user__is_active=True))
    who = holders({one.user_id for one in grants}, day)
    after = {one.actor.user_id: _after(one, role, grants, wanted) for one in who}
    names = names_for(viewer, [one.actor.user_id for one in who if one.actor.user_id])
    touched = tuple(
        Touched(
            names.get(one.actor.user_id or 0, ""),
            tuple(differences(viewer, one.actor, after[one.actor.user_id])),
        )
        for one in who[:NAMED]
    )
    came = [_codes(set(after[one.actor.user_id]) - set(one.actor.held)) for one in who]
    went = [_codes(set(one.actor.held) - set(after[one.actor.user_id])) for one in who]
    return RoleEffect(len(who), _counted(came), _counted(went), tuple(one for one in touched if one.changes))


def _on_changing_all(role: Role, wanted: list[tuple[str, str]], day: date) -> RoleEffect:
    """Count for a role that comes with working here: it touches everybody, and names nobody."""
    number = _here(day).filter(user__is_active=True).count()
    now, then = (
        {code for code, _s in one} for one in (role.permissions.values_list("permission", "scope"), wanted)
    )
    gained = tuple((one, number) for one, _n in _counted([then - now]))
    lost = tuple((one, number) for one, _n in _counted([now - then]))
    return RoleEffect(number, gained, lost, ())


def _after(
    holder: Holder, role: Role, grants: list[Grant], wanted: list[tuple[str, str]]
) -> tuple[Held, ...]:
    left = [one.right for one in holder.sources if one.role.pk != role.pk]
    mine = (one for one in grants if one.user_id == holder.actor.user_id)
    new = [right for one in mine for right in rights_of_lines(wanted, Over(one.scope, tuple(one.targets)))]
    return tuple(dict.fromkeys((*left, *new)))


def _codes(held: Iterable[Held]) -> set[str]:
    return {one.permission for one in held}


def _counted(some: Iterable[set[str]]) -> tuple[tuple[Permission, int], ...]:
    counts = Counter(code for one in some for code in one)
    return tuple((permission_of(code), number) for code, number in sorted(counts.items()))


def differences(viewer: Actor, before: Actor, held: Sequence[Held]) -> list[Difference]:
    """Compare an actor with itself under other rights; what stays the same is left out."""
    after = replace(before, held=tuple(held))
    codes = sorted({one.permission for one in (*before.held, *after.held)})
    found = (_difference(viewer, before, after, code) for code in codes if _differs(before, after, code))
    return [one for one in found if one.gained or one.lost or one.more or one.fewer]


def _differs(before: Actor, after: Actor, code: str) -> bool:
    return set(before.grants(code)) != set(after.grants(code))


def _difference(viewer: Actor, before: Actor, after: Actor, code: str) -> Difference:
    held, holds = before.holds(code), after.holds(code)
    whole = Difference(permission_of(code), None, None, gained=holds and not held, lost=held and not holds)
    if code.partition(".")[0] not in OF_PEOPLE:
        return whole if held != holds else replace(whole, more=1)
    old, new = people_with(before, code), people_with(after, code)
    came, went = _here(before.today).filter(new).exclude(old), _here(before.today).filter(old).exclude(new)
    return replace(
        whole,
        before=_here(before.today).filter(old).count(),
        after=_here(before.today).filter(new).count(),
        more=came.count(),
        fewer=went.count(),
        sample=_sample(viewer, came if holds else went),
    )


def _here(day: date) -> Any:
    return Person.objects.filter(pk__in=Employment.objects.as_of(day).values("person_id"))


def _sample(viewer: Actor, rows: Any) -> tuple[str, ...]:
    """Name a few of them, if the one who looks may see them; numbers are for everybody who gives roles."""
    seen = rows.filter(pk__in=Person.objects.allowed(viewer, "people.directory").values("pk"))
    return tuple(one.called for one in seen.order_by("sort_key", "pk")[:SAMPLE])
