from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class SearchConfig(AppConfig):
    name = "tenure.foundation.search"
    label = "search"

    def ready(self) -> None:
        from . import access  # noqa: F401

        autodiscover_modules("search")
