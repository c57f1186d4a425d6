"""A state table: the one place that says which step leads where."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Generic, TypeVar

from django.utils.translation import gettext_lazy as _

from tenure.foundation.refusal import Refused

S = TypeVar("S", bound=Enum)


class WrongStep(Refused):
    message = _("This cannot be done now: it is {state}.")
    status = 409


@dataclass(frozen=True)
class Machine(Generic[S]):
    """Steps by name; each leads from some states to another."""

    steps: Mapping[str, Mapping[S, S]]

    def after(self, step: str, state: S) -> S:
        """Give the state after a step, or refuse a step that does not start from here."""
        try:
            return self.steps[step][state]
        except KeyError:
            raise WrongStep(state=getattr(state, "label", state.value), step=step) from None

    def open_from(self, state: S) -> tuple[str, ...]:
        """Name the steps that start from a state: which buttons a page shows."""
        return tuple(step for step, ways in self.steps.items() if state in ways)

    def ends(self) -> frozenset[S]:
        """Give the states that no step leaves."""
        everywhere = {end for ways in self.steps.values() for end in ways.values()}
        return frozenset(state for state in everywhere if not self.open_from(state))
