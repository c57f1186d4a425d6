from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "tenure.domains.people"
    label = "people"

    def ready(self) -> None:
        """Fill the foundation's registries."""
        from . import access, exchange, jobs, notices, reactions, search  # noqa: F401
