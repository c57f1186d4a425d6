from django.apps import AppConfig


class StatesConfig(AppConfig):
    name = "tenure.foundation.states"
    label = "states"
