"""The verbs of identity."""

from .grants import confirm_grant, end_grant, grant_role
from .invitations import accept_invitation, invite, withdraw_invitation
from .role_versions import activate_role, draft_role, drop_role_draft
from .tokens import create_token, revoke_token
from .users import (
    create_user,
    disable_user,
    enable_user,
    end_sessions,
    remove_second_factor,
    send_reset,
)

__all__ = [
    "accept_invitation",
    "activate_role",
    "confirm_grant",
    "create_token",
    "create_user",
    "disable_user",
    "draft_role",
    "drop_role_draft",
    "enable_user",
    "end_grant",
    "end_sessions",
    "grant_role",
    "invite",
    "remove_second_factor",
    "revoke_token",
    "send_reset",
    "withdraw_invitation",
]
