"""Why a row is reached: every right tried alone, by the policy that decides it for real.

The explanation cannot drift from the decision, because both are the same ``Q``.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from django.db.models import BooleanField, Case, Model, Q, Value, When

from .actor import Actor, Held
from .policy import policy_of

AT_ONCE: Final = 40


@dataclass(frozen=True)
class Try:
    """One right of one actor, to be tried alone."""

    actor: Actor
    right: Held


def alone(permission: str, one: Try, model: type[Model]) -> Q:
    """Build the rows that one right opens by itself, beside what its holder has of other permissions."""
    policy = policy_of(model)
    codes = policy.behind(permission)
    others = tuple(held for held in one.actor.held if held.permission not in codes)
    return policy.rows(replace(one.actor, held=(*others, one.right)), permission)


def opened(row: Model, permission: str, tries: Sequence[Try]) -> list[bool]:
    """Say for each right whether it opens the row: one query for every forty."""
    answers: list[bool] = []
    for start in range(0, len(tries), AT_ONCE):
        some = tries[start : start + AT_ONCE]
        flags = {f"right_{i}": _flag(alone(permission, one, type(row))) for i, one in enumerate(some)}
        rows: Any = type(row)._base_manager.filter(pk=row.pk)
        found = rows.annotate(**flags).values(*flags).first() or {}
        answers += [bool(found.get(name)) for name in flags]
    return answers


def reasons(actor: Actor, permission: str, row: Model) -> tuple[Held, ...]:
    """Name the rights by which an actor reaches a row; none means that it is out of reach."""
    codes = policy_of(type(row)).behind(permission)
    rights = [held for held in actor.held if held.permission in codes and _usable(actor, held)]
    tries = [Try(actor, held) for held in rights]
    return tuple(held for held, open_ in zip(rights, opened(row, permission, tries), strict=True) if open_)


def _usable(actor: Actor, held: Held) -> bool:
    return actor.scopes is None or held.permission in actor.scopes


def _flag(condition: Q) -> Case:
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())
