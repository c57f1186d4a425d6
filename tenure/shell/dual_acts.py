"""The acts of accounts, settings and lists that take two people: what each does, and how it reads."""

from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from django.utils.translation import gettext as __, gettext_lazy as _

from tenure.foundation.access import Actor
from tenure.foundation.dual_control.models import Facts
from tenure.foundation.dual_control.registry import Act, act, act_as
from tenure.foundation.identity import actions as identity
from tenure.foundation.identity.access import GRANT
from tenure.foundation.identity.actions.grants import GIVE, Over
from tenure.foundation.identity.actions.invitations import INVITE
from tenure.foundation.identity.actions.role_versions import ACTIVATE
from tenure.foundation.identity.models import Role, RoleVersion, User
from tenure.foundation.identity.permissions import permission_of
from tenure.foundation.identity.roles import name_of
from tenure.foundation.identity.scopes import describe
from tenure.foundation.lists.declaration import listing_of
from tenure.foundation.lists.export import EXPORT
from tenure.foundation.refusal import NotAllowed
from tenure.foundation.settings import actions as settings
from tenure.foundation.settings.actions import GUARDED
from tenure.foundation.settings.declare import setting_of
from tenure.foundation.ui.filters import date as in_words

from .accounts import FIXED
from .imports.jobs import owner

Lines = list[tuple[Any, Any]]
DAY: Final = timedelta(days=1)
PERMIT_LASTS: Final = timedelta(hours=24)


def _role_and_over(facts: Facts) -> tuple[Role, Over]:
    return Role.objects.get(code=facts["role"]), Over(facts["scope"], tuple(facts["targets"]))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _grant(facts: Facts, by: Actor) -> object:
    role, over = _role_and_over(facts)
    user = User.objects.get(uid=facts["user"])
    first, until = date.fromisoformat(facts["from"]), _day(facts["until"])
    why = facts["reason"]
    return identity.grant_role(
        user.pk, role=role, over=over, valid_from=first, valid_until=until, reason=why, by=by
    )


def _says_grant(facts: Facts) -> Lines:
    role, over = _role_and_over(facts)
    until = _day(facts["until"])
    return [
        (_("Account"), User.objects.get(uid=facts["user"]).email),
        (_("Role"), name_of(role)),
        (_("Over"), describe(over.scope, over.targets)),
        (_("From"), in_words(date.fromisoformat(facts["from"]))),
        (_("Last day"), in_words(until - DAY) if until else __("Until somebody ends it")),
    ]


def _invite(facts: Facts, by: Actor) -> object:
    role, over = _role_and_over(facts)
    return identity.invite(facts["email"], role=role, over=over, person_uid=facts["person"], by=by)


def _says_invite(facts: Facts) -> Lines:
    role, over = _role_and_over(facts)
    return [
        (_("E-mail"), facts["email"]),
        (_("Role"), name_of(role)),
        (_("Over"), describe(over.scope, over.targets)),
    ]


def _set(facts: Facts, by: Actor) -> object:
    start = date.fromisoformat(facts["start"])
    return settings.set_value(facts["key"], facts["value"], start=start, by=by, reason=facts["reason"])


def _says_set(facts: Facts) -> Lines:
    setting = setting_of(facts["key"])
    choices: Any = setting.choices
    return [
        (_("Setting"), setting.label),
        (_("Value"), choices.get(facts["value"], facts["value"])),
        (_("From when"), in_words(date.fromisoformat(facts["start"]))),
    ]


def _may_take(facts: Facts, by: Actor) -> object:
    """A permit for a file: whoever takes it needs the right of the list, asked again when it is taken."""
    if not (by.holds(listing_of(facts["listing"]).export or "nobody") or by.holds(GRANT)):
        raise NotAllowed
    return None


def _says_file(facts: Facts) -> Lines:
    return [(_("List"), listing_of(facts["listing"]).title), (_("Address of the file"), facts["url"])]


def _activate(facts: Facts, by: Actor) -> object:
    return identity.activate_role(UUID(facts["version"]), by=by)


def _says_role(facts: Facts) -> Lines:
    row = RoleVersion.objects.select_related("role").get(uid=facts["version"])
    before, after = ({(one, scope) for one, scope in lines} for lines in (row.based_on, row.lines))
    return [
        (_("Role"), name_of(row.role)),
        (_("Version"), row.number),
        (_("Gained"), _rights(after - before)),
        (_("Lost"), _rights(before - after)),
        (_("Note"), row.note),
    ]


def _rights(pairs: set[tuple[str, str]]) -> str:
    said = (f"{permission_of(code).label} ({FIXED.get(scope, scope)})" for code, scope in sorted(pairs))
    return ", ".join(said)


def register_acts() -> None:
    """Declare the acts, and who acts in the name of an account."""
    act_as(owner)
    act(Act(GIVE, _("Give a role"), _grant, _says_grant, (f"administrators:{GRANT}",)))
    act(Act(ACTIVATE, _("Change what a role allows"), _activate, _says_role, (f"administrators:{GRANT}",)))
    act(Act(INVITE, _("Invite with a role"), _invite, _says_invite, ("administrators:identity.manage",)))
    act(
        Act(
            GUARDED, _("Change how rights are guarded"), _set, _says_set, ("administrators:system.configure",)
        )
    )
    who = (f"administrators:{GRANT}", "administrators:people.export")
    act(Act(EXPORT, _("Take a long list as a file"), _may_take, _says_file, who, lasts=PERMIT_LASTS))
