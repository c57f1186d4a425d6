"""The areas of the navigation that belong to no domain."""

from django.utils.translation import gettext_lazy as _

from tenure.foundation.identity.access import GRANT
from tenure.foundation.ui import navigation


def add_settings() -> None:
    """Add the pages about accounts and roles, for those who look after them."""
    navigation.add(_("Accounts and roles"), "account_list", "user-cog", permission=GRANT, order=85)
