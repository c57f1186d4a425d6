"""Gain and loss, the access review, and who has to confirm first that it is they."""

import pytest
from django.test import Client
from django.urls import reverse

from tenure.foundation.audit.models import Entry
from tenure.foundation.identity.models import Grant, GrantReview, Role
from tenure.foundation.identity.tests import factories as make
from tenure.shell.middleware import BEGAN

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator() -> Client:
    user = make.user("chief@example.com", "administrator", "hr_manager")
    make.enrol(user)
    client = Client()
    client.force_login(user)
    client.get("/me/security/")
    return client


def _rest(client: Client) -> None:
    """Let the session have begun long ago."""
    session = client.session
    session[BEGAN] = session[BEGAN] - 3600
    session.save()


def _data(code: str, **more: str) -> dict[str, object]:
    return {"role": Role.objects.get(code=code).pk, "scope": "everyone", "valid_from": "2026-12-01", **more}


@pytest.mark.capability("PLT-03")
def test_what_a_role_brings_is_shown_before_it_is_given(administrator: Client) -> None:
    user = make.user("new@example.com")
    path = reverse("grant_create", args=[user.uid])
    looked = administrator.post(path, _data("payroll", look="1"))
    text = looked.content.decode()
    assert looked.status_code == 200
    assert "Gained" in text
    assert "See bank details" in text
    assert not Grant.objects.filter(user=user).exists()
    administrator.post(path, _data("payroll"))
    assert Grant.objects.filter(user=user).count() == 1


@pytest.mark.capability("PLT-03")
def test_what_is_lost_is_shown_before_a_role_ends(administrator: Client) -> None:
    user = make.user("old@example.com", "payroll", "hr_generalist")
    grant = Grant.objects.get(user=user, role__code="payroll")
    text = administrator.get(reverse("grant_end", args=[grant.uid])).content.decode()
    assert "Lost" in text
    assert "See bank details" in text
    assert "See pay<" not in text  # the other role still gives it


@pytest.mark.capability("PLT-03")
def test_a_review_confirms_a_grant_with_a_line_in_the_trail(administrator: Client) -> None:
    user = make.user("held@example.com", "payroll")
    grant = Grant.objects.get(user=user)
    assert "held@example.com" in administrator.get(reverse("access-review")).content.decode()
    administrator.post(reverse("grant-review", args=[grant.uid]))
    assert GrantReview.objects.filter(grant=grant).count() == 1
    assert Entry.objects.filter(verb="identity.grant.confirmed", subject_id=grant.pk).count() == 1


def test_nobody_confirms_their_own_role(administrator: Client) -> None:
    grant = Grant.objects.get(user__email="chief@example.com", role__code="administrator")
    assert administrator.post(reverse("grant-review", args=[grant.uid])).status_code == 422
    assert not GrantReview.objects.exists()


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_review_is_taken_as_a_file_and_that_is_written_down(administrator: Client, form: str) -> None:
    make.user("=held@example.com", "payroll")
    answer = administrator.get(reverse("access-review-file", args=[form]))
    assert answer.status_code == 200
    assert Entry.objects.filter(verb="identity.review.exported").count() == 1
    if form == "csv":
        assert "'=held@example.com" in answer.content.decode("utf-8-sig")


def test_the_review_asks_as_often_for_many_grants(administrator: Client) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for number in (1, 3):
        for one in range(number):
            make.user(f"r{number}{one}@example.com", "payroll")
        with CaptureQueriesContext(connection) as caught:
            administrator.get(reverse("access-review"))
        counts.append(len(caught))
    assert counts[0] == counts[1]


@pytest.mark.capability("PLT-02")
def test_a_session_that_rested_confirms_before_roles_are_given(administrator: Client) -> None:
    user = make.user("new@example.com")
    path = reverse("grant_create", args=[user.uid])
    _rest(administrator)
    asked = administrator.get(path)
    assert asked.status_code == 302
    assert asked.headers["Location"] == f"/sign-in/confirm/?next={path.replace('/', '%2F')}"
    sent = administrator.post(path, _data("payroll"))
    assert (sent.status_code, Grant.objects.filter(user=user).exists()) == (302, False)


@pytest.mark.parametrize("route", ["access-review-file", "people"])
def test_a_session_that_rested_confirms_before_a_mass_export(administrator: Client, route: str) -> None:
    path = reverse(route, args=["csv"]) if route == "access-review-file" else f"{reverse(route)}?export=csv"
    assert administrator.get(path).status_code == 200
    _rest(administrator)
    answer = administrator.get(path)
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/sign-in/confirm/?next=")


def test_confirming_with_the_password_lets_one_go_on(administrator: Client) -> None:
    path = reverse("access-review-file", args=["csv"])
    _rest(administrator)
    answer = administrator.post(f"/sign-in/confirm/?next={path}", {"password": make.PASSWORD})
    assert answer.status_code == 302
    assert administrator.get(path).status_code == 200
