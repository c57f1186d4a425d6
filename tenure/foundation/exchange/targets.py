"""What rows of the database an import writes: their natural keys, relations and facts."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

from django.db.models import Model
from django.utils.functional import Promise

from tenure.foundation.runs.registry import refilled, written_with

Key = tuple[Hashable, ...]
Words = str | Promise


@dataclass(frozen=True)
class Target:
    """A model as imports see it.

    ``key`` are the columns that name a row (of a dated model: its owner), ``facts`` what files may
    say, ``refs`` the target that a relation points to. ``copied`` are relations that follow from
    the owner: ``{"person": "employment"}`` takes the person of the employment. ``permission`` is
    what it takes to write a row.
    """

    name: str
    label: Words
    model: type[Model]
    key: tuple[str, ...]
    facts: tuple[str, ...]
    refs: Mapping[str, str] = field(default_factory=dict)
    is_dated: bool = False
    copied: Mapping[str, str] = field(default_factory=dict)
    derived: tuple[str, ...] = ()
    fill: Callable[[Any], None] | None = None
    order: int = 100
    permission: str = ""

    @cached_property
    def blank(self) -> dict[str, Any]:
        """Give the values that facts have when nobody gave them."""
        return {name: self.default(name) for name in self.facts}

    def default(self, name: str) -> Any:
        """Give the value of a field when nobody gave it."""
        return _default(self.model, name)

    def column(self, name: str) -> str:
        """Give the name of the database column behind a field."""
        return _column(self.model, name)


@cache
def _column(model: type[Model], name: str) -> str:
    return str(model._meta.get_field(name).attname)  # type: ignore[union-attr]


_targets: dict[str, Target] = {}


def register(*targets: Target) -> None:
    """Register what imports may write."""
    for one in targets:
        _targets[one.name] = one
        written_with(one.model, one.permission, one.label)
        if one.fill is not None:
            refilled(one.model, one.fill, *one.derived)


def target(name: str) -> Target:
    """Find a target by name."""
    return _targets[name]


def in_order() -> list[Target]:
    """Give all targets, those that others point to first."""
    return sorted(_targets.values(), key=lambda one: one.order)


class Index:
    """Which row has which natural key, for every target, both ways; read once, kept up while writing."""

    def __init__(self) -> None:
        self._keys: dict[str, dict[int, Key]] = {}
        self._rows: dict[str, dict[Key, int]] = {}

    def pk(self, name: str, key: Key) -> int | None:
        """Give the row of a natural key."""
        return self._load(name).get(key)

    def key(self, name: str, pk: int | None) -> Key | None:
        """Give the natural key of a row."""
        self._load(name)
        return None if pk is None else self._keys[name].get(pk)

    def keys(self, name: str) -> Iterable[Key]:
        """Give all natural keys of a target."""
        return self._load(name).keys()

    def learn(self, name: str, key: Key, pk: int) -> None:
        """Remember a row just written."""
        self._load(name)[key] = pk
        self._keys[name][pk] = key

    def natural(self, one: Target, field_name: str, value: Any) -> Hashable:
        """Turn the value of a column into what drafts say: relations become natural keys."""
        if field_name in one.refs:
            return self.key(one.refs[field_name], value)
        return tuple(value) if isinstance(value, list) else value

    def stored(self, one: Target, field_name: str, value: Any) -> Any:
        """Turn what a draft says into the value of a column."""
        if field_name not in one.refs:
            return list(value) if isinstance(value, tuple) else value
        return None if value is None else self.rows(one.refs[field_name])[value]

    def rows(self, name: str) -> Mapping[Key, int]:
        """Give all rows of a target by natural key; rows learned later stand in it as well."""
        return self._load(name)

    def _load(self, name: str) -> dict[Key, int]:
        if name not in self._rows:
            one = target(name)
            columns = [one.column(part) for part in one.key]
            found: dict[Key, int] = {}
            for pk, *values in one.model._default_manager.values_list("pk", *columns):
                key = tuple(
                    self.natural(one, part, value) for part, value in zip(one.key, values, strict=True)
                )
                found[key] = pk
            self._rows[name] = found
            self._keys[name] = {pk: key for key, pk in found.items()}
        return self._rows[name]


def _default(model: type[Model], name: str) -> Any:
    one = model._meta.get_field(name)
    if one.is_relation:
        return None
    value = one.get_default()  # type: ignore[union-attr]
    return tuple(value) if isinstance(value, list) else value
