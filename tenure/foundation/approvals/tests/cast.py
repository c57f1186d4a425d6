"""Something that needs approval, made of what the foundation has: the peg of a setting."""

from datetime import date
from typing import Any
from uuid import UUID

from tenure.foundation.access import Actor, Held
from tenure.foundation.approvals import Kind, StepSpec, accounts_of, chain, kind, resolver
from tenure.foundation.approvals.states import Rule
from tenure.foundation.identity.models import User
from tenure.foundation.settings.models import SettingKey

TODAY = date(2026, 3, 2)
effects: list[UUID] = []
named: dict[str, set[int]] = {}
people: dict[int, int] = {}


def approve(uid: UUID, *, by: Actor, words: str = "") -> None:
    subject = chain.waiting(SettingKey, uid, by=by)
    if chain.sign(subject, by=by, note=words):
        effects.append(uid)


def decline(uid: UUID, *, by: Actor, words: str = "") -> None:
    chain.decline(chain.waiting(SettingKey, uid, by=by), by=by, reason=words)


def withdraw(uid: UUID, *, by: Actor, words: str = "") -> None:
    chain.withdraw(chain.asked(SettingKey, uid, by=by), by=by)


@resolver("tests", "Whoever the test says")
def whoever(_matter: Any, name: str) -> set[int]:
    return named.get(name, set())


@accounts_of
def accounts(keys: tuple[int, ...]) -> set[int]:
    return {people[key] for key in keys if key in people}


def declare(*steps: StepSpec, **more: Any) -> Kind:
    """Declare the kind anew with these steps."""
    chosen = steps or (StepSpec(("tests:first",)),)
    return kind(
        Kind("tests.thing", "A thing", SettingKey, approve, decline, withdraw, default=chosen, **more)
    )


def user(name: str) -> User:
    return User.objects.get_or_create(email=f"{name}@example.org")[0]


def actor(who: User, *codes: str, person: int | None = None, today: date = TODAY) -> Actor:
    held = tuple(Held(code, "own") for code in ("approvals.view", "approvals.decide"))
    held += tuple(Held(code, "everyone") for code in codes)
    return Actor(who.pk, person, today, held, "test", label=who.email)


def names(*who: User) -> None:
    """Let the first step be decided by these."""
    named["first"] = {one.pk for one in who}


def thing(key: str = "thing") -> SettingKey:
    return SettingKey.objects.create(key=key)


__all__ = ["Rule", "StepSpec"]
