from django.apps import AppConfig


class EffectiveConfig(AppConfig):
    name = "tenure.foundation.effective"
    label = "effective"

    def ready(self) -> None:
        from . import access  # noqa: F401
