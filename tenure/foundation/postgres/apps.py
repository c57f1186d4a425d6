from django.apps import AppConfig


class PostgresConfig(AppConfig):
    name = "tenure.foundation.postgres"
    label = "tenure_postgres"  # django.contrib.postgres has the short one

    def ready(self) -> None:
        """Make the words of queries known."""
        from . import lookups  # noqa: F401
