"""Who can see a record, and by which grant: the policy's own answer, right by right."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Model
from django.utils.translation import gettext as _

from tenure.domains.people.models import BreakGlass, Person, ReportingLine
from tenure.foundation.access import Actor, policy_of
from tenure.foundation.access.trace import Try, opened
from tenure.foundation.identity.models import Grant
from tenure.foundation.identity.roles import name_of
from tenure.foundation.identity.scopes import describe
from tenure.foundation.identity.sources import Source, givers, implied_sources

from ..accounts import FIXED, visible_users
from .actors import Holder, holders

# What everybody who works here has in common; the other implied scopes differ from person to person.
SHARED: Final = ("everyone", "colleagues")


@dataclass(frozen=True)
class Way:
    """One right that opens a row: whose it is (nobody's in particular: everybody who works here)."""

    source: Source
    holder: Holder | None = None


@dataclass(frozen=True)
class Line:
    """One way in words. ``who`` is empty where the asker may not know the account."""

    who: str
    role: str
    over: str
    permission: str
    since: date | None = None
    until: date | None = None
    giver: str = ""
    reason: str = ""
    account: str = ""


def ways_to(row: Model, permission: str, day: date) -> list[Way]:
    """Give every right that opens a row on a day; a right that is not here opens nothing."""
    codes = policy_of(type(row)).behind(permission)
    whole = [Way(one) for one in implied_sources() if one.right.permission in codes]
    shared = [one for one in whole if one.source.right.scope in SHARED]
    known = [
        Way(one, holder)
        for holder in holders(_candidates(row, codes, day), day)
        for one in holder.sources
        if one.right.permission in codes and (one.grant or one.right.scope not in SHARED)
    ]
    anybody = Actor(None, None, day, tuple(one.source.right for one in whole))
    tried = [*shared, *known]
    tries = [Try(one.holder.actor if one.holder else anybody, one.source.right) for one in tried]
    return [one for one, open_ in zip(tried, opened(row, permission, tries), strict=True) if open_]


def lines(by: Actor, ways: Sequence[Way]) -> list[Line]:
    """Put ways into words for somebody: accounts they may not know of stay without a name."""
    grants = [one.source.grant for one in ways if one.source.grant]
    given = givers(one.pk for one in grants)
    users = {one.holder.actor.user_id for one in ways if one.holder}
    users |= {one.actor_user_id for one in given.values()}
    names = names_for(by, [key for key in users if key])
    return [_line(one, names, given) for one in ways]


def names_for(by: Actor, users: Iterable[int]) -> dict[int, str]:
    """Name accounts as far as the asker may know them: their person, else their address."""
    keys = list(users)
    seen = Person.objects.allowed(by, "people.directory").filter(user__in=keys)
    called = {one.user_id: one.called for one in seen}
    looked_after = visible_users(by).filter(pk__in=keys).values_list("pk", "email")
    mine = {by.user_id: by.label} if by.user_id in keys else {}
    return {**dict(looked_after), **called, **mine}


def _candidates(row: Model, codes: Sequence[str], day: date) -> set[int]:
    """Give the accounts that could reach a row: by a grant, as the person, as a manager above, by emergency access."""
    granted = Grant.objects.as_of(day).filter(role__permissions__permission__in=codes)
    near = _person_of(row)
    paths = ReportingLine.objects.as_of(day).filter(person_id__in=near).values_list("path", flat=True)
    people = {*near, *(key for path in paths for key in path)}
    own = Person.objects.filter(pk__in=people, user__isnull=False)
    opened = BreakGlass.running().filter(person__in=near).values_list("user_id", flat=True)
    return {*opened, *granted.values_list("user_id", flat=True), *own.values_list("user_id", flat=True)}


def _person_of(row: Any) -> list[int]:
    if isinstance(row, Person):
        return [row.pk]
    if hasattr(row, "person_id"):
        return [row.person_id]
    return [row.employment.person_id] if hasattr(row, "employment_id") else []


def _line(way: Way, names: dict[int, str], given: dict[int, Any]) -> Line:
    source, grant = way.source, way.source.grant
    entry = given.get(grant.pk) if grant else None
    return Line(
        who=_who(way, names),
        role=name_of(source.role),
        over=over_in_words(source),
        permission=source.right.permission,
        since=grant.valid_from if grant else None,
        until=grant.last_day if grant else None,
        giver=names.get(entry.actor_user_id or 0, entry.actor_label) if entry else "",
        reason=grant.reason if grant else "",
        account=str(grant.user.uid) if grant and way.holder and way.holder.actor.user_id in names else "",
    )


def _who(way: Way, names: dict[int, str]) -> str:
    if way.holder is None:
        return _("Everybody who works here")
    return names.get(way.holder.actor.user_id or 0, "")


def over_in_words(source: Source) -> str:
    """Say what a right is held over."""
    right = source.right
    if right.scope in FIXED:
        return str(FIXED[right.scope])
    return describe(right.scope, right.targets)
