"""Signing in with a real browser: invitation, authenticator app, passkey, giving a role."""

import pyotp
import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from tenure.domains.organisation.models import LegalEntity
from tenure.foundation.access import Actor, Held
from tenure.foundation.identity import actions
from tenure.foundation.identity.models import Grant, Role, User
from tenure.foundation.identity.tests import factories as make
from tests.journeys import browser as house

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "a sentence that nobody guesses"


@pytest.fixture
def home(live_server: LiveServer, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of Tenure; passkeys need it to be called localhost."""
    address = live_server.url.replace("127.0.0.1", "localhost")
    monkeypatch.setattr(settings, "PUBLIC_URL", address)
    return address


def invitation(role: str | None) -> str:
    by = Actor(
        None,
        None,
        make.TODAY,
        tuple(Held(code, "everyone") for code in ("identity.manage", "identity.grant")),
    )
    found = Role.objects.get(code=role) if role else None
    return actions.invite("ana@example.com", role=found, by_mail=False, by=by).secret


def accept(page: Page, home: str, role: str | None) -> None:
    page.goto(f"{home}{reverse('invitation_open', args=[invitation(role)])}")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Make my account").click()


def sign_in(page: Page, home: str) -> None:
    page.goto(f"{home}{reverse('account_login')}")
    page.get_by_label("E-mail").fill("ana@example.com")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def add_authenticator(context: BrowserContext, page: Page) -> None:
    """Give the browser a security key that always says yes."""
    tools = context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_an_invited_payroll_clerk_must_set_up_an_app_and_signs_in_with_it(page: Page, home: str) -> None:
    accept(page, home, "payroll")
    page.wait_for_url(f"{home}{reverse('second_factor_required')}")
    house.look(page, "second-factor")
    page.get_by_role("link", name="Use an authenticator app").click()
    house.look(page, "authenticator-app")
    app = pyotp.TOTP(page.locator("[data-totp-secret]").inner_text())
    page.get_by_label("Code").fill(app.now())
    page.get_by_role("button", name="Set up").click()
    codes = page.locator("[data-recovery-codes] li").all_inner_texts()
    assert len(codes) == 10
    page.get_by_role("link", name="Done").click()
    house.look(page, "security")

    page.goto(f"{home}{reverse('account_logout')}")
    page.get_by_role("button", name="Sign out").click()
    house.look(page, "sign-in")
    sign_in(page, home)
    house.look(page, "second-step")
    page.get_by_label("Code").fill(codes[0])
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.goto(f"{home}{reverse('account_security')}")
    assert page.get_by_role("heading", name="Sign-in and security").is_visible()


def test_a_passkey_signs_in_alone(context: BrowserContext, page: Page, home: str) -> None:
    add_authenticator(context, page)
    accept(page, home, "payroll")
    page.get_by_role("link", name="Use a passkey").click()
    house.look(page, "passkey")
    page.get_by_role("button", name="Add passkey").click()
    page.wait_for_url(f"{home}{reverse('mfa_view_recovery_codes')}")

    page.goto(f"{home}{reverse('account_logout')}")
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(lambda url: "sign-in" not in url)
    page.goto(f"{home}{reverse('account_security')}")
    assert page.get_by_role("cell", name="Passkey 1").is_visible()


def test_an_administrator_gives_a_role(context: BrowserContext, page: Page, home: str) -> None:
    administrator = make.user("admin@example.com", "administrator")
    make.enrol(administrator)
    user = make.user("ana@example.com")
    for code, name in (("DE", "Tenure GmbH"), ("GB", "Tenure Ltd")):
        LegalEntity.objects.create(code=code, name=name, country=code, currency="EUR")
    house.sign_in(context, administrator, home)
    page.goto(f"{home}{reverse('account_list')}")
    house.look(page, "accounts")
    page.get_by_role("link", name="ana@example.com").click()
    page.get_by_role("link", name="Give role").click()
    page.get_by_label("Role", exact=True).select_option(label="HR generalist")
    house.look(page, "give-role")
    page.get_by_role("button", name="See what changes").click()
    page.get_by_role("button", name="Give role").wait_for()
    house.look(page, "give-role-gain")
    page.get_by_role("button", name="Give role").click()
    page.get_by_role("cell", name="HR generalist over everyone").wait_for()
    house.look(page, "account")
    assert Grant.objects.get(user=user).role.code == "hr_generalist"
    for name in ("role_list", "account_invite"):
        page.goto(f"{home}{reverse(name)}")
        house.look(page, name)
    page.goto(f"{home}{reverse('role_page', args=['hr_generalist'])}")
    house.look(page, "role")
    assert User.objects.count() == 2
