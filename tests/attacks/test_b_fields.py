"""Learning or writing a field that is not one's own: by order, by filter, by a body, by an error."""

import pytest

from tests.access.world import World

pytestmark = pytest.mark.capability("PLT-02")


@pytest.mark.parametrize(
    "key", ["amount", "pay__amount", "birth_date", "personal__birth_date", "user__password"]
)
def test_b08_nothing_hidden_puts_a_list_in_order(world: World, key: str) -> None:
    for role in ("employee", "hr_manager"):
        assert world.client(role).get(f"/api/v1/people?sort={key}").status_code == 400


@pytest.mark.parametrize(
    "key", ["user__password__startswith", "manager__pay__amount", "pay__amount__gt", "id"]
)
def test_b09_no_filter_reaches_through_a_relation(world: World, key: str) -> None:
    assert world.client("hr_manager").get(f"/api/v1/people?{key}=1").status_code == 400


@pytest.mark.parametrize("field", ["user", "user_id", "uid", "version", "number", "is_active"])
def test_b04_a_field_that_is_not_given_away_stays(world: World, field: str) -> None:
    person = world.people["north-employee"]
    before = type(person).objects.values().get(pk=person.pk)
    answer = world.client("employee").patch(
        f"/api/v1/people/{person.uid}",
        {field: "7"},
        content_type="application/json",
        headers={"If-Match": "*"},
    )
    assert answer.status_code in (400, 403, 404, 422)
    assert type(person).objects.values().get(pk=person.pk) == before


def test_b10_an_error_about_a_taken_number_names_nobody(world: World) -> None:
    person = world.people["north-employee"]
    answer = world.client("generalist").patch(
        f"/api/v1/people/{person.uid}",
        {"number": "south-employee"},
        content_type="application/json",
        headers={"If-Match": "*"},
    )
    assert b"south-employee name" not in answer.content
    assert b"SECRET" not in answer.content
