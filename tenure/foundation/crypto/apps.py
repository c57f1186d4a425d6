from django.apps import AppConfig


class CryptoConfig(AppConfig):
    name = "tenure.foundation.crypto"
    label = "crypto"
