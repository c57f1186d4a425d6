"""K03: with the trail unwritable nothing is done, and nothing sensitive is shown."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from tenure.domains.people import actions as people
from tenure.domains.people.models import Contact, Person
from tenure.foundation.audit.models import Entry
from tenure.foundation.audit.trail import TrailUnwritable
from tenure.foundation.identity.models import Grant, Role
from tests.access.asking import undone
from tests.access.world import World, actor
from tests.database import as_owner


@contextmanager
def unwritable() -> Iterator[None]:
    """Take the right to write the trail away from the application."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("REVOKE INSERT ON audit_entry FROM tenure_app")
    yield


@pytest.mark.capability("CPL-08")
def test_k03_no_page_changes_anything(world: World) -> None:
    client, user = world.client("administrator"), world.users["employee"]
    data = {"role": Role.objects.get(code="auditor").pk, "scope": "everyone", "valid_from": "2026-12-01"}
    with unwritable():
        answer = client.post(reverse("grant_create", args=[user.uid]), data)
        assert answer.status_code == 503
        assert "cannot write its trail" in answer.content.decode()
        htmx = client.post(reverse("account_act", args=[user.uid, "disable"]), headers={"HX-Request": "true"})
        assert htmx.status_code == 503
    user.refresh_from_db()
    assert (user.is_active, Grant.objects.filter(user=user).count()) == (True, 0)


@pytest.mark.parametrize("tab", ["pay", "papers"])
def test_k03_no_sensitive_page_is_shown(world: World, tab: str) -> None:
    path = reverse("person-tab", args=[world.people["north-employee"].uid, tab])
    client = world.client("generalist")
    assert client.get(path).status_code == 200
    with unwritable():
        answer = client.get(path)
    assert answer.status_code == 503
    assert "cannot write its trail" in answer.content.decode()
    assert "SECRET" not in answer.content.decode()


def test_k03_what_is_not_sensitive_can_still_be_read(world: World) -> None:
    with unwritable():
        assert world.client("generalist").get(reverse("people")).status_code == 200


@pytest.mark.parametrize("kept", ["pay", "identity-papers"])
@pytest.mark.parametrize("whole", [True, False])
def test_k03_the_api_refuses_sensitive_reads(world: World, kept: str, whole: bool) -> None:
    path = f"/api/v1/{kept}" if whole else f"/api/v1/{kept}/{world.kept['north'][kept]}"
    client = world.client("generalist")
    with unwritable(), undone():
        answer = client.get(path)
    assert answer.status_code == 503
    assert answer.headers["Content-Type"].startswith("application/problem+json")
    assert b"SECRET" not in answer.content


def test_k03_the_api_changes_nothing(world: World) -> None:
    uid = world.people["north-employee"].uid
    before = Contact.objects.count()
    with unwritable():
        answer = world.client("generalist").post(
            f"/api/v1/people/{uid}/contacts",
            {"kind": "phone", "value": "1"},
            content_type="application/json",
            headers={"X-CSRFToken": "x"},
        )
    assert answer.status_code in (403, 404, 503)
    assert Contact.objects.count() == before


def test_k03_a_job_changes_nothing(world: World) -> None:
    person = world.people["north-employee"]
    with unwritable(), pytest.raises(TrailUnwritable):
        people.update_person(
            person.uid,
            preferred_name="Changed",
            version=Person.objects.get(pk=person.pk).version,
            by=world.by,
        )
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("GRANT INSERT ON audit_entry TO tenure_app")
    assert Person.objects.get(pk=person.pk).preferred_name != "Changed"


def test_k03_even_a_refusal_that_cannot_be_noted_says_so(world: World) -> None:
    with unwritable():
        answer = world.client("colleague").get(f"/api/v1/pay/{world.kept['south']['pay']}")
    assert answer.status_code == 503


@pytest.mark.capability("CPL-09")
def test_k04_a_sensitive_read_names_who_whom_and_which_fields(world: World) -> None:
    person = world.people["north-employee"]
    for kept in ("pay", "identity-papers"):
        world.client("generalist").get(f"/api/v1/{kept}/{world.kept['north'][kept]}")
        line = Entry.objects.filter(kind="view", about=[person.pk]).latest("pk")
        assert line.actor_user_id == world.users["generalist"].pk
        assert line.channel == "api"


@pytest.mark.parametrize("route", ["row-change", "row-rescind"])
def test_k04_a_form_that_shows_pay_is_written_down(world: World, route: str) -> None:
    person = world.people["north-employee"]
    kept = world.kept["north"]["pay"]
    before = Entry.objects.filter(kind="view", about=[person.pk]).count()
    page = world.client("hr_manager").get(reverse(route, args=["pay", kept]))
    assert page.status_code == 200
    lines = Entry.objects.filter(kind="view", about=[person.pk])
    assert lines.count() == before + 1
    assert "amount" in lines.latest("pk").details["fields"]


def test_k08_an_auditor_changes_nothing(world: World) -> None:
    by = actor(world, "auditor")
    assert not [one.permission for one in by.held if ".edit" in one.permission or ".write" in one.permission]
    person = world.people["north-employee"]
    with pytest.raises(Exception, match=r"."):
        people.update_person(person.uid, preferred_name="x", version=1, by=by)
    assert by.today + timedelta(days=1) > by.today
    assert Client().get("/api/v1/people").status_code == 401
