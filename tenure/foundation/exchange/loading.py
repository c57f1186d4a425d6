"""Writes what a run has to change, in batches, under the same constraints as any other write.

Only the bulk verbs of domains call this, inside their transaction. What was written is held
against the rights of the actor once the chains they rest on are derived: see ``check_reach``.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any, Final

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from tenure.foundation.access import Actor
from tenure.foundation.postgres import statistics
from tenure.foundation.refusal import Refused

from . import storing
from .differences import Differences, RowPlan, TargetPlan
from .targets import Index, Target

BATCH: Final = 2000
MANY_ROWS: Final = 500
Written = dict[str, set[int]]
Progress = Callable[[int], None]


def write(found: Differences, *, progress: Progress = lambda _count: None) -> Written:
    """Write every plan in order; give the keys of the rows touched, by target."""
    written: Written = {}
    for plan in found.plans:
        touched = written.setdefault(plan.target.name, set())
        touched |= _remove(plan)
        touched |= _update(plan, found.index, progress)
        touched |= _insert(plan, found.index, progress)
        _pass_through_history(plan, found.index, progress)
    if sum(map(len, written.values())) >= MANY_ROWS:
        statistics.refresh()
    return written


class OutOfReach(Refused):
    message = _(
        "Nothing was imported: {count} rows of {what} are of people or units that you do not look after."
    )


def check_rows_there(found: Differences, by: Actor) -> None:
    """Refuse to change or take away rows that are not the actor's to change."""
    for plan in found.plans:
        _check(plan.target, {row.pk for row in plan.changed if row.pk} | set(plan.gone), by)


def check_reach(found: Differences, written: Written, by: Actor) -> None:
    """Refuse what now stands outside of the actor's reach; the caller's transaction is undone by it."""
    for plan in found.plans:
        _check(plan.target, written.get(plan.target.name, set()) - set(plan.gone), by)


def _check(one: Target, pks: set[int], by: Actor) -> None:
    if not pks or any(scope == "everyone" for scope, _targets in by.grants(one.permission)):
        return
    rows = one.model._default_manager.allowed(by, one.permission)  # type: ignore[attr-defined]
    mine = rows.filter(pk__any_of=pks).count()
    if mine < len(pks):
        raise OutOfReach(count=len(pks) - mine, what=one.label)


def _remove(plan: TargetPlan) -> set[int]:
    if plan.gone:
        plan.target.model._default_manager.filter(pk__in=plan.gone).delete()
    return set(plan.gone)


def _update(plan: TargetPlan, index: Index, progress: Progress) -> set[int]:
    """Shorten before lengthening, so that no two rows of an owner ever hold at once."""
    rows = plan.target.model._default_manager.in_bulk([row.pk for row in plan.changed])
    shorter = [row for row in plan.changed if _shrinks(row)]
    longer = [row for row in plan.changed if not _shrinks(row)]
    for some in (shorter, longer):
        for batch in _batches(some):
            _update_batch(plan.target, [_changed(plan.target, rows[row.pk], row, index) for row in batch])
            progress(len(batch))
    return set(rows)


def _shrinks(row: RowPlan) -> bool:
    old = row.was.get("valid_until", row.end)
    return row.end is not None and (old is None or row.end < old)


def _changed(one: Target, instance: Any, row: RowPlan, index: Index) -> Model:
    for name, value in row.facts.items():
        setattr(instance, one.column(name), index.stored(one, name, value))
    if one.is_dated:
        instance.valid_until = row.end
    instance.version += 1
    _fill(one, instance)
    return instance  # type: ignore[no-any-return]


def _update_batch(one: Target, instances: Sequence[Model]) -> None:
    fields = [*one.facts, *one.derived, "version", *(("valid_until",) if one.is_dated else ())]
    one.model._default_manager.bulk_update(instances, list(dict.fromkeys(fields)), batch_size=BATCH)


def _insert(plan: TargetPlan, index: Index, progress: Progress) -> set[int]:
    """Insert new rows; a relation to a row of the same kind waits until that row has a key."""
    own = [name for name, ref in plan.target.refs.items() if ref == plan.target.name]
    keys = storing.insert(plan.target, plan.new, index, progress=progress, without=own)
    if not plan.target.is_dated:
        for row, key in zip(plan.new, keys, strict=True):
            index.learn(plan.target.name, row.key, key)
    for name in own:
        _link(plan, name, index)
    return set(keys)


def _link(plan: TargetPlan, name: str, index: Index) -> None:
    waiting = {
        index.pk(plan.target.name, row.key): row for row in plan.new if row.facts.get(name) is not None
    }
    rows = list(plan.target.model._default_manager.filter(pk__in=waiting))
    for one in rows:
        setattr(one, plan.target.column(name), index.stored(plan.target, name, waiting[one.pk].facts[name]))
    if rows:
        plan.target.model._default_manager.bulk_update(rows, [name], batch_size=BATCH)


def _pass_through_history(plan: TargetPlan, index: Index, progress: Progress) -> None:
    """Insert rows that never held and take them back at once: history keeps them."""
    for batch in _batches(plan.rescinded):
        keys = storing.insert(plan.target, batch, index, progress=progress)
        plan.target.model._default_manager.filter(pk__any_of=keys).delete()


def _fill(one: Target, instance: Model) -> None:
    if one.fill is not None:
        one.fill(instance)


def _batches(rows: Sequence[RowPlan]) -> Iterator[list[RowPlan]]:
    left = iter(rows)
    while batch := list(islice(left, BATCH)):
        yield batch
