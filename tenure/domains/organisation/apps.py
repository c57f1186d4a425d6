from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "tenure.domains.organisation"
    label = "organisation"

    def ready(self) -> None:
        """Fill the foundation's registries."""
        from django.utils.translation import gettext_lazy as _

        from tenure.foundation.forms import touches
        from tenure.foundation.ui import navigation

        from . import access, exchange  # noqa: F401
        from .queries.previews import touched

        touches.add(touched)

        navigation.add(
            _("Organisation"), "organisation", "hierarchy", permission="organisation.view", order=30
        )
