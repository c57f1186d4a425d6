"""Reads from row history what a run did: rows made, changed and taken out."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db import connection
from django.db.models import Model

from tenure.foundation.audit.history import past_of, tracked_models

from .registry import is_derived


@dataclass(frozen=True)
class Deeds:
    """What a run did to the rows of one model, by key; a row made and removed again is none of them."""

    model: type[Model]
    made: frozenset[int] = frozenset()
    changed: frozenset[int] = frozenset()
    removed: frozenset[int] = frozenset()
    last: dict[int, int] = field(default_factory=dict, compare=False)

    @property
    def all(self) -> frozenset[int]:
        """The keys of all rows touched."""
        return self.made | self.changed | self.removed


def done_in(run: UUID) -> list[Deeds]:
    """Give what a run did, model by model; what is derived follows by itself."""
    found = (_deeds(model, run) for model in tracked_models() if not is_derived(model))
    return [one for one in found if one.all]


def _deeds(model: type[Model], run: UUID) -> Deeds:
    table = past_of(model)._meta.db_table
    sql = f"""
        SELECT pgh_obj_id, (array_agg(pgh_label ORDER BY pgh_id))[1],
               (array_agg(pgh_label ORDER BY pgh_id DESC))[1], max(pgh_id)
        FROM "{table}" WHERE pgh_run = %s GROUP BY pgh_obj_id
    """  # noqa: S608 — the name of a table of our own
    with connection.cursor() as cursor:
        cursor.execute(sql, [run])
        rows = cursor.fetchall()
    acts = {key: (first, last) for key, first, last, _at in rows}
    return Deeds(
        model,
        made=_where(acts, lambda first, last: first == "insert" and last != "delete"),
        changed=_where(acts, lambda first, last: first != "insert" and last != "delete"),
        removed=_where(acts, lambda first, last: first != "insert" and last == "delete"),
        last={key: at for key, _first, _last, at in rows},
    )


def _where(acts: dict[int, tuple[str, str]], wanted: Callable[[str, str], bool]) -> frozenset[int]:
    return frozenset(key for key, (first, last) in acts.items() if wanted(first, last))


def counts(deeds: Iterable[Deeds]) -> dict[str, dict[str, int]]:
    """Count what was done, by the label of the model."""
    return {
        one.model._meta.label_lower: {
            "made": len(one.made),
            "changed": len(one.changed),
            "removed": len(one.removed),
        }
        for one in deeds
    }
