"""The frame of a page, and the answers where there is none."""

from datetime import date

import pytest
from django.http import Http404
from django.test import Client, RequestFactory, override_settings

from tenure.foundation.access import Actor
from tenure.foundation.ui import navigation
from tenure.shell import errors
from tenure.shell.context import Shell

TODAY = date(2026, 11, 22)


def _frame(path: str, *, signed_in: bool = True) -> Shell:
    request = RequestFactory().get(path)
    request.actor = Actor(1, 1, TODAY, label="Ada Lovelace") if signed_in else None
    return Shell(request)


@pytest.fixture
def entries(monkeypatch):
    monkeypatch.setattr(navigation, "_areas", {})
    navigation.add("Gallery", "gallery", "home", order=1, count=lambda _actor: 7, phone=True)
    navigation.add("Gone", "no_such_page", "users", order=2)
    navigation.add("Guarded", "account_list", "lock", permission="identity.grant", order=3)


def test_the_navigation_leads_somewhere_and_says_where_one_is(entries):
    areas = _frame("/gallery").areas
    assert [(area.label, area.count, area.active, area.phone) for area in areas] == [
        ("Gallery", 7, True, True)
    ]


def test_nobody_signed_in_sees_no_areas(entries):
    assert _frame("/gallery", signed_in=False).areas == []


def test_at_most_nine_areas_stand_in_the_navigation(monkeypatch):
    monkeypatch.setattr(navigation, "_areas", {})
    monkeypatch.setattr("tenure.shell.context.address", lambda name: f"/{name}")
    for number in range(12):
        navigation.add(f"Area {number}", f"area_{number}", "home")
    assert len(_frame("/").areas) == 9


@pytest.mark.parametrize(
    ("query", "day"),
    [
        ("", None),
        ("?as_of=2025-03-01", date(2025, 3, 1)),
        ("?as_of=2026-11-22", None),
        ("?as_of=31.2.", None),
    ],
)
def test_the_day_on_screen_is_another_than_today(query, day):
    assert _frame(f"/people{query}").as_of == day


def test_going_back_to_today_keeps_the_rest_of_the_address():
    assert _frame("/people?unit=a&unit=b&as_of=2025-03-01").today_url == "/people?unit=a&unit=b"
    assert _frame("/people?as_of=2025-03-01").today_url == "/people"


@pytest.mark.django_db
def test_an_address_that_is_not_there_is_answered_in_kind():
    client = Client()
    page = client.get("/nowhere/")
    asked = client.get("/nowhere/", headers={"HX-Request": "true"})
    assert (page.status_code, b"There is nothing here" in page.content) == (404, True)
    assert (asked.status_code, asked.content, "tenure:toast" in asked["HX-Trigger"]) == (404, b"", True)


@pytest.mark.django_db
def test_a_form_from_elsewhere_is_refused():
    answer = Client(enforce_csrf_checks=True).post("/sign-in/", {"login": "a@example.org"})
    assert (answer.status_code, b"load it again" in answer.content) == (403, True)


@pytest.mark.django_db
@override_settings(GALLERY_OPEN=False)
@pytest.mark.parametrize("path", ["/gallery", "/gallery/options"])
def test_the_gallery_is_closed_to_strangers(path):
    assert Client().get(path).status_code == 404


@pytest.mark.django_db
def test_the_security_policy_allows_nothing_inline():
    policy = Client().get("/gallery")["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert {"script-src 'self'", "style-src 'self'", "frame-ancestors 'none'", "object-src 'none'"} <= set(
        policy.split("; ")
    )


@pytest.mark.parametrize(
    ("asked", "led_to"),
    [("/people/", "/people"), ("/people/?q=ana", "/people?q=ana"), ("/audit///", "/audit")],
)
def test_a_slash_too_many_leads_to_the_page(asked, led_to):
    assert errors.not_found(RequestFactory().get(asked), Http404()).url == led_to


@pytest.mark.django_db
@pytest.mark.parametrize("asked", ["/nowhere/", "/people//x/"])
def test_an_address_that_is_nowhere_leads_nowhere(client, asked):
    assert client.get(asked).status_code == 404
