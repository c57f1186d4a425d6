"""What stands in the navigation."""

from dataclasses import dataclass, field

import pytest

from tenure.foundation.ui import navigation


@dataclass
class Holder:
    permissions: set[str] = field(default_factory=set)

    def holds(self, permission: str) -> bool:
        return permission in self.permissions


@pytest.fixture(autouse=True)
def entries(monkeypatch):
    monkeypatch.setattr(navigation, "_areas", {})
    navigation.add("Pay", "pay", "cash", permission="pay.view", order=30)
    navigation.add("Home", "home", "home", order=10)
    navigation.add("People", "people", "users", permission="people.view", order=20)


def test_an_area_is_seen_by_those_who_may_do_something_there():
    assert [entry.label for entry in navigation.areas(Holder({"pay.view"}))] == ["Home", "Pay"]


def test_an_area_stands_once():
    navigation.add("Start", "home", "home", order=10)
    assert [entry.label for entry in navigation.areas(Holder())] == ["Start"]
