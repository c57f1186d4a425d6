from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "tenure.foundation.jobs"
    label = "jobs"

    def ready(self) -> None:
        from . import access, recovery  # noqa: F401
