from django.apps import AppConfig


class DeadlinesConfig(AppConfig):
    name = "tenure.foundation.deadlines"
    label = "deadlines"
