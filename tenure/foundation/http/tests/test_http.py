"""The edge: refusals, repeats, limits, headers, logs, monitors."""

import json
from uuid import UUID

import pytest
from django.test import Client

from tenure.foundation.audit.models import Entry, Kind
from tenure.foundation.identity.models import User

from .urls import lamps

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tenure.foundation.http.tests.urls")]

JSON = {"Accept": "application/json"}


@pytest.fixture
def user() -> User:
    return User.objects.create_user("ana@example.org")


@pytest.fixture
def client(user: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


def test_a_refusal_is_a_problem_document_for_a_program(client: Client) -> None:
    answer = client.get("/refuse/room", headers=JSON)
    assert (answer.status_code, answer.headers["Content-Type"]) == (422, "application/problem+json")
    assert answer.json()["detail"] == "There is no room on Friday."
    assert answer.json()["errors"] == [{"field": "day", "message": "Full."}]


def test_a_refusal_is_a_toast_for_a_fragment(client: Client) -> None:
    answer = client.get("/refuse/clash", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.content, answer.headers["HX-Reswap"]) == (409, b"", "none")
    assert json.loads(answer.headers["HX-Trigger"])["tenure:toast"]["kind"] == "danger"


def test_a_refusal_is_a_page_for_a_person(client: Client) -> None:
    answer = client.get("/refuse/room")
    assert (answer.status_code, "There is no room on Friday." in answer.content.decode()) == (422, True)


@pytest.mark.capability("PLT-08")
def test_who_was_refused_what_is_written_down_without_secrets(client: Client, user: User) -> None:
    uid = UUID(int=7)
    answer = client.get(f"/missing/{uid}/s3cret", headers=JSON)
    line = Entry.objects.get(kind=Kind.DENIED)
    assert (answer.status_code, line.verb, line.actor_user_id) == (404, "request.denied", user.pk)
    assert line.details == {"method": "GET", "route": "missing", "status": 404, "ids": {"uid": str(uid)}}
    assert line.request_id == answer.headers["X-Request-ID"]


def test_a_value_that_was_refused_is_not_written_down(client: Client) -> None:
    client.get("/refuse/room", headers=JSON)
    assert not Entry.objects.exists()


@pytest.mark.capability("PLT-07")
def test_a_request_sent_again_is_done_once(client: Client) -> None:
    first, second = (client.post("/make", headers={"Idempotency-Key": "k1"}) for _ in range(2))
    assert (first.status_code, first.content) == (second.status_code, second.content) == (201, b"lamp-0")
    assert (second.headers["Idempotent-Replayed"], second.headers["ETag"]) == ("true", '"1"')
    assert lamps() == 1


@pytest.mark.capability("PLT-07")
def test_the_same_key_for_another_body_is_refused(client: Client) -> None:
    client.post("/make", {"a": "1"}, headers={"Idempotency-Key": "k1"})
    answer = client.post("/make", {"a": "2"}, headers={"Idempotency-Key": "k1", **JSON})
    assert (answer.status_code, lamps()) == (422, 1)


@pytest.mark.capability("PLT-07")
def test_the_key_of_somebody_else_is_another_key(client: Client) -> None:
    other = Client()
    other.force_login(User.objects.create_user("bo@example.org"))
    for one in (client, other):
        one.post("/make", headers={"Idempotency-Key": "k1"})
    assert lamps() == 2


@pytest.mark.capability("PLT-07")
def test_a_request_that_broke_may_be_sent_again(client: Client) -> None:
    client.post("/make", headers={"Idempotency-Key": "k1", "X-Break": "1"})
    answer = client.post("/make", headers={"Idempotency-Key": "k1"})
    assert (answer.status_code, lamps()) == (201, 1)


def test_guessing_is_slowed_down(client: Client) -> None:
    statuses = [client.get("/guess").status_code for _ in range(4)]
    assert statuses == [200, 200, 429, 429]


def test_whoever_asks_too_much_is_told_when_to_come_back(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TENURE_RATE_USER", "2/0.5")
    answers = [client.get("/echo", headers=JSON) for _ in range(3)]
    assert [a.status_code for a in answers] == [200, 200, 429]
    assert answers[2].headers["Retry-After"] == "2"


@pytest.mark.parametrize("path", ["/echo", "/refuse/room", "/nothing", "/healthz"])
def test_every_answer_carries_the_headers(client: Client, path: str) -> None:
    headers = client.get(path).headers
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert "no-store" in headers["Cache-Control"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert len(headers["X-Request-ID"]) == 36


def test_a_request_keeps_a_sound_identifier_and_no_other(client: Client) -> None:
    kept = client.get("/healthz", headers={"X-Request-ID": "abcdefgh"}).headers["X-Request-ID"]
    made = client.get("/healthz", headers={"X-Request-ID": "a b\n{}"}).headers["X-Request-ID"]
    assert (kept, len(made)) == ("abcdefgh", 36)


@pytest.mark.parametrize("query", ["?q=a%00b", "?q%00=a"])
def test_a_null_character_is_refused(client: Client, query: str) -> None:
    assert client.get(f"/echo{query}").status_code == 400


def test_a_null_character_in_a_form_is_refused(client: Client) -> None:
    assert client.post("/echo", {"q": "a\x00b"}).status_code == 400


@pytest.mark.capability("PLT-20")
def test_monitors_read_health_and_figures_from_this_machine_only(client: Client) -> None:
    assert client.get("/healthz").json() == {"status": "alive"}
    assert client.get("/readyz").json() == {"status": "ready", "database": "there", "workers": 0}
    assert b"tenure_requests_total" in client.get("/metrics").content
    assert client.get("/metrics", REMOTE_ADDR="10.1.1.1").status_code == 404
    assert client.get("/metrics", headers={"X-Forwarded-For": "127.0.0.1"}).status_code == 404


def test_a_monitor_elsewhere_needs_the_token(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TENURE_METRICS_TOKEN", "t0ken")
    answers = [
        client.get(
            "/metrics", REMOTE_ADDR="10.1.1.1", headers={"Authorization": f"Bearer {token}"}
        ).status_code
        for token in ("t0ken", "other")
    ]
    assert answers == [200, 404]


@pytest.mark.capability("PLT-20")
def test_the_log_holds_the_route_and_no_value(
    client: Client, user: User, capsys: pytest.CaptureFixture[str]
) -> None:
    client.get(f"/missing/{UUID(int=7)}/s3cret?q=Zoe")
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines() if line.startswith("{")]
    line = next(one for one in lines if one["event"] == "request")
    assert (line["route"], line["status"], line["user"], line["method"]) == ("missing", 404, user.pk, "GET")
    assert {"s3cret", "Zoe"} & set(json.dumps(lines).replace('"', " ").split()) == set()


@pytest.mark.capability("PLT-20")
def test_the_log_of_a_mistake_quotes_no_row(client: Client, capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):
        client.post("/make", headers={"X-Code": "twin"})
    said = capsys.readouterr().err
    assert ("IntegrityError" in said, "already exists" in said, "urls.py" in said) == (True, False, True)
