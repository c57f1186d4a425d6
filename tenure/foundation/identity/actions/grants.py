"""Giving roles and ending them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tenure.foundation.access import Actor, Targets, require
from tenure.foundation.access.second_person import second_person
from tenure.foundation.audit import trail
from tenure.foundation.refusal import Refused

from ..access import GRANT, MANAGE
from ..models import Grant, GrantReview, Role, RolePermission, User
from ..scopes import EVERYONE, covers, kind_of
from ..step_up import step_up

GIVE: Final = "identity.grant"
ADMINISTRATIVE = ("identity", "system")


class NotToYourself(Refused):
    message = _("Nobody gives a role to themself. Ask another administrator.")


class RoleTooWide(Refused):
    message = _("This role, over this scope, reaches further than you may give.")


class RoleNotGiven(Refused):
    message = _("This role comes with working here; it is not given.")


class ScopeUnclear(Refused):
    message = _("Choose what the role is held over.")


class PeriodEmpty(Refused):
    message = _("The last day lies before the first.")


class AlreadyGiven(Refused):
    message = _("This role is already held over this scope in that time.")
    status = 409


class LastAdministrator(Refused):
    message = _("This is the last account that can manage accounts. Make somebody else administrator first.")


@dataclass(frozen=True)
class Over:
    """What a role is held over."""

    scope: str = EVERYONE
    targets: Targets = ()


@transaction.atomic
def grant_role(
    user_id: int,
    *,
    role: Role,
    over: Over,
    valid_from: date,
    valid_until: date | None = None,
    reason: str = "",
    by: Actor,
) -> Grant:
    """Give a role over a scope from a day on, and until another day if one is named."""
    user = User.objects.allowed(by, GRANT).select_for_update().get(pk=user_id)
    step_up(by)
    if by.user_id == user.pk:
        raise NotToYourself
    if valid_until is not None and valid_until <= valid_from:
        raise PeriodEmpty
    may_give(by, role, over)
    second_person(by, GIVE, users=[user.pk])
    grant = give(user, role, over, valid_from=valid_from, valid_until=valid_until, reason=reason)
    trail.record(by, "identity.role.granted", grant, reason=reason, user=user.uid, role=role.code)
    return grant


@transaction.atomic
def end_grant(grant_id: int, *, last_day: date, reason: str = "", by: Actor) -> Grant:
    """Let a role end after a day; a grant that has not begun by then is never held."""
    grant: Grant = Grant.objects.allowed(by, GRANT).select_for_update(of=("self",)).get(pk=grant_id)
    step_up(by)
    may_give(by, grant.role, Over(grant.scope, tuple(grant.targets)))
    end = date.fromordinal(last_day.toordinal() + 1)
    grant.valid_until = max(grant.valid_from, end)
    grant.save(update_fields=["valid_until"])
    keep_an_administrator(grant.valid_until)
    trail.record(by, "identity.role.ended", grant, reason=reason, role=grant.role.code, last_day=last_day)
    return grant


@transaction.atomic
def confirm_grant(grant_id: int, *, note: str = "", by: Actor) -> GrantReview:
    """Say, in an access review, that a grant is still needed; nobody says so of their own."""
    grant: Grant = Grant.objects.allowed(by, GRANT).select_for_update(of=("self",)).get(pk=grant_id)
    if grant.user_id == by.user_id:
        raise NotToYourself
    review: GrantReview = GrantReview.objects.create(grant=grant, by_id=by.user_id, note=note[:300])
    trail.record(by, "identity.grant.confirmed", grant, reason=note, role=grant.role.code)
    return review


def may_give(by: Actor, role: Role, over: Over) -> None:
    """Refuse a role, or a scope, that lies outside what the actor may give."""
    require(by, GRANT)
    if role.implied:
        raise RoleNotGiven
    if (over.scope == EVERYONE) == bool(over.targets) or kind_of(over.scope) is None:
        raise ScopeUnclear
    if not _reaches(by, GRANT, over):
        raise RoleTooWide
    for line in role.permissions.all():
        if not may_give_line(by, line, over):
            raise RoleTooWide


def give(
    user: User, role: Role, over: Over, *, valid_from: date, valid_until: date | None = None, reason: str = ""
) -> Grant:
    """Write the row of a grant; the verb that calls it has checked who may."""
    held = Grant.objects.overlapping(valid_from, valid_until)
    if held.filter(user=user, role=role, scope=over.scope, targets=list(over.targets)).exists():
        raise AlreadyGiven
    grant: Grant = Grant.objects.create(
        user=user,
        role=role,
        scope=over.scope,
        targets=list(over.targets),
        valid_from=valid_from,
        valid_until=valid_until,
        reason=reason,
    )
    return grant


def keep_an_administrator(day: date) -> None:
    """Refuse if from a day on no active account could manage accounts any more."""
    roles = RolePermission.objects.filter(permission=MANAGE).values("role")
    Role.objects.select_for_update().filter(pk__in=roles).order_by("pk").first()
    lasting = Q(valid_until__isnull=True, valid_from__lte=day)
    if not Grant.objects.filter(lasting, role__in=roles, scope=EVERYONE, user__is_active=True).exists():
        raise LastAdministrator


def may_give_line(by: Actor, line: RolePermission, over: Over) -> bool:
    """Administrative rights, and rights over everyone, are given only by those who have as much."""
    here = over if line.scope == RolePermission.GRANTED else Over(line.scope)
    if line.permission.partition(".")[0] in ADMINISTRATIVE:
        return _reaches(by, line.permission, here)
    if line.scope == EVERYONE:
        return _reaches(by, GRANT, here) or _reaches(by, line.permission, here)
    return True


def _reaches(by: Actor, permission: str, over: Over) -> bool:
    mine: Iterable[tuple[str, Targets]] = by.grants(permission)
    return any(covers(scope, targets, over.scope, over.targets) for scope, targets in mine)
