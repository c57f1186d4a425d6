from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "tenure.domains.people"
    label = "people"

    def ready(self) -> None:
        """Fill the foundation's registries."""
        from tenure.domains.organisation import actions as organisation

        from . import access, exchange, jobs, notices, reactions, search  # noqa: F401
        from .queries.occupants import occupants

        organisation.Census.ask(occupants)
