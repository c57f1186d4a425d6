"""Own lists: the roles that may see, and change, what one definition holds."""

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as __, gettext_lazy as _

from tenure.foundation.access import Actor
from tenure.foundation.identity.models import Grant, Role, RolePermission
from tenure.foundation.refusal import Refused

from .defining import NotADefinition
from .hosts import Host
from .models import CustomField, CustomTable
from .previews import has_values

VERBS: Final = ("see", "edit")


class NotIntoYourOwnList(Refused):
    message = _("You would let yourself see values that you may not see. Somebody else has to add your role.")


@dataclass(frozen=True)
class Roles:
    """The codes of the roles that may see, and of those that may change. Who changes also sees."""

    see: tuple[str, ...] = ()
    edit: tuple[str, ...] = ()


def roles_of(one: CustomField | CustomTable) -> Roles:
    """Give the own list of a definition."""
    if not one.own_list:
        return Roles()
    lines = RolePermission.objects.filter(permission__in=(one.see, one.edit))
    found: dict[str, list[str]] = {one.see: [], one.edit: []}
    for line in lines.select_related("role").order_by("role__code"):
        found[line.permission].append(line.role.code)
    return Roles(tuple(found[one.see]), tuple(found[one.edit]))


def keep_list(one: CustomField | CustomTable, host: Host, roles: Roles | None, by: Actor) -> None:
    """Write the own list as permissions of roles; a definition without one has none."""
    if isinstance(one, CustomField) and one.table_id:
        return
    if not one.own_list:
        drop_list(one)
        return
    if roles is None:
        roles = roles_of(one)
    wanted = {"see": {*roles.see, *roles.edit}, "edit": set(roles.edit)}
    found = {role.code: role for role in Role.objects.filter(code__in=wanted["see"])}
    if not wanted["see"] or wanted["see"] - found.keys():
        raise NotADefinition(errors={"see_roles": __("Choose at least one role that may see this.")})
    _refuse_oneself(one, host, list(found.values()), by)
    for verb in VERBS:
        _write(getattr(one, verb), [found[code] for code in sorted(wanted[verb])], host)


def drop_list(one: CustomField | CustomTable) -> None:
    """Take every role off the own list of a definition."""
    codes = [f"fields.{verb}.{one.path}" for verb in VERBS]
    RolePermission.objects.filter(permission__in=codes).delete()


def _write(permission: str, roles: list[Role], host: Host) -> None:
    there = RolePermission.objects.filter(permission=permission)
    there.exclude(role__in=roles).delete()
    known = set(there.values_list("role_id", flat=True))
    for role in roles:
        if role.pk not in known:
            scope = (
                host.implied.get(role.code, RolePermission.GRANTED)
                if role.implied
                else RolePermission.GRANTED
            )
            RolePermission.objects.create(role=role, permission=permission, scope=scope)


def _refuse_oneself(one: CustomField | CustomTable, host: Host, roles: list[Role], by: Actor) -> None:
    if by.user_id is None or by.holds(one.see) or not has_values(host, one):
        return
    mine = Grant.objects.as_of(by.today).filter(user_id=by.user_id, role__in=roles)
    if mine.exists() or any(role.implied and role.code != "employee" for role in roles):
        raise NotIntoYourOwnList
