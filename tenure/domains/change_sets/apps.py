from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ChangeSetsConfig(AppConfig):
    name = "tenure.domains.change_sets"
    label = "change_sets"
    verbose_name = _("Change sets")

    def ready(self) -> None:
        """Fill the foundation's registries."""
        from tenure.foundation.identity.permissions import permission

        from . import access, jobs, reactions  # noqa: F401

        permission(access.PREPARE, _("Prepare change sets"), _("Changes of many records, as one."))
        permission(access.APPROVE, _("Approve change sets"), _("Never one's own."))
