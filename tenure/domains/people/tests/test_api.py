"""People by API: pages, days, problems, entity tags, repeats."""

import json
from typing import Any

import pytest
from django.test import Client

from tenure.domains.people.models import Assignment, Person
from tests.access.world import World, build

JSON = {"content_type": "application/json"}


@pytest.fixture
def world(db: None) -> World:
    return build()


@pytest.fixture
def generalist(world: World) -> Client:
    return world.client("generalist")


def _etag(client: Client, path: str) -> str:
    return str(client.get(path).headers["ETag"])


def _assignment(world: World) -> str:
    return f"/api/v1/assignments/{world.kept['north']['assignments']}"


def test_pages_follow_one_another_without_gap_or_repeat(world: World) -> None:
    everywhere = world.client("hr_manager")
    seen: list[str] = []
    cursor = ""
    while cursor is not None:
        page = everywhere.get(f"/api/v1/people?limit=3&sort=-name&cursor={cursor}").json()
        seen += [one["number"] for one in page["items"]]
        cursor = page["next"]
    names = Person.objects.filter(merged_into=None).order_by("-sort_key").values_list("number", flat=True)
    assert seen == list(names)


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("limit=0", 422),
        ("limit=1001", 422),
        ("limit=x", 422),
        ("cursor=nonsense", 400),
        ("cursor=WyJwZW9wbGUiLCB7fSwgMV0", 400),
        ("sort=work_phone", 400),
        ("sort=worker_type", 400),
        ("surname=Smith", 400),
        ("as_of=2025-02-30", 422),
        ("unit=7", 422),
        ("manager__user__password__startswith=a", 400),
    ],
)
def test_a_wrong_question_is_told_so(generalist: Client, query: str, status: int) -> None:
    answer = generalist.get(f"/api/v1/people?{query}")
    assert (answer.status_code, answer.headers["Content-Type"]) == (status, "application/problem+json")
    assert {"type", "title", "status", "detail"} <= set(answer.json())


def test_a_change_from_a_day_keeps_what_held_before(world: World, generalist: Client) -> None:
    path = _assignment(world)
    body = json.dumps({"on": "2024-05-01", "title": "Lead", "reason": "promotion", "why": "Did it well."})
    made = generalist.post(f"{path}/changes", body, headers={"If-Match": _etag(generalist, path)}, **JSON)
    assert made.status_code == 201
    days = {
        day: generalist.get(f"/api/v1/assignments?number=north-employee&as_of={day}").json()["items"][0][
            "title"
        ]
        for day in ("2024-04-30", "2024-05-01")
    }
    assert days == {"2024-04-30": "north-employee job", "2024-05-01": "Lead"}


@pytest.mark.parametrize(
    ("tag", "status"), [(None, 428), ('"0123456789abcdef0123456789abcdef-99"', 412), ("nonsense", 412)]
)
def test_a_write_says_what_it_read(world: World, generalist: Client, tag: str | None, status: int) -> None:
    path, rows = _assignment(world), Assignment.objects.filter(person__number="north-employee")
    before = rows.count()
    headers: dict[str, Any] = {"If-Match": tag} if tag else {}
    body = json.dumps({"on": "2024-05-01", "title": "Lead"})
    assert generalist.post(f"{path}/changes", body, headers=headers, **JSON).status_code == status
    assert rows.count() == before


def test_a_repeated_request_acts_once(world: World, generalist: Client) -> None:
    person = world.kept["north"]["people"]
    headers: dict[str, Any] = {"Idempotency-Key": "one-and-the-same"}
    body = json.dumps({"visibility": "hr", "text": "Called."})
    answers = [
        generalist.post(f"/api/v1/people/{person}/notes", body, headers=headers, **JSON) for _ in range(2)
    ]
    assert [one.status_code for one in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    other = generalist.post(f"/api/v1/people/{person}/notes", body[:-2] + '!"}', headers=headers, **JSON)
    assert other.status_code == 422
    assert Person.objects.get(uid=person).notes.filter(text="Called.").count() == 1


def test_somebody_is_hired_by_api(world: World, generalist: Client) -> None:
    body = {
        "person": {"name": "Ada Marie Östlund-Nguyễn"},
        "number": "N-77",
        "legal_entity": str(world.entities["north"].uid),
        "starts_on": "2024-02-29",
        "job": {"title": "Analyst", "unit": str(world.kept["north"]["unit"].uid)},
        "pay": {"amount": "61234.50", "currency": "USD"},
    }
    assert generalist.post("/api/v1/people", json.dumps(body), **JSON).status_code == 201
    person = generalist.get("/api/v1/people?q=ostlund%20nguyen").json()["items"][0]
    pay = generalist.get(f"/api/v1/pay?person={person['uid']}").json()["items"][0]
    assert (person["title"], person["starts_on"]) == ("Analyst", "2024-02-29")
    assert pay["pay"] == {"amount": "61234.5", "currency": "USD"}


@pytest.mark.parametrize(
    "change",
    [
        {"name": "A\u0000B"},
        {"role": "administrator"},
        {"name": {"$gt": ""}},
        {"name": "x" * 301},
    ],
)
def test_values_that_cannot_be_are_refused(world: World, generalist: Client, change: dict[str, Any]) -> None:
    path = f"/api/v1/people/{world.kept['north']['people']}"
    headers: dict[str, Any] = {"If-Match": _etag(generalist, path)}
    assert generalist.patch(path, json.dumps(change), headers=headers, **JSON).status_code in (400, 422)


def test_a_future_change_is_not_told_to_whom_it_concerns(world: World, generalist: Client) -> None:
    path = _assignment(world)
    body = json.dumps({"on": "2099-01-01", "title": "Somewhere else"})
    headers: dict[str, Any] = {"If-Match": _etag(generalist, path)}
    assert generalist.post(f"{path}/changes", body, headers=headers, **JSON).status_code == 201
    mine = world.client("employee")
    for query in ("", "&as_of=2099-06-01"):
        items = mine.get(f"/api/v1/assignments?number=north-employee{query}").json()["items"]
        assert [(one["title"], one["valid_until"]) for one in items] == [("north-employee job", None)]
    assert generalist.get(path).json()["valid_until"] is not None


@pytest.mark.parametrize(
    ("resource", "queries"), [("people", 13), ("assignments", 10), ("pay", 11), ("notes", 10)]
)
def test_a_list_asks_as_much_for_one_row_as_for_many(
    generalist: Client, resource: str, queries: int, django_assert_num_queries: Any
) -> None:
    generalist.get("/api/v1/levels")  # the first request of a session notes when it began
    for limit in (1, 3):
        with django_assert_num_queries(queries):
            generalist.get(f"/api/v1/{resource}?limit={limit}")
