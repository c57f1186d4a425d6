from django.apps import AppConfig


class FormsConfig(AppConfig):
    name = "tenure.foundation.forms"
    label = "forms"
