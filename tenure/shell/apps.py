from django.apps import AppConfig


class ShellConfig(AppConfig):
    name = "tenure.shell"
    label = "shell"

    def ready(self) -> None:
        """Declare the roles that ship, what they may be over, and who reaches whose account."""
        from . import dual_acts, navigation, permissions, roles, scope_kinds, user_scopes
        from .imports.jobs import act_as_owners

        permissions.register_permissions()
        roles.ship_roles()
        scope_kinds.register_scope_kinds()
        user_scopes.register_user_scopes()
        navigation.add_settings()
        navigation.add_everyday()
        act_as_owners()
        dual_acts.register_acts()
