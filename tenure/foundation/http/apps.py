from django.apps import AppConfig


class HttpConfig(AppConfig):
    name = "tenure.foundation.http"
    label = "http"

    def ready(self) -> None:
        from . import access, logs  # noqa: F401

        logs.configure()
