"""What the pages about accounts, roles and grants show."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from allauth.mfa.models import Authenticator
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _, gettext_lazy

from tenure.foundation.access import Actor
from tenure.foundation.audit.models import Entry
from tenure.foundation.identity.access import GRANT, MANAGE
from tenure.foundation.identity.models import Grant, Invitation, Role, RolePermission, RoleVersion, User
from tenure.foundation.identity.permissions import Words, permission_of
from tenure.foundation.identity.roles import name_of, purpose_of
from tenure.foundation.identity.scopes import describe
from tenure.foundation.identity.second_factor import STRONG
from tenure.foundation.ui import filters

PAGE: Final = 50
FIXED: Final[dict[str, Words]] = {
    "own": gettext_lazy("Their own record"),
    "colleagues": gettext_lazy("Everybody who works here today"),
    "reports": gettext_lazy("People below them in the reporting line"),
    "everyone": gettext_lazy("Everyone"),
    "record": gettext_lazy("One file, for some hours"),
    RolePermission.GRANTED: gettext_lazy("What each grant names"),
}


@dataclass(frozen=True)
class AccountRow:
    """One account in the list."""

    user: User
    person: str
    roles: tuple[str, ...]
    second_factor: bool


@dataclass(frozen=True)
class AccountPage:
    """A page of accounts, and the key of the next one."""

    rows: tuple[AccountRow, ...]
    after: str


@dataclass(frozen=True)
class GrantRow:
    """One grant, in a sentence."""

    grant: Grant
    sentence: str
    state: str


@dataclass(frozen=True)
class RoleRow:
    """One role in the list."""

    role: Role
    name: str
    purpose: str
    holders: int


@dataclass(frozen=True)
class RightLine:
    """One permission of a role, in words."""

    label: str
    help: str
    scope: str
    sensitivity: str


@dataclass(frozen=True)
class RolePage:
    """One role: what it allows, and who has it."""

    role: Role
    name: str
    purpose: str
    rights: tuple[RightLine, ...]
    holders: tuple[GrantRow, ...] = field(default=())
    versions: tuple[RoleVersion, ...] = ()
    may_change: bool = False


def visible_users(by: Actor) -> QuerySet[User]:
    """Give the accounts that the actor may manage, or may give roles to."""
    from tenure.foundation.access import policy_of

    policy = policy_of(User)
    return User.objects.filter(policy.rows(by, MANAGE) | policy.rows(by, GRANT))


def account_page(by: Actor, *, q: str = "", state: str = "", after: str = "") -> AccountPage:
    """Gather one page of accounts in four queries, by address."""
    rows = visible_users(by).filter(email__gt=after, email__icontains=q.strip()).order_by("email")
    if state:
        rows = rows.filter(is_active=state == "active")
    users = list(rows[: PAGE + 1])
    shown = users[:PAGE]
    return AccountPage(_account_rows(by, shown), shown[-1].email if len(users) > PAGE else "")


def grants_of(user: User, day: date) -> list[GrantRow]:
    """Give all grants of an account, the newest first."""
    rows = Grant.objects.filter(user=user).select_related("role", "user").order_by("-valid_from", "-pk")
    return [_grant_row(one, day) for one in rows]


def history_of(user: User) -> list[Entry]:
    """Give what happened to an account lately: verbs and names, never values."""
    grants = Grant.objects.filter(user=user).values("pk")
    about_user = Q(subject_type="identity.user", subject_id=user.pk)
    about_grants = Q(subject_type="identity.grant", subject_id__in=grants)
    return list(Entry.objects.filter(about_user | about_grants).order_by("-pk")[:30])


def open_invitations(by: Actor, now: datetime) -> list[Invitation]:
    """Give the invitations that wait to be accepted."""
    mine = Invitation.objects.allowed(by, MANAGE).filter(
        accepted_at=None, withdrawn_at=None, expires_at__gt=now
    )
    return list(mine.select_related("role").order_by("-created_at"))


def role_rows(by: Actor) -> list[RoleRow]:
    """Give all roles with the number of accounts that hold each today."""
    held = Grant.objects.as_of(by.today).filter(user__is_active=True).values_list("role_id", "user_id")
    counts: dict[int, set[int]] = {}
    for role_id, user_id in held:
        counts.setdefault(role_id, set()).add(user_id)
    roles = Role.objects.order_by("-implied", "pk")
    return [RoleRow(one, name_of(one), purpose_of(one), len(counts.get(one.pk, ()))) for one in roles]


def role_page(role: Role, by: Actor) -> RolePage:
    """Gather what a role allows and who has it today or later."""
    lines = role.permissions.order_by("permission", "scope")
    rights = tuple(_right(one) for one in lines)
    visible = Grant.objects.allowed(by, GRANT) if by.holds(GRANT) else Grant.objects.allowed(by, MANAGE)
    lasting = visible.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=by.today), role=role)
    holders = lasting.select_related("role", "user").order_by("user__email")
    versions = role.versions.select_related("made_by", "activated_by").order_by("-number")
    rows = tuple(_grant_row(one, by.today) for one in holders)
    may_change = by.holds_over_all(GRANT)
    return RolePage(role, name_of(role), purpose_of(role), rights, rows, tuple(versions), may_change)


def sentence(role: Role, scope: str, targets: Iterable[int], start: date, last: date | None) -> str:
    """Say a grant in words: "HR generalist over Tenure GmbH from 1 Dec 2026"."""
    words = {"role": name_of(role), "over": describe(scope, tuple(targets)), "start": filters.date(start)}
    if last is None:
        return _("%(role)s over %(over)s from %(start)s") % words
    return _("%(role)s over %(over)s from %(start)s to %(last)s") % {**words, "last": filters.date(last)}


def _grant_row(grant: Grant, day: date) -> GrantRow:
    words = sentence(grant.role, grant.scope, grant.targets, grant.valid_from, grant.last_day)
    if grant.valid_until is not None and grant.valid_until <= max(day, grant.valid_from):
        return GrantRow(grant, words, "past")
    return GrantRow(grant, words, "future" if grant.valid_from > day else "current")


def _account_rows(by: Actor, users: Sequence[User]) -> tuple[AccountRow, ...]:
    keys = [user.pk for user in users]
    grants = Grant.objects.as_of(by.today).filter(user__in=keys).select_related("role").order_by("role_id")
    roles: dict[int, list[str]] = {}
    for grant in grants:
        roles.setdefault(grant.user_id, []).append(name_of(grant.role))
    strong = set(
        Authenticator.objects.filter(user__in=keys, type__in=STRONG).values_list("user_id", flat=True)
    )
    people = people_of(by, keys)
    return tuple(
        AccountRow(one, people.get(one.pk, ""), tuple(dict.fromkeys(roles.get(one.pk, ()))), one.pk in strong)
        for one in users
    )


def people_of(by: Actor, users: Iterable[int]) -> dict[int, str]:
    """Name the people behind accounts, as far as the actor may know them."""
    from tenure.domains.people.models import Person

    known = Person.objects.allowed(by, "people.directory").filter(user__in=list(users))
    return {one.user_id: one.called for one in known}


def _right(line: RolePermission) -> RightLine:
    found = permission_of(line.permission)
    scope = str(FIXED.get(line.scope, line.scope))
    return RightLine(str(found.label), str(found.help), scope, found.sensitivity.value)
