"""The areas of the navigation that belong to no domain."""

from django.utils.translation import gettext_lazy as _

from tenure.foundation.access import Actor
from tenure.foundation.approvals.queries import count_waiting
from tenure.foundation.fields.access import CONFIGURE
from tenure.foundation.identity.access import GRANT
from tenure.foundation.ui import navigation


def reads_all(actor: Actor) -> bool:
    """Whether the actor reads the whole trail, not only that of the records in reach."""
    return any(scope == "everyone" for scope, _targets in actor.grants("audit.view"))


def add_settings() -> None:
    """Add the pages about accounts and roles, for those who look after them."""
    navigation.add(_("Fields and tables"), "custom-fields", "list-details", permission=CONFIGURE, order=86)
    navigation.add(_("Accounts and roles"), "account_list", "user-cog", permission=GRANT, order=85)


def add_everyday() -> None:
    """Add home, oneself and the directory for everybody, and what the roles add to them."""
    navigation.add(_("Home"), "home", "home", order=0, phone=True)
    navigation.add(
        _("Inbox"), "inbox", "inbox", permission="approvals.view", order=10, count=count_waiting, phone=True
    )
    navigation.add(_("People"), "people", "users", permission="people.directory", order=20, phone=True)
    navigation.add(_("Emergency access"), "break-glass", "lock", permission="access.break_glass", order=87)
    navigation.add(_("Data quality"), "quality", "checklist", permission="people.edit", order=25)
    navigation.add(_("Trail"), "trail", "history", permission="audit.view", order=80, when=reads_all)
    navigation.add(_("Settings"), "setting-list", "settings", permission="system.configure", order=86)
    navigation.add(_("Set-up"), "setup", "rocket", permission="organisation.edit", order=90)
    navigation.add(_("Me"), "me", "user-circle", order=95, phone=True)
    navigation.begin(_("Add a person"), "person-create", "user-plus", permission="people.edit", order=10)
    navigation.begin(_("Import files"), "people-import", "table-import", permission="people.import", order=60)
