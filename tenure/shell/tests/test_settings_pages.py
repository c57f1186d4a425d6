"""The pages about accounts, roles and one's own security."""

import pyotp
import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tenure.domains.organisation.models import LegalEntity
from tenure.domains.people.models import Person
from tenure.foundation.identity import tokens
from tenure.foundation.identity.models import Grant, Invitation, Role, Token, User
from tenure.foundation.identity.tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator() -> Client:
    return signed_in(make.user("admin@example.com", "administrator"))


def signed_in(user: User) -> Client:
    client = Client()
    if Grant.objects.filter(user=user, role__second_factor=True).exists():
        make.enrol(user)
    client.force_login(user)
    return client


def page(client: Client, name: str, **of: object) -> HttpResponse:
    return client.get(reverse(name, kwargs=of))  # type: ignore[return-value]


def test_an_administrator_invites_somebody_with_a_role(administrator: Client) -> None:
    entity = LegalEntity.objects.create(code="T", name="Tenure GmbH", country="DE", currency="EUR")
    role = Role.objects.get(code="payroll")
    data = {"email": "new@example.com", "role": role.pk, "scope": "entity", "entity": [entity.pk]}
    assert administrator.post(reverse("account_invite"), data).status_code == 302
    one = Invitation.objects.get()
    assert (one.email, one.role, one.scope, one.targets) == ("new@example.com", role, "entity", [entity.pk])
    assert b"new@example.com" in page(administrator, "account_list").content


def test_a_refusal_stands_in_the_form(administrator: Client) -> None:
    make.user("taken@example.com")
    answer = administrator.post(
        reverse("account_invite"), {"email": "taken@example.com", "scope": "everyone"}
    )
    assert (answer.status_code, b"already an account" in answer.content) == (422, True)


def test_a_role_is_given_and_ended_on_the_page(administrator: Client) -> None:
    user = make.user("ana@example.com")
    role = Role.objects.get(code="hr_generalist")
    data = {"role": role.pk, "scope": "everyone", "valid_from": "2026-12-01", "reason": "New job"}
    answer = administrator.post(reverse("grant_create", args=[user.uid]), data, follow=True)
    assert "HR generalist over everyone from 1 Dec 2026" in answer.content.decode()
    administrator.post(reverse("grant_end", args=[Grant.objects.get(user=user).uid]))
    assert "Ended" in page(administrator, "account_page", uid=user.uid).content.decode()


def test_nobody_gives_themself_a_role_on_the_page(administrator: Client) -> None:
    me = User.objects.get(email="admin@example.com")
    data = {"role": Role.objects.get(code="payroll").pk, "scope": "everyone", "valid_from": "2026-12-01"}
    answer = administrator.post(reverse("grant_create", args=[me.uid]), data)
    assert (answer.status_code, Grant.objects.filter(user=me).count()) == (422, 1)


def test_an_account_is_closed_and_opened(administrator: Client) -> None:
    user = make.user("ana@example.com")
    for verb, active in (("disable", False), ("enable", True)):
        administrator.post(reverse("account_act", kwargs={"uid": user.uid, "verb": verb}))
        user.refresh_from_db()
        assert user.is_active is active


def test_an_account_is_linked_with_a_person_and_unlinked(administrator: Client) -> None:
    user, person = make.user(), Person.objects.create(number="17", name="Ana Sol")
    for name, data, linked in (("account_link", {"number": "17"}, user.pk), ("account_unlink", {}, None)):
        assert administrator.post(reverse(name, args=[user.uid]), data).status_code == 302
        person.refresh_from_db()
        assert person.user_id == linked
    assert page(administrator, "account_page", uid=user.uid).status_code == 200


def test_an_unknown_number_links_nobody(administrator: Client) -> None:
    assert (
        administrator.post(reverse("account_link", args=[make.user().uid]), {"number": "404"}).status_code
        == 422
    )


@pytest.mark.parametrize("roles", [(), ("executive",), ("payroll",), ("auditor",)])
def test_others_find_no_accounts_and_no_roles(roles: tuple[str, ...]) -> None:
    client, other = signed_in(make.user("", *roles)), make.user()
    pages = [page(client, name).status_code for name in ("account_list", "role_list", "account_invite")]
    assert (pages, page(client, "account_page", uid=other.uid).status_code) == ([403] * 3, 404)
    assert (
        client.post(reverse("account_act", kwargs={"uid": other.uid, "verb": "disable"})).status_code == 404
    )
    assert client.post(reverse("grant_create", args=[other.uid]), {}).status_code == 404


def test_every_role_has_its_page(administrator: Client) -> None:
    assert page(administrator, "role_list").status_code == 200
    codes = Role.objects.values_list("code", flat=True)
    assert {page(administrator, "role_page", code=code).status_code for code in codes} == {200}


@pytest.mark.parametrize("others", [1, 3])
def test_the_list_costs_as_much_for_one_account_as_for_many(administrator: Client, others: int) -> None:
    for _ in range(others):
        make.user("", "payroll")
    page(administrator, "account_list")
    with CaptureQueriesContext(connection) as queries:
        page(administrator, "account_list")
    assert len([one for one in queries if "SAVEPOINT" not in one["sql"]]) == 12


def test_a_token_is_shown_once_and_opens_what_it_says() -> None:
    user = make.user("ana@example.com", "executive")
    client = signed_in(user)
    answer = client.post(reverse("token_create"), {"name": "sync", "scopes": ["insights.view"], "days": "30"})
    text = answer.content.decode().partition("data-token>")[2].partition("<")[0]
    found = tokens.authenticate(f"Bearer {text}")
    assert found is not None
    assert text not in page(client, "account_security").content.decode()
    client.post(reverse("token_revoke", args=[found[1].uid]))
    assert tokens.authenticate(f"Bearer {text}") is None


def test_a_token_offers_only_what_its_owner_holds() -> None:
    client = signed_in(make.user("", "executive"))
    answer = client.post(reverse("token_create"), {"name": "x", "scopes": ["pay.view"], "days": "30"})
    assert (answer.status_code, Token.objects.count()) == (422, 0)


def test_setting_up_an_app_leads_to_recovery_codes() -> None:
    client = Client()
    make.user("ana@example.com", "payroll")
    client.post(reverse("account_login"), {"login": "ana@example.com", "password": make.PASSWORD})
    secret = (
        client.get(reverse("mfa_activate_totp"))
        .content.decode()
        .partition("data-totp-secret>")[2]
        .partition("<")[0]
    )
    answer = client.post(reverse("mfa_activate_totp"), {"code": pyotp.TOTP(secret).now()})
    assert answer.headers["Location"] == reverse("mfa_view_recovery_codes")
    for name in ("mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_download_recovery_codes"):
        assert page(client, name).status_code == 200
    for name in ("account_security", "mfa_add_webauthn", "account_logout", "account_change_password"):
        assert page(client, name).status_code == 200


def test_pages_of_one_s_own_open_for_everybody() -> None:
    client = signed_in(make.user())
    names = ("account_security", "account_change_password", "account_logout", "second_factor_required")
    assert [page(client, name).status_code for name in names] == [200] * 4
