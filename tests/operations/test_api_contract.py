"""The API keeps to its own document, whatever is sent: no fault of ours, no answer it does not name."""

import json
import os
from collections.abc import Iterator
from uuid import UUID

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from django.test import Client
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
    signals = (request_started, request_finished)
    for signal in signals:  # the connection with our transaction outlives a request
        signal.disconnect(close_old_connections)
    with django_db_blocker.unblock(), transaction.atomic():
        yield build()
        transaction.set_rollback(True)
    for signal in signals:
        signal.connect(close_old_connections)


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


def ask(tokens: dict[str, str], method: str, path: str, body: object = b"", kind: str = "application/json"):
    """Send what no honest program sends."""
    content = body if isinstance(body, bytes | str) else json.dumps(body)
    headers = {"Authorization": f"Bearer {tokens['generalist']}"}
    return Client(raise_request_exception=False).generic(
        method, f"/api/v1{path}", content, kind, headers=headers
    )


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/no-such-list", 404),
        ("POST", "/no/such/path", 404),
        ("GET", "/people/not-a-uuid", 404),
        ("GET", "/people/" + "9" * 400, 404),
        ("PUT", "/people", 405),
        ("DELETE", "/people", 405),
        ("TRACE", "/people", 405),
        ("GET", "/people?as_of=0001-01-01", 200),
        ("GET", "/people?as_of=9999-12-31", 200),
        ("GET", "/assignments?as_of=9999-12-31", 200),
        ("GET", "/people?as_of=10000-01-01", 422),
        ("GET", "/people?as_of=0000-01-01", 422),
        ("GET", "/people?limit=99999999999999999999", 422),
        ("GET", "/people?limit=1&limit=2", 200),
        ("GET", "/people?q=%00", 400),
        ("GET", "/people?q=%25_%5C", 200),
        ("GET", "/people?number=%F0%9F%92%A9", 200),
        ("GET", "/people?cursor=" + "A" * 5000, 400),
    ],
)
def test_odd_questions_have_plain_answers(world, tokens, method, path, status):
    answer = ask(tokens, method, path)
    assert answer.status_code == status
    if status >= 400:
        assert answer.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"text"',
        b"7",
        b"\xff\xfe",
        b'{"visibility": "hr", "text": NaN}',
        b'{"visibility": "hr", "text": "\\ud800"}',
        b'{"visibility": "hr", "text": "\\u0000"}',
        b"[" * 10_000,
        b'{"visibility": {"a": 1}, "text": []}',
        b'{"visibility": "hr", "text": "' + b"x" * 10_001 + b'"}',
    ],
)
def test_a_body_that_says_nothing_is_told_so(world, tokens, body):
    answer = ask(tokens, "POST", f"/people/{world.kept['north']['people']}/notes", body)
    assert answer.status_code in (400, 422)
    assert answer.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    "facts",
    [
        {"pay": {"amount": "1e400", "currency": "USD"}},
        {"pay": {"amount": "9" * 40, "currency": "USD"}},
        {"pay": {"amount": "NaN", "currency": "USD"}},
        {"pay": {"amount": "-1", "currency": "USD"}},
        {"pay": {"amount": "1", "currency": "USD"}, "line": 10**30},
        {"pay": {"amount": "1", "currency": "USD"}, "line": -1},
        {"pay": {"amount": "1", "currency": "USD"}, "on": "9999-12-31", "line": 40_000},
    ],
)
def test_numbers_that_cannot_be_kept_are_told_so(world, tokens, facts):
    contract = world.kept["north"]["employments"]
    answer = ask(tokens, "POST", f"/employments/{contract}/pay", {"on": "2024-01-01", **facts})
    assert answer.status_code == 422


def test_head_and_options_are_understood(world, tokens):
    assert ask(tokens, "HEAD", "/people").status_code == 200
    options = ask(tokens, "OPTIONS", "/people")
    assert (options.status_code, options.headers["Allow"]) == (200, "GET, HEAD, OPTIONS, POST")
