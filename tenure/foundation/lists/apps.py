from django.apps import AppConfig


class ListsConfig(AppConfig):
    name = "tenure.foundation.lists"
    label = "lists"

    def ready(self) -> None:
        from . import access  # noqa: F401
