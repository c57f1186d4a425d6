"""What stands above says: which acts take a second person, what each does, and who an account is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from tenure.foundation.access import Actor
from tenure.foundation.approvals import Kind, StepSpec, kind
from tenure.foundation.records.sensitivity import Sensitivity

from .models import Facts, PendingAct

Words = Any


@dataclass(frozen=True)
class Act:
    """An act that one person asks for and another confirms.

    ``do`` carries it out with the rights of whoever is given, who must hold them; it is tried with
    those of who asked. ``says`` gives labels and values for whoever decides. A permit (``lasts``)
    does nothing by itself: it is used once, within that time, by whoever asked.
    """

    code: str
    label: Words
    do: Callable[[Facts, Actor], object]
    says: Callable[[Facts], list[tuple[Words, Words]]]
    confirms: tuple[str, ...]
    lasts: timedelta | None = None

    @property
    def kind(self) -> str:
        """The kind of approval."""
        return f"dual.{self.code}"


_acts: dict[str, Act] = {}
_actors: list[Callable[[int], Actor | None]] = []


def act(declared: Act) -> Act:
    """Register an act, and the kind of approval that it waits for; no delegate confirms it."""
    from . import actions, queries

    _acts[declared.code] = declared
    kind(
        Kind(
            declared.kind,
            declared.label,
            PendingAct,
            approve=actions.confirm_act,
            decline=actions.decline_act,
            withdraw=actions.withdraw_act,
            default=(StepSpec(declared.confirms),),
            sensitivity=Sensitivity.PAY,
            template="dual_control/decision.html",
            shows=queries.decision,
        )
    )
    return declared


def act_of(code: str) -> Act:
    """Find an act; one that nobody declared is a mistake of the caller."""
    return _acts[code]


def is_known(code: str) -> bool:
    """Say whether an act takes a second person at all."""
    return code in _acts


def act_as(function: Callable[[int], Actor | None]) -> None:
    """Register who builds the actor of an account, with the rights of today."""
    _actors[:] = [function]


def actor_of(user_id: int | None) -> Actor | None:
    """Build the actor of an account; one that is closed is nobody."""
    return _actors[0](user_id) if user_id and _actors else None
