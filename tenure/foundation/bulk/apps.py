from django.apps import AppConfig


class BulkConfig(AppConfig):
    name = "tenure.foundation.bulk"
    label = "bulk"

    def ready(self) -> None:
        """Fill the registries of access and jobs."""
        from . import access, jobs  # noqa: F401
