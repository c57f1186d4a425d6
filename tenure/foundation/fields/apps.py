from django.apps import AppConfig


class FieldsConfig(AppConfig):
    name = "tenure.foundation.fields"
    label = "fields"

    def ready(self) -> None:
        """Say who reaches definitions, and name the permissions that own lists make."""
        from . import access

        access.name_permissions()
