from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "tenure.config"
    label = "config"
