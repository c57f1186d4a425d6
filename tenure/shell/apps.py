from django.apps import AppConfig


class ShellConfig(AppConfig):
    name = "tenure.shell"
    label = "shell"
