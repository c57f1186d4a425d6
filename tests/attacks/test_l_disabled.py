"""A disabled account is nobody on its next request, by whichever door (ASVS 7.4.2)."""

from datetime import timedelta

import pytest
from django.test import Client

from tenure.foundation.identity import actions
from tests.access.world import World, actor

pytestmark = pytest.mark.capability("PLT-02")


def test_sessions_and_tokens_are_dead_on_the_next_request(world: World) -> None:
    owner = actor(world, "generalist")
    client = world.client("generalist")
    token = actions.create_token(
        owner, name="program", scopes=["people.directory"], lasts=timedelta(days=9), by=owner
    ).text
    bearer = {"Authorization": f"Bearer {token}"}
    assert client.get("/people").status_code in (200, 301)
    assert Client().get("/api/v1/people", headers=bearer).status_code == 200
    actions.disable_user(owner.user_id or 0, by=actor(world, "administrator"))
    page = client.get("/")
    assert page.status_code == 302
    assert page.headers["Location"].startswith("/sign-in/")
    fragment = client.get("/", headers={"HX-Request": "true"})
    assert fragment.headers["HX-Redirect"].startswith("/sign-in/")
    assert client.get("/api/v1/people").status_code == 401
    assert Client().get("/api/v1/people", headers=bearer).status_code == 401


def test_a18_a_role_that_ended_is_gone_on_the_next_request(world: World) -> None:
    client, path = world.client("generalist"), f"/api/v1/pay/{world.kept['north']['pay']}"
    assert client.get(path).status_code == 200
    grant = world.users["generalist"].grants.get()
    grant.valid_until = grant.valid_from
    grant.save(update_fields=["valid_until"])
    assert client.get(path).status_code == 404
