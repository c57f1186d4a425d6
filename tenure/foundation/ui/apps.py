from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "tenure.foundation.ui"
    label = "ui"
