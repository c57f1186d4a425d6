"""Reaching another's record by the side: more fields, other keys, odd keys, forged headers, guessed places."""

import pytest
from django.test import Client

from tests.access.world import World

pytestmark = pytest.mark.capability("PLT-02")


@pytest.mark.parametrize("asked", ["expand=manager.pay", "fields=amount", "include=pay,bank", "as_of=x"])
def test_a03_nothing_more_comes_by_asking_for_it(world: World, asked: str) -> None:
    uid = world.people["north-employee"].uid
    client = world.client("colleague")
    one = client.get(f"/api/v1/people/{uid}?{asked}")
    many = client.get(f"/api/v1/people?{asked}")
    assert many.status_code in (400, 422)
    for answer in (one, many):
        assert b"73519" not in answer.content
        assert b"SECRET" not in answer.content.replace(b"SECRET public field", b"")


def test_a07_a_record_is_not_written_into_another_file(world: World) -> None:
    client, other = world.client("employee"), world.people["south-employee"]
    before = other.contacts.count()
    nobody = "01900000-0000-7000-8000-000000000000"
    answers = [
        client.post(
            f"/api/v1/people/{uid}/contacts", {"kind": "phone", "value": "1"}, content_type="application/json"
        ).status_code
        for uid in (other.uid, nobody)
    ]
    assert answers[0] == answers[1]
    assert other.contacts.count() == before


@pytest.mark.parametrize(
    "path", ["/media/", "/files/", "/static/../keys/", "/media/imports/", "/.git/config"]
)
def test_a09_no_storage_is_listed_or_guessed(world: World, path: str) -> None:
    assert world.client("employee").get(path).status_code == 404
    assert Client().get(path).status_code in (302, 404)


@pytest.mark.parametrize(
    "header",
    [
        {"Referer": "http://testserver/settings/accounts/"},
        {"X-Original-URL": "/api/v1/people"},
        {"X-Forwarded-For": "127.0.0.1"},
        {"X-Forwarded-User": "hr_manager@example.com"},
        {"X-HTTP-Method-Override": "DELETE"},
    ],
)
def test_a10_a_forged_header_opens_nothing(world: World, header: dict[str, str]) -> None:
    path = f"/api/v1/pay/{world.kept['south']['pay']}"
    assert world.client("employee").get(path, headers=header).status_code == 404
    assert Client().get(path, headers=header).status_code == 401


@pytest.mark.parametrize("odd", ["1", "-1", "9" * 40, "1 OR 1", "[]", "null", "%00", "../people"])
def test_a11_an_odd_key_is_nothing(world: World, odd: str) -> None:
    assert world.client("hr_manager").get(f"/api/v1/pay/{odd}").status_code in (400, 404, 422)
