"""Search: forgiving to the typist, strict to the reader."""

from datetime import date

import pytest
from django.db.models import Q

from tenure.foundation.access import Actor, Held, Policy, guard
from tenure.foundation.access.policy import _policies
from tenure.foundation.identity.models import Grant, Role
from tenure.foundation.records.sensitivity import Sensitivity
from tenure.foundation.search import registry
from tenure.foundation.search.finding import find
from tenure.foundation.search.indexing import index, rebuild, remove, tokens_of
from tenure.foundation.search.models import Entry
from tenure.foundation.search.registry import Line, TooSensitive, register

pytestmark = [pytest.mark.django_db, pytest.mark.capability("PLT-12")]

NAMES = (
    "Zoë Åström",
    "José García",
    "Anne-Marie O’Neil",
    "Åsa Larsson",
    "李 小龍",
    "Мария Иванова",
    "نور الهدى",
)


def actor(*targets: int, scope: str = "some") -> Actor:
    return Actor(1, 1, date(2026, 3, 1), held=(Held("roles.see", scope, targets),))


@pytest.fixture(autouse=True)
def roles(monkeypatch: pytest.MonkeyPatch) -> list[Role]:
    monkeypatch.setattr(registry, "_sources", {})
    monkeypatch.setattr(Role, "sensitivity", Sensitivity.PUBLIC)
    monkeypatch.setitem(_policies, Role, _policies.get(Role, Policy()))
    guard(Role, Policy(scopes={"some": lambda _a, targets: Q(pk__in=targets)}))
    register(Role, lambda role: Line(role.name, role.purpose, (role.code,)), permission="roles.see")
    made = [Role.objects.create(code=f"e{n}", name=name, purpose="Engineer") for n, name in enumerate(NAMES)]
    index(*made)
    return made


def titles(text: str, roles: list[Role]) -> list[str]:
    return [hit.title for hit in find(actor(*(r.pk for r in roles)), text).hits]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("zoe", ["Zoë Åström"]),
        ("ÅSTRÖM zo", ["Zoë Åström"]),
        ("garc", ["José García"]),
        ("o’neil anne", ["Anne-Marie O’Neil"]),
        ("李", ["李 小龍"]),
        ("иван", ["Мария Иванова"]),
        ("نور", ["نور الهدى"]),
        ("e1", ["José García"]),
        ("as", ["Åsa Larsson", "Zoë Åström"]),
        ("zoe garcia", []),
        ("' | & !", []),
        ("", []),
    ],
)
def test_a_record_is_found_by_the_beginnings_of_its_words(
    text: str, found: list[str], roles: list[Role]
) -> None:
    assert titles(text, roles) == found


@pytest.mark.parametrize(
    ("text", "meant"), [("zeo", ""), ("gracia", "garcia"), ("larson asa", "asa larsson")]
)
def test_a_typing_error_is_forgiven_and_said(text: str, meant: str, roles: list[Role]) -> None:
    found = find(actor(*(r.pk for r in roles)), text)
    assert found.meant == meant
    assert bool(found.hits) == bool(meant)


def test_nobody_finds_what_a_list_would_not_show(roles: list[Role]) -> None:
    assert find(actor(roles[1].pk), "engineer").hits[0].title == "José García"
    assert [h.id for h in find(actor(roles[1].pk), "engineer").hits] == [roles[1].pk]
    assert find(actor(*(r.pk for r in roles), scope="unknown"), "engineer").hits == ()


def test_a_correction_does_not_tell_of_what_is_hidden(roles: list[Role]) -> None:
    assert find(actor(roles[0].pk), "gracia").meant == ""


def test_a_change_and_a_removal_are_found_at_once(roles: list[Role]) -> None:
    roles[0].name = "Zoë Berg"
    index(roles[0])
    remove(roles[1])
    assert (titles("berg", roles), titles("astrom", roles), titles("garcia", roles)) == (["Zoë Berg"], [], [])


def test_a_row_that_is_not_to_be_found_leaves_the_index(
    roles: list[Role], monkeypatch: pytest.MonkeyPatch
) -> None:
    register(Role, lambda role: None, permission="roles.see")
    index(roles[0])
    assert Entry.objects.count() == len(NAMES) - 1


def test_the_index_can_be_made_anew(roles: list[Role]) -> None:
    Entry.objects.all().delete()
    assert rebuild() == Role.objects.count()
    assert titles("zoe", roles) == ["Zoë Åström"]


def test_sensitive_words_do_not_get_into_the_index(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Grant, "sensitivity", Sensitivity.PAY)
    with pytest.raises(TooSensitive):
        register(Grant, lambda grant: Line("x"), permission="x")


def test_words_are_cut_alike_in_every_script() -> None:
    assert tokens_of("Anne-Marie O’Neil, 10.2", "anne") == ["10", "2", "anne", "marie", "neil", "o"]


@pytest.mark.parametrize("count", [1, 3])
def test_a_search_costs_the_same_for_few_and_many(
    count: int, roles: list[Role], django_assert_num_queries: pytest.FixtureRequest
) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        find(actor(*(r.pk for r in roles[:count])), "engineer")
