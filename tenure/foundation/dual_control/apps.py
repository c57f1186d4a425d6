from django.apps import AppConfig


class DualControlConfig(AppConfig):
    name = "tenure.foundation.dual_control"
    label = "dual_control"

    def ready(self) -> None:
        """Say who reaches what waits, and when a second person is needed."""
        from . import access, needs  # noqa: F401
