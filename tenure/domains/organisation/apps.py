from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "tenure.domains.organisation"
    label = "organisation"

    def ready(self) -> None:
        """Fill the foundation's registries."""
        from . import access  # noqa: F401
