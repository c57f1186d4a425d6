from django.apps import AppConfig


class ApprovalsConfig(AppConfig):
    name = "tenure.foundation.approvals"
    label = "approvals"

    def ready(self) -> None:
        """Name the permissions, and bring the resolvers that need no domain."""
        from . import access, jobs, notices, reactions, shipped  # noqa: F401

        access.register_permissions()
