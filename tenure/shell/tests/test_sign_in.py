"""Signing in, by the pages."""

import re
import time

import pyotp
import pytest
from allauth.usersessions.models import UserSession
from django.core import mail
from django.db import connection
from django.template import engines
from django.template.loader import get_template
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse

from tenure.foundation.audit.models import Entry
from tenure.foundation.identity import actions, jobs
from tenure.foundation.identity.models import Attempt, User
from tenure.foundation.identity.tests import factories as make

pytestmark = pytest.mark.django_db
REACHED = (
    "account/login.html",
    "account/logout.html",
    "account/reauthenticate.html",
    "account/password_change.html",
    "account/password_set.html",
    "account/password_reset.html",
    "account/password_reset_done.html",
    "account/password_reset_from_key.html",
    "account/password_reset_from_key_done.html",
    "mfa/authenticate.html",
    "mfa/reauthenticate.html",
    "mfa/webauthn/reauthenticate.html",
    "mfa/webauthn/add_form.html",
    "mfa/webauthn/edit_form.html",
    "mfa/webauthn/authenticator_confirm_delete.html",
    "mfa/totp/activate_form.html",
    "mfa/totp/deactivate_form.html",
    "mfa/recovery_codes/index.html",
    "mfa/recovery_codes/generate.html",
    "mfa/recovery_codes/download.txt",
    "429.html",
)


@pytest.fixture(autouse=True)
def _every_mail_here(settings: object) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"  # type: ignore[attr-defined]


def sign_in(client: Client, email: str, password: str = make.PASSWORD) -> object:
    return client.post(reverse("account_login"), {"login": email, "password": password})


def test_no_page_of_signing_in_comes_from_the_other_engine() -> None:
    others = {name for name in REACHED if get_template(name).backend is not engines["jinja2"]}  # type: ignore[attr-defined]
    assert others == set()


def test_every_page_that_allauth_serves_here_is_one_of_ours() -> None:
    views = [one.callback for one in get_resolver("tenure.shell.urls").url_patterns]
    served = {getattr(view, "view_class", None) for view in views if view}
    templates = {
        one.template_name for one in served if one is not None and getattr(one, "template_name", None)
    }
    assert templates <= set(REACHED)


def test_an_account_signs_in_and_out() -> None:
    client, user = Client(), make.user("ana@example.com")
    before = client.get(reverse("account_login")).cookies
    assert sign_in(client, "Ana@Example.com").status_code == 302  # type: ignore[attr-defined]
    assert client.get(reverse("account_security")).status_code == 200
    answer = client.post(reverse("account_logout"))
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert client.get(reverse("account_security")).status_code == 302
    verbs = list(Entry.objects.filter(actor_user_id=user.pk).order_by("pk").values_list("verb", flat=True))
    assert (before is not None, verbs) == (True, ["identity.session.started", "identity.session.ended"])


def test_the_session_changes_its_name_at_sign_in() -> None:
    client = Client()
    make.user("ana@example.com")
    session = client.session
    session["planted"] = "yes"
    session.save()
    client.cookies["session"] = planted = session.session_key
    sign_in(client, "ana@example.com")
    assert client.session.session_key != planted


def test_pages_of_a_session_are_stored_nowhere() -> None:
    client = Client()
    make.user("ana@example.com")
    sign_in(client, "ana@example.com")
    assert client.get(reverse("account_security")).headers["Cache-Control"] == "no-store, private"


def test_every_page_but_the_way_in_asks_to_sign_in() -> None:
    closed = ["account_security", "account_list", "role_list", "account_change_password", "mfa_activate_totp"]
    answers = [Client().get(reverse(name)) for name in closed]
    assert [one.status_code for one in answers] == [302] * len(closed)
    assert all(one.headers["Location"].startswith(reverse("account_login")) for one in answers)


def test_there_is_no_page_on_which_strangers_make_an_account() -> None:
    assert {one.name for one in get_resolver("tenure.shell.urls").url_patterns} & {
        "account_signup",
        "mfa_signup_webauthn",
    } == set()


def test_a_wrong_password_an_unknown_and_a_closed_account_answer_alike() -> None:
    make.user("ana@example.com")
    closed = make.user("closed@example.com")
    User.objects.filter(pk=closed.pk).update(is_active=False)
    tries = [
        ("ana@example.com", "wrong"),
        ("nobody@example.com", "wrong"),
        ("closed@example.com", make.PASSWORD),
    ]
    answers = [sign_in(Client(), *one) for one in tries]
    bodies = {_without(one.content.decode(), email) for one, (email, _) in zip(answers, tries, strict=True)}  # type: ignore[attr-defined]
    assert ([one.status_code for one in answers], len(bodies)) == ([200] * 3, 1)  # type: ignore[attr-defined]


def test_asking_for_a_reset_tells_nothing() -> None:
    make.user("ana@example.com")
    answers = [
        Client().post(reverse("account_reset_password"), {"email": email}, follow=True)
        for email in ("ana@example.com", "nobody@example.com")
    ]
    bodies = {_without(one.content.decode(), "") for one in answers}
    assert ([one.status_code for one in answers], len(bodies)) == ([200, 200], 1)


def test_asking_for_a_reset_does_the_same_work_for_a_stranger() -> None:
    make.user("ana@example.com")
    assert _work_of_reset("ana@example.com") == _work_of_reset("nobody@example.com")


def test_a_reset_link_works_once_and_does_not_skip_the_second_factor() -> None:
    user = make.user("ana@example.com")
    make.enrol(user)
    jobs.send_reset_link(email="ANA@example.com")
    link = next(word for word in mail.outbox[0].body.split() if word.startswith("http"))
    client = Client()
    form = client.get(link, follow=True)
    new = {"password1": "quite another sentence", "password2": "quite another sentence"}
    done = client.post(form.request["PATH_INFO"], new)
    assert (done.status_code, done.headers["Location"]) == (
        302,
        reverse("account_reset_password_from_key_done"),
    )
    assert client.get(reverse("account_security")).status_code == 302
    assert b"no longer works" in Client().get(link, follow=True).content
    assert sign_in(client, "ana@example.com", "quite another sentence").headers["Location"] == reverse(
        "mfa_authenticate"
    )  # type: ignore[attr-defined]


def test_a_reset_for_nobody_mails_nobody() -> None:
    closed = make.user("closed@example.com")
    User.objects.filter(pk=closed.pk).update(is_active=False)
    for email in ("nobody@example.com", "closed@example.com"):
        jobs.send_reset_link(email=email)
    assert mail.outbox == []


def test_five_wrong_passwords_make_one_wait_even_with_the_right_one() -> None:
    make.user("ana@example.com")
    client = Client()
    for _ in range(5):
        sign_in(client, "ana@example.com", "wrong")
    assert b"Too many attempts" in sign_in(client, "ana@example.com").content  # type: ignore[attr-defined]


def test_guesses_from_elsewhere_do_not_shut_out_a_known_browser() -> None:
    make.user("ana@example.com")
    home = Client(REMOTE_ADDR="192.0.2.1")
    sign_in(home, "ana@example.com")
    home.post(reverse("account_logout"))
    for n in range(40):
        Attempt.objects.update(blocked_until=None)
        sign_in(Client(REMOTE_ADDR=f"198.51.100.{n}"), "ana@example.com", "wrong")
    assert sign_in(home, "ana@example.com").status_code == 302  # type: ignore[attr-defined]


def test_a_closed_account_is_out_with_its_next_request() -> None:
    client, user = Client(), make.user("ana@example.com")
    sign_in(client, "ana@example.com")
    actions.disable_user(user.pk, by=make.administrator())
    assert client.get(reverse("account_security")).status_code == 302
    assert not UserSession.objects.filter(user=user).exists()


def test_a_session_ends_after_rest_and_after_its_time() -> None:
    make.user("ana@example.com")
    for key, back in (("session.seen", 3601), ("session.began", 12 * 3600 + 1)):
        client = Client()
        sign_in(client, "ana@example.com")
        client.get(reverse("account_security"))
        session = client.session
        session[key] = time.time() - back
        session.save()
        assert client.get(reverse("account_security")).status_code == 302


@pytest.mark.parametrize("code", ["hr_generalist", "payroll", "administrator", "auditor"])
def test_roles_that_ask_for_a_second_factor_reach_nothing_without_one(code: str) -> None:
    client = Client()
    make.user("ana@example.com", code, over=make.EVERYONE)
    sign_in(client, "ana@example.com")
    answers = [
        client.get(reverse(name)) for name in ("account_security", "account_list", "account_change_password")
    ]
    assert {one.headers["Location"] for one in answers} == {reverse("second_factor_required")}
    assert client.get(reverse("second_factor_required")).status_code == 200
    assert client.get(reverse("mfa_activate_totp")).status_code == 200


def test_the_api_is_no_way_round_the_second_factor() -> None:
    client = Client()
    make.user("ana@example.com", "hr_generalist")
    sign_in(client, "ana@example.com")
    assert client.get("/api/v1/people").status_code == 403


def test_the_second_step_takes_a_code_once() -> None:
    secret = make.enrol(make.user("ana@example.com", "payroll"))
    code = pyotp.TOTP(secret).now()
    first, second = Client(), Client()
    for client in (first, second):
        assert sign_in(client, "ana@example.com").headers["Location"] == reverse("mfa_authenticate")  # type: ignore[attr-defined]
    assert first.post(reverse("mfa_authenticate"), {"code": code}).status_code == 302
    assert first.get(reverse("account_security")).status_code == 200
    assert second.post(reverse("mfa_authenticate"), {"code": code}).status_code == 200
    assert second.get(reverse("account_security")).status_code == 302


@pytest.mark.parametrize("code", ["", "null", "[]", "000000", "None"])
def test_the_second_step_takes_nothing_but_the_code(code: str) -> None:
    client = Client()
    make.enrol(make.user("ana@example.com"))
    sign_in(client, "ana@example.com")
    client.post(reverse("mfa_authenticate"), {"code": code} if code else {})
    assert client.get(reverse("account_security")).status_code == 302


def test_an_invitation_leads_in() -> None:
    invited = actions.invite("new@example.com", by_mail=False, by=make.administrator())
    client = Client()
    page = client.get(reverse("invitation_open", args=[invited.secret]), follow=True)
    assert (page.status_code, invited.secret in page.request["PATH_INFO"]) == (200, False)
    weak = client.post(reverse("invitation_accept"), {"password": "password"})
    assert weak.status_code == 422
    assert client.post(reverse("invitation_accept"), {"password": make.PASSWORD}).status_code == 302
    assert client.get(reverse("account_security")).status_code == 200


def test_changing_the_password_ends_other_sessions_and_tells_the_owner() -> None:
    user = make.user("ana@example.com")
    here, there = Client(), Client()
    sign_in(here, "ana@example.com")
    sign_in(there, "ana@example.com")
    new = {
        "oldpassword": make.PASSWORD,
        "password1": "quite another sentence",
        "password2": "quite another sentence",
    }
    assert here.post(reverse("account_change_password"), new).status_code == 302
    assert [one.get(reverse("account_security")).status_code for one in (here, there)] == [200, 302]
    assert Entry.objects.filter(verb="identity.credential.password_changed", subject_id=user.pk).count() == 1


def test_the_last_second_factor_stays_while_a_role_asks_for_it() -> None:
    user = make.user("ana@example.com", "payroll")
    client, secret = Client(), make.enrol(user)
    sign_in(client, "ana@example.com")
    client.post(reverse("mfa_authenticate"), {"code": pyotp.TOTP(secret).now()})
    answer = client.post(reverse("mfa_deactivate_totp"))
    assert b"Add another one first" in answer.content


def test_the_secret_of_the_app_is_sealed() -> None:
    from allauth.mfa.models import Authenticator

    user = make.user()
    secret = make.enrol(user)
    assert secret not in str(Authenticator.objects.get(user=user).data)


def _without(body: str, email: str) -> str:
    """Leave out what differs in every answer: the forgery token and the address typed."""
    lines = (line for line in body.splitlines() if "csrf" not in line)
    return "\n".join(lines).replace(f'value="{email}"', "")


def _work_of_reset(email: str) -> list[str]:
    """Give the statements, without their values, that asking for a reset costs."""
    with CaptureQueriesContext(connection) as queries:
        Client().post(reverse("account_reset_password"), {"email": email})
    return [_shape(one["sql"]) for one in queries if "cache" not in one["sql"]]


def _shape(statement: str) -> str:
    return re.sub(r"'[^']*'|\"s\d+_x\d+\"|\b\d+\b", "?", statement)
