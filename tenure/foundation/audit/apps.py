from django.apps import AppConfig
from django.db.models.signals import pre_migrate


class AuditConfig(AppConfig):
    name = "tenure.foundation.audit"
    label = "audit"

    def ready(self) -> None:
        from . import access  # noqa: F401 — registers the policies
        from .run import install

        pre_migrate.connect(install, sender=self, dispatch_uid="audit.run")
