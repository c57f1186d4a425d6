"""What a role allows, changed in a draft, activated by a second person, and brought back."""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenure.foundation.access import Actor
from tenure.foundation.access.second_person import SecondPersonNeeded, second_person
from tenure.foundation.audit import trail
from tenure.foundation.refusal import NotAllowed, Refused

from ..access import GRANT
from ..models import Grant, Role, RolePermission, RoleVersion
from ..permissions import UnknownPermission, permission_of
from ..scopes import EVERYONE
from ..step_up import step_up
from .grants import Over, RoleTooWide, keep_an_administrator, may_give_line

ACTIVATE: Final = "identity.role.change"
FIXED: Final = ("own", "colleagues", "reports", EVERYONE)
Pairs = Iterable[tuple[str, str]]


class NothingChanges(Refused):
    message = _("The role allows exactly this already.")


class NoSuchLine(Refused):
    message = _("There is no such right, or it cannot be held over that.")


class NotADraft(Refused):
    message = _("This version is not a draft any more. Look again.")
    status = 409


class RoleMovedOn(Refused):
    message = _("The role was changed since this draft was made. Make a new one from what holds now.")
    status = 409


@transaction.atomic
def draft_role(code: str, lines: Pairs, *, note: str = "", by: Actor) -> RoleVersion:
    """Write down what a role is to allow; nothing changes until the draft is activated. One draft a role."""
    role = _role(code, by)
    wanted = sorted({(one, scope) for one, scope in lines})
    _check_lines(role, wanted)
    now = _pairs(role)
    if wanted == now:
        raise NothingChanges
    first = _first(role, now)
    RoleVersion.objects.filter(role=role, state=RoleVersion.State.DRAFT).update(
        state=RoleVersion.State.DROPPED
    )
    last = RoleVersion.objects.filter(role=role).order_by("-number").first() or first
    row = RoleVersion(role=role, number=last.number + 1, lines=[list(one) for one in wanted], note=note[:300])
    row.based_on = [list(one) for one in now]
    row.made_by_id = by.user_id
    row.save()
    trail.record(by, "identity.role.drafted", row, reason=row.note, role=role.code, number=row.number)
    return row


@transaction.atomic
def drop_role_draft(uid: UUID, *, by: Actor) -> RoleVersion:
    """Throw a draft away."""
    row = _draft(uid, by)
    row.state = RoleVersion.State.DROPPED
    row.save(update_fields=["state"])
    trail.record(by, "identity.role.draft_dropped", row, role=row.role.code, number=row.number)
    return row


@transaction.atomic
def activate_role(uid: UUID, *, by: Actor) -> RoleVersion:
    """Let a draft hold from now on; whoever holds the role has its rights on the next request.

    To widen a role that one holds oneself always takes a second person.
    """
    row = _draft(uid, by)
    step_up(by)
    wanted = [(one, scope) for one, scope in row.lines]
    if _pairs(row.role) != [tuple(one) for one in row.based_on]:
        raise RoleMovedOn
    more = set(wanted) - {(one, scope) for one, scope in row.based_on}
    if not all(may_give_line(by, RolePermission(permission=c, scope=s), Over()) for c, s in more):
        raise RoleTooWide
    if more and by.seconded != ACTIVATE and _is_mine(row.role, by):
        raise SecondPersonNeeded
    second_person(by, ACTIVATE)
    _write(row.role, wanted)
    keep_an_administrator(by.today)
    RoleVersion.objects.filter(role=row.role, state=RoleVersion.State.ACTIVE).update(
        state=RoleVersion.State.PAST
    )
    row.state, row.active_from, row.activated_by_id = RoleVersion.State.ACTIVE, timezone.now(), by.user_id
    row.save(update_fields=["state", "active_from", "activated_by"])
    trail.record(by, "identity.role.changed", row, reason=row.note, role=row.role.code, number=row.number)
    return row


def _role(code: str, by: Actor) -> Role:
    """Lock a role for who gives roles over everyone."""
    if not by.holds_over_all(GRANT):
        raise NotAllowed
    role: Role = Role.objects.select_for_update().get(code=code)
    return role


def _draft(uid: UUID, by: Actor) -> RoleVersion:
    row: RoleVersion = RoleVersion.objects.allowed(by, GRANT).select_related("role").get(uid=uid)
    _role(row.role.code, by)
    row = RoleVersion.objects.select_for_update(of=("self",)).select_related("role").get(pk=row.pk)
    if row.state != RoleVersion.State.DRAFT:
        raise NotADraft
    return row


def _check_lines(role: Role, wanted: Pairs) -> None:
    scopes = FIXED if role.implied else (RolePermission.GRANTED, *FIXED)
    for code, scope in wanted:
        try:
            permission_of(code)
        except UnknownPermission:
            raise NoSuchLine from None
        if scope not in scopes:
            raise NoSuchLine


def _pairs(role: Role) -> list[tuple[str, str]]:
    return sorted(role.permissions.values_list("permission", "scope"))


def _first(role: Role, now: Pairs) -> RoleVersion:
    """Keep what the role allowed before anybody changed it, so that it can be brought back."""
    found: RoleVersion | None = RoleVersion.objects.filter(role=role).order_by("number").first()
    if found is None:
        found = RoleVersion(role=role, number=1, lines=[list(one) for one in now])
        found.state = RoleVersion.State.ACTIVE
        found.save()
    return found


def _is_mine(role: Role, by: Actor) -> bool:
    if role.implied:
        return by.person_id is not None
    return bool(Grant.objects.as_of(by.today).filter(role=role, user=by.user_id or 0).exists())


def _write(role: Role, wanted: list[tuple[str, str]]) -> None:
    stored = {(one.permission, one.scope): one for one in role.permissions.all()}
    for pair in stored.keys() - set(wanted):
        stored[pair].delete()
    for code, scope in sorted(set(wanted) - stored.keys()):
        RolePermission.objects.create(role=role, permission=code, scope=scope)
