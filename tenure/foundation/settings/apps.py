from django.apps import AppConfig


class SettingsConfig(AppConfig):
    name = "tenure.foundation.settings"
    label = "settings"

    def ready(self) -> None:
        from . import access  # noqa: F401
