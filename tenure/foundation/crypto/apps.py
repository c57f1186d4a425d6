from django.apps import AppConfig


class CryptoConfig(AppConfig):
    name = "tenure.foundation.crypto"
    label = "crypto"

    def ready(self) -> None:
        from . import access  # noqa: F401
