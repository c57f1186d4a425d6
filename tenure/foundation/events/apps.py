from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class EventsConfig(AppConfig):
    name = "tenure.foundation.events"
    label = "events"

    def ready(self) -> None:
        from . import access  # noqa: F401

        autodiscover_modules("events", "reactions")
