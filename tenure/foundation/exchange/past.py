"""Rows that were taken back in the moment they came in: they stand in row history only."""

from collections.abc import Hashable
from datetime import date
from typing import Any

from django.db.models import F

from tenure.foundation.audit.history import is_tracked, past_of

from .targets import Index, Target

Mark = tuple[Any, date, frozenset[tuple[str, Hashable]]]


def rescinded_of(one: Target, index: Index) -> set[Mark]:
    """Give owner, day and facts of the rows of no length that history knows."""
    return {(key, start, frozenset(facts.items())) for key, start, facts in rescinded_rows(one, index)}


def rescinded_rows(one: Target, index: Index) -> list[tuple[Any, date, dict[str, Any]]]:
    """Give the rows of no length, oldest first."""
    if not is_tracked(one.model):
        return []
    keys, facts = [one.column(name) for name in one.key], [one.column(name) for name in one.facts]
    taken_out: dict[str, Any] = {"pgh_label": "delete", "valid_from": F("valid_until")}
    past = past_of(one.model)._default_manager.filter(**taken_out)
    out = []
    for start, *values in past.order_by("pgh_id").values_list("valid_from", *keys, *facts):
        key = tuple(index.natural(one, n, v) for n, v in zip(one.key, values[: len(keys)], strict=True))
        told = {n: index.natural(one, n, v) for n, v in zip(one.facts, values[len(keys) :], strict=True)}
        out.append((key, start, told))
    return out
