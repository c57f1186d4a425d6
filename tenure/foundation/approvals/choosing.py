"""Chooses the chain of a matter: the first active one by rank whose conditions all fit, or the kind's own."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from .models import Chain
from .registry import Kind, StepSpec

AMOUNT_OVER: Final = "amount_over"
# Facts a matter has, by name: values, and for "amount" one number.
Facts = Mapping[str, Any]


def chosen(kind: Kind, facts: Facts) -> tuple[Chain | None, tuple[StepSpec, ...]]:
    """Give the chain that fits and its steps; without one, the steps the kind comes with."""
    rows = Chain.objects.filter(kind=kind.code, is_active=True).prefetch_related("steps")
    for row in rows.order_by("rank", "pk"):
        steps = tuple(step.spec for step in row.steps.all())
        if steps and fits(row.conditions, facts):
            return row, steps
    return None, kind.default


def fits(conditions: Mapping[str, Any], facts: Facts) -> bool:
    """Say whether every condition fits; a fact that is not known fits none."""
    return all(_fits(name, wanted, facts) for name, wanted in conditions.items())


def _fits(name: str, wanted: Any, facts: Facts) -> bool:
    if name == AMOUNT_OVER:
        amount = facts.get("amount")
        return amount is not None and Decimal(str(amount)) > Decimal(str(wanted))
    had = {str(one) for one in facts.get(name, ())}
    return bool(had & {str(one) for one in wanted})
