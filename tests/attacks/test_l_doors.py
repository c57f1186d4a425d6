"""Doors that are shut in service, and headers on every answer."""

import pytest
from django.test import Client

from tests.access.world import World

HEADERS = ("Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "X-Frame-Options")


@pytest.mark.parametrize(
    "path", ["/admin/", "/install", "/demo", "/seed", "/debug", "/__debug__/", "/.env", "/.git/HEAD"]
)
def test_l01_there_is_no_such_door(world: World, path: str) -> None:
    assert Client().get(path).status_code in (302, 404)
    assert b"Traceback" not in Client().get(path).content


def test_l03_every_answer_has_its_headers(world: World) -> None:
    client = world.client("employee")
    for path in (
        "/",
        "/sign-in/",
        "/nothing-here",
        "/api/v1/people",
        "/api/v1/nothing",
        "/settings/accounts/",
    ):
        answer = client.get(path)
        missing = [name for name in HEADERS if name not in answer.headers]
        assert (path, missing) == (path, [])
