from django.apps import AppConfig


class MoneyConfig(AppConfig):
    name = "tenure.foundation.money"
    label = "money"

    def ready(self) -> None:
        from . import access  # noqa: F401
