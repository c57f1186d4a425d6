"""Every list and every single row of the API, as every role, for one's own entity and another."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client

from tenure.config.api import api

from .world import OUTSIDE, STAFF, World, build

HERE = Path(__file__).parent
ROLES = [*STAFF, *OUTSIDE]
SECRET = b"SECRET"


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker) -> Iterator[World]:
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        yield build()
        transaction.set_rollback(True)


def verdicts() -> dict[str, dict[str, str]]:
    """Read what each role may reach: "both" entities, "own" (the north) only, or "no"."""
    with (HERE / "api_verdicts.csv").open() as file:
        return {row.pop("resource"): row for row in csv.DictReader(file)}


def resources() -> list[str]:
    """Give the lists of the API, from its own description."""
    paths = api.get_openapi_schema(path_prefix="/")["paths"]
    return sorted(
        p.strip("/").split("/")[0] for p, verbs in paths.items() if p.endswith("{uid}") and "get" in verbs
    )


def test_every_resource_has_a_verdict_for_every_role() -> None:
    known = verdicts()
    assert sorted(known) == resources()
    assert all(set(row) == set(ROLES) for row in known.values())


@pytest.mark.capability("PLT-01")
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("resource", resources())
def test_a_role_reads_what_it_may(world: World, resource: str, role: str) -> None:
    client = world.client(role)
    seen = {
        entity: client.get(f"/api/v1/{resource}/{world.kept[entity][resource]}").status_code
        for entity in ("north", "south")
        if resource in world.kept[entity]
    }
    listed = client.get(f"/api/v1/{resource}?limit=1000").content.decode()
    expected = {"both": (200, 200), "own": (200, 404), "no": (404, 404)}[verdicts()[resource][role]]
    for (entity, status), wanted in zip(seen.items(), expected, strict=True):
        assert (entity, status) == (entity, wanted)
        assert (str(world.kept[entity][resource]) in listed) == (wanted == 200)


@pytest.mark.parametrize("resource", resources())
def test_nobody_unknown_reads_anything(world: World, resource: str) -> None:
    assert Client().get(f"/api/v1/{resource}").status_code == 401
