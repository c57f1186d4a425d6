"""The API keeps to its own document, whatever is sent: no fault of ours, no answer it does not name."""

import json
import os
from collections.abc import Iterator
from uuid import UUID

import pytest
import schemathesis
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings, strategies
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tenure.config.api import api
from tenure.config.wsgi import application
from tenure.foundation.identity import actions
from tenure.shell.actor import actor_for, system_actor
from tests.access.world import World, build

# More by hand: TENURE_API_EXAMPLES=200 TENURE_RATE_USER=1000000/100000 pytest tests/operations/test_api_contract.py
EXAMPLES = int(os.environ.get("TENURE_API_EXAMPLES", "3"))
ROLES = ("generalist", "employee")
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield build()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def tokens(world: World) -> dict[str, str]:
    """Give a token for each role, with every scope its owner has."""
    by = system_actor("test", channel="cli")
    owners = {role: actor_for(world.users[role], channel="cli") for role in ROLES}
    made = {
        role: actions.create_token(owner, name=role, scopes={one.permission for one in owner.held}, by=by)
        for role, owner in owners.items()
    }
    return {role: one.text for role, one in made.items()}


def described() -> dict:
    """Give the API's own description, as programs get it."""
    return json.loads(json.dumps(api.get_openapi_schema(path_prefix="/api/v1/")))


DOCUMENT = described()
SCHEMA = schemathesis.openapi.from_dict(DOCUMENT)
SCHEMA.app = application
OPERATIONS = {one.ok().label: one.ok() for one in SCHEMA.get_all_operations()}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("label", OPERATIONS)
def test_every_answer_is_one_that_the_document_names(world, tokens, label, role):
    operation, known = OPERATIONS[label], of_path(world, label)
    cases = strategies.one_of(operation.as_strategy(mode) for mode in GenerationMode)
    headers = {"Authorization": f"Bearer {tokens[role]}"}

    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=cases, real=strategies.booleans())
    def send(case: schemathesis.Case, *, real: bool) -> None:
        if real and known and "uid" in case.path_parameters:
            case.path_parameters["uid"] = str(known)
        with transaction.atomic():
            case.call_and_validate(headers=headers, checks=CHECKS)
            transaction.set_rollback(True)

    send()


def of_path(world: World, label: str) -> UUID | None:
    """Name the record of the world that an operation is about, if it is about one."""
    name = label.removeprefix("GET").split("/api/v1/")[-1].split("/")[0]
    return world.kept["north"].get(name)
