"""Turns the rows that a run plans into rows of a table: relations become keys, defaults are filled in."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from tenure.foundation.postgres import copying

from .differences import RowPlan
from .targets import Index, Target, target

Taking = Callable[[RowPlan], Any]


def insert(
    one: Target,
    plans: Sequence[RowPlan],
    index: Index,
    *,
    progress: Callable[[int], None],
    without: Sequence[str] = (),
) -> list[int]:
    """Write new rows in one go; give their keys in order. Facts named in ``without`` stay blank."""
    keys = copying.reserve(one.model, len(plans))
    taken = _columns(one, plans, index, without)
    columns = ["id", *taken, *one.derived]
    copying.insert(one.model, columns, _rows(one, zip(keys, plans, strict=True), taken, progress))
    return keys


def _rows(
    one: Target,
    plans: Iterable[tuple[int, RowPlan]],
    taken: dict[str, Taking],
    progress: Callable[[int], None],
) -> Iterator[list[Any]]:
    for key, plan in plans:
        values = [key, *(take(plan) for take in taken.values())]
        if one.fill is not None:
            instance = one.model(**dict(zip(taken, values[1:], strict=True)))
            one.fill(instance)
            values += [getattr(instance, name) for name in one.derived]
        yield values
        progress(1)


def _columns(
    one: Target, plans: Sequence[RowPlan], index: Index, without: Sequence[str]
) -> dict[str, Taking]:
    """Say, for each column that a run gives, how its value is taken from a plan."""
    told = dict.fromkeys((*one.facts, *(name for plan in plans for name in plan.facts)))
    taken = {one.column(name): _part(at, _stored(one, name, index)) for at, name in enumerate(one.key)}
    for name in told:
        if name not in without:
            taken[one.column(name)] = _fact(name, one.default(name), _stored(one, name, index))
    if one.is_dated:
        taken |= {"valid_from": lambda plan: plan.start, "valid_until": lambda plan: plan.end}
    for name, owner in one.copied.items():
        taken[one.column(name)] = _from_owner(one, owner, name, index)
    return taken


def _stored(one: Target, name: str, index: Index) -> Callable[[Any], Any]:
    """Give what turns a value of a draft into that of a column."""
    if name not in one.refs:
        return lambda value: list(value) if isinstance(value, tuple) else value
    rows = index.rows(one.refs[name])
    return lambda value: None if value is None else rows[value]


def _part(at: int, stored: Callable[[Any], Any]) -> Taking:
    return lambda plan: stored(plan.key[at])


def _fact(name: str, default: Any, stored: Callable[[Any], Any]) -> Taking:
    return lambda plan: stored(plan.facts.get(name, default))


def _from_owner(one: Target, owner: str, name: str, index: Index) -> Taking:
    """Take a relation from the natural key of the owner, which holds it: an employment's person."""
    above = target(one.refs[owner])
    at, place = one.key.index(owner), above.key.index(name)
    rows = index.rows(above.refs[name])
    return lambda plan: rows.get(plan.key[at][place])  # type: ignore[index]
