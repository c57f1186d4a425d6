from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class NotifyConfig(AppConfig):
    name = "tenure.foundation.notify"
    label = "notify"

    def ready(self) -> None:
        from . import access  # noqa: F401

        autodiscover_modules("notices")
