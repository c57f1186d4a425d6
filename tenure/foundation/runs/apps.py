from django.apps import AppConfig


class RunsConfig(AppConfig):
    name = "tenure.foundation.runs"
    label = "runs"

    def ready(self) -> None:
        """Fill the registry of access."""
        from . import access  # noqa: F401
