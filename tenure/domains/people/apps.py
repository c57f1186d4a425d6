from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "tenure.domains.people"
    label = "people"

    def ready(self) -> None:
        """Fill the foundation's registries."""
        from tenure.domains.organisation import actions as organisation
        from tenure.foundation.forms import touches

        from . import access, exchange, jobs, notices, reactions, search  # noqa: F401
        from .queries import approvers  # noqa: F401
        from .queries.occupants import occupants
        from .queries.touches import touched, touched_below
        from .web import bulk  # noqa: F401

        touches.add(touched)
        touches.add(touched_below)
        organisation.Census.ask(occupants)
