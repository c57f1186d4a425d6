"""The addresses of signing in, of one's own security, and of the settings about accounts and roles."""

from allauth.account import views as account
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from django.urls import path, re_path

from .web import approvals, grants, role_versions, security, sign_in, users

sign_in_urls = [
    path("sign-in/", account.login, name="account_login"),
    path("sign-in/passkey/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("sign-in/second-step/", second_factor.authenticate, name="mfa_authenticate"),
    path("sign-in/confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("sign-in/confirm/code/", second_factor.reauthenticate, name="mfa_reauthenticate"),
    path("sign-in/confirm/passkey/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("sign-out/", sign_in.sign_out, name="account_logout"),
    path("invitation/", sign_in.invitation_accept, name="invitation_accept"),
    path("invitation/<str:secret>/", sign_in.invitation_open, name="invitation_open"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path("password/reset/sent/", account.password_reset_done, name="account_reset_password_done"),
    path(
        "password/reset/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^password/reset/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
]

security_urls = [
    path("me/security/", security.security, name="account_security"),
    # The names that allauth leads back to.
    path("me/security/", security.security, name="mfa_index"),
    path("me/security/", security.security, name="mfa_list_webauthn"),
    path("me/security/password/", account.password_change, name="account_change_password"),
    path("me/security/password/set/", account.password_set, name="account_set_password"),
    path("me/security/second-factor/", sign_in.second_factor_required, name="second_factor_required"),
    path("me/security/app/", totp.activate_totp, name="mfa_activate_totp"),
    path("me/security/app/removal/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("me/security/codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("me/security/codes/new/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("me/security/codes/file/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("me/security/passkeys/new/", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path("me/security/passkeys/<int:pk>/", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
    path("me/security/passkeys/<int:pk>/removal/", sign_in.remove_passkey, name="mfa_remove_webauthn"),
    path("me/security/sessions/end/", security.sessions_end, name="sessions_end"),
    path("me/security/tokens/", security.token_create, name="token_create"),
    path("me/security/tokens/<uuid:uid>/revocation/", security.token_revoke, name="token_revoke"),
]

settings_urls = [
    path("settings/accounts/", users.account_list, name="account_list"),
    path("settings/accounts/invitations/new/", users.account_invite, name="account_invite"),
    path(
        "settings/accounts/invitations/<uuid:uid>/withdrawal/",
        users.invitation_withdraw,
        name="invitation_withdraw",
    ),
    path("settings/accounts/<uuid:uid>/", users.account_page, name="account_page"),
    path("settings/accounts/<uuid:uid>/person/", users.account_link, name="account_link"),
    path("settings/accounts/<uuid:uid>/person/removal/", users.account_unlink, name="account_unlink"),
    path("settings/accounts/<uuid:uid>/grants/new/", grants.grant_create, name="grant_create"),
    path(
        "settings/accounts/<uuid:uid>/second-factor/removal/",
        users.account_second_factor,
        name="account_second_factor",
    ),
    re_path(
        r"^settings/accounts/(?P<uid>[0-9a-f-]{36})/(?P<verb>disable|enable|sessions|reset)/$",
        users.account_act,
        name="account_act",
    ),
    path("settings/approvals/", approvals.approval_settings, name="approval_settings"),
    path("settings/approvals/self-service/", approvals.self_service_settings, name="self_service_settings"),
    path("settings/approvals/chains/<uuid:uid>/removal/", approvals.chain_remove, name="chain_remove"),
    path("settings/approvals/<str:code>/", approvals.chain_edit, name="chain_edit"),
    path("settings/review/", grants.access_review, name="access-review"),
    path("settings/review/file/<slug:form>/", grants.access_review_file, name="access-review-file"),
    path("settings/grants/<uuid:uid>/review/", grants.grant_review, name="grant-review"),
    path("settings/grants/<uuid:uid>/end/", grants.grant_end, name="grant_end"),
    path("settings/roles/", grants.role_list, name="role_list"),
    path("settings/roles/<slug:code>/draft/", role_versions.role_draft, name="role-draft"),
    path("settings/roles/versions/<uuid:uid>/", role_versions.role_version, name="role-version"),
    re_path(
        r"^settings/roles/versions/(?P<uid>[0-9a-f-]{36})/(?P<verb>activation|removal)/$",
        role_versions.role_version_act,
        name="role-version-act",
    ),
    path("settings/roles/<slug:code>/", grants.role_page, name="role_page"),
]

urlpatterns = [*sign_in_urls, *security_urls, *settings_urls]
