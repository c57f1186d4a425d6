from django.apps import AppConfig


class EffectiveConfig(AppConfig):
    name = "tenure.foundation.effective"
    label = "effective"
