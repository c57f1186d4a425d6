"""The explanation is the policy: it names a way exactly when access is granted, and no more."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings, strategies as st

from tenure.domains.people.models import Person
from tenure.foundation.access import policy_of
from tenure.foundation.access.trace import reasons
from tenure.foundation.identity.actions.grants import Over
from tenure.foundation.identity.models import RolePermission
from tenure.foundation.identity.tests.factories import EVERYONE, hold, user
from tenure.shell.rights.actors import holders
from tenure.shell.rights.readers import SHARED, Way, ways_to
from tenure.shell.rights.records import kinds

from .asking import undone
from .world import World, actor, build

RECORDS = sorted(kinds())
GIVEN = ("hr_generalist", "hr_manager", "payroll", "auditor", "recruiter", "administrator", "executive")
SCOPES = ("everyone", "entity", "unit", "place")


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield build()
        transaction.set_rollback(True)


def _over(world: World, scope: str, entity: str) -> Over:
    kept = world.kept[entity]
    target = {"entity": world.entities[entity], "unit": kept["unit"], "place": kept["place"]}.get(scope)
    return Over(scope, (target.pk,)) if target else EVERYONE


def _reached(way: Way, permission_holders: dict[int, bool]) -> set[int]:
    """Give the accounts that a way speaks of: one, or all that work here."""
    if way.holder is not None:
        return {way.holder.actor.user_id or 0}
    return {key for key, here in permission_holders.items() if here}


@pytest.mark.capability("PLT-03")
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_a_way_is_named_exactly_for_those_who_get_in(world: World, data: st.DataObject) -> None:
    with undone():
        for number in range(data.draw(st.integers(0, 3))):
            scope, entity = data.draw(st.sampled_from(SCOPES)), data.draw(st.sampled_from(["north", "south"]))
            person = data.draw(st.sampled_from(sorted(world.people)))
            account = Person.objects.get(pk=world.people[person].pk).user or user(f"x{number}@example.com")
            code = data.draw(st.sampled_from(GIVEN))
            if not account.grants.filter(role__code=code).exists():
                hold(account, code, _over(world, scope, entity), since=world.by.today)
            Person.objects.filter(pk=world.people[person].pk, user=None).update(user=account)
        kind, entity = data.draw(st.sampled_from(RECORDS)), data.draw(st.sampled_from(["north", "south"]))
        model, permission = kinds()[kind].model, kinds()[kind].permission
        row = model._default_manager.get(uid=world.kept[entity][kind])
        everybody = holders(_accounts(world), world.by.today)
        here = {one.actor.user_id or 0: any(not s.grant for s in one.sources) for one in everybody}
        let_in = {
            one.actor.user_id
            for one in everybody
            if model._default_manager.allowed(one.actor, permission).filter(pk=row.pk).exists()
        }
        named = {key for way in ways_to(row, permission, world.by.today) for key in _reached(way, here)}
        assert named == let_in
        for one in everybody:
            assert bool(reasons(one.actor, permission, row)) == (one.actor.user_id in let_in)


def _accounts(world: World) -> list[int]:
    from tenure.foundation.identity.models import User

    return list(User.objects.values_list("pk", flat=True))


def test_taking_a_named_way_away_shuts_it(world: World) -> None:
    row = world.people["north-employee"]
    for way in ways_to(row, "people.directory", world.by.today):
        if way.source.grant is not None and way.holder is not None:
            with undone():
                way.source.grant.role.permissions.filter(permission="people.directory").delete()
                again = ways_to(row, "people.directory", world.by.today)
            assert way.source.grant.pk not in {one.source.grant.pk for one in again if one.source.grant}


def test_every_implied_scope_is_either_shared_or_told_person_by_person() -> None:
    """A new implied scope must be thought about: who is a candidate for it?"""
    from tenure.foundation.identity.roles import shipped_roles

    scopes = {line.scope for role in shipped_roles() if role.implied for line in role.lines}
    assert scopes - {*SHARED, "own", "reports"} == set()
    assert RolePermission.GRANTED not in scopes


def test_an_employee_asks_about_their_own_file(world: World) -> None:
    uid = world.people["north-employee"].uid
    answer = world.client("employee").get(f"/who-can-see/people/{uid}?part=pay")
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Payroll" in text
    assert "north-hr_manager name" in text


def test_a_colleague_cannot_ask_about_what_they_cannot_see(world: World) -> None:
    uid = world.kept["north"]["pay"]
    client = world.client("colleague")
    assert client.get(f"/who-can-see/pay/{uid}").status_code == 404
    assert client.get(f"/who-can-see/people/{world.people['north-employee'].uid}?part=pay").status_code == 404


def test_the_administrator_sees_numbers_and_no_names(world: World) -> None:
    account = world.users["generalist"]
    text = world.client("administrator").get(f"/settings/accounts/{account.uid}/rights").content.decode()
    assert "HR generalist" in text
    assert "SECRET" not in text
    assert not any(person.name in text for person in world.people.values())


def test_programs_ask_the_same(world: World) -> None:
    client = world.client("hr_manager")
    uid = world.kept["north"]["pay"]
    answer = client.get(f"/api/v1/records/pay/{uid}/readers").json()
    roles = {line["role"] for part in answer for line in part["lines"]}
    assert roles == {"Employee", "HR generalist", "HR manager", "Payroll"}
    mine = client.get("/api/v1/me/rights").json()
    assert {"pay.view", "people.directory"} <= {one["permission"] for one in mine}
    assert Client().get("/api/v1/me/rights").status_code == 401


def test_asking_about_an_account_takes_the_right_to_look_after_it(world: World) -> None:
    path = f"/api/v1/accounts/{world.users['generalist'].uid}/rights"
    assert world.client("administrator").get(path).status_code == 200
    assert world.client("employee").get(path).status_code == 404


@pytest.mark.parametrize("code", ["pay", "people", "notes", "positions"])
def test_more_holders_ask_no_more_questions(world: World, code: str, django_assert_num_queries) -> None:
    row = kinds()[code].model._default_manager.get(uid=world.kept["north"][code])
    counts = []
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for more in (0, 6):
        with undone():
            for number in range(more):
                user(f"more{number}@example.com", "hr_generalist")
            with CaptureQueriesContext(
                connection,
            ) as caught:
                ways_to(row, kinds()[code].permission, world.by.today)
            counts.append(len(caught))
    assert counts[0] == counts[1]
    assert policy_of(type(row)) is not None
    assert actor(world, "employee").person_id
