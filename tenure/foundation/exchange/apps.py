from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "tenure.foundation.exchange"
    label = "exchange"

    def ready(self) -> None:
        """Fill the registries of access and jobs."""
        from . import access, jobs  # noqa: F401
