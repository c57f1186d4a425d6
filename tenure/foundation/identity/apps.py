from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class IdentityConfig(AppConfig):
    name = "tenure.foundation.identity"
    label = "identity"

    def ready(self) -> None:
        """Register rights, and write the roles that ship after every migration."""
        from . import access

        access.register_permissions()
        post_migrate.connect(_write_roles, sender=self, dispatch_uid="identity.roles")


def _write_roles(**_more: Any) -> None:
    from django.db import connection

    from .roles import sync_roles

    if "identity_rolepermission" in connection.introspection.table_names():
        sync_roles()
