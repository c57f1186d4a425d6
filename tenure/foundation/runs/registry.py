"""What the domains above tell of their models: who may write them, what follows from them, how they are called."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from django.db.models import Model
from django.utils.functional import Promise

from tenure.foundation.access import Actor

Words = str | Promise
Touched = Mapping[type[Model], frozenset[int]]
Follower = Callable[[Touched, Actor], None]
Holder = Callable[[], None]

_labels: dict[type[Model], Words] = {}
_permissions: dict[type[Model], str] = {}
_refills: dict[type[Model], tuple[Callable[[Any], None], tuple[str, ...]]] = {}
_derived: set[type[Model]] = set()
_names: dict[type[Model], Callable[[Any], str]] = {}
_holders: list[Holder] = []
_followers: list[tuple[int, Follower]] = []


def written_with(model: type[Model], permission: str, label: Words = "") -> None:
    """Say which permission it takes to write a model; without, no run that touched it is taken back."""
    _permissions[model] = permission
    if label:
        _labels[model] = label


def permission_of(model: type[Model]) -> str | None:
    """Give the permission it takes to write a model."""
    return _permissions.get(model)


def label_of(model: type[Model]) -> str:
    """Say what the rows of a model are called."""
    return str(_labels.get(model, model._meta.verbose_name_plural))


def refilled(model: type[Model], fill: Callable[[Any], None], *columns: str) -> None:
    """Say how columns that history does not keep are worked out from the rest."""
    _refills[model] = (fill, columns)


def refill_of(model: type[Model]) -> tuple[Callable[[Any], None], tuple[str, ...]] | None:
    """Give how the columns of a model that history does not keep are worked out."""
    return _refills.get(model)


def derived(*models: type[Model]) -> None:
    """Name models whose rows follow from others: nothing is built on them."""
    _derived.update(models)


def is_derived(model: type[Model]) -> bool:
    """Say whether the rows of a model follow from others."""
    return model in _derived


def columns_to(model: type[Model]) -> Iterator[tuple[type[Model], str]]:
    """Give every column of every table, history aside, in which a row of the model may be named."""
    for one in model._meta.get_fields(include_hidden=True):
        if not (one.auto_created and (one.one_to_many or one.one_to_one)) or one.related_model is None:
            continue
        other: Any = one.related_model
        if not hasattr(other, "pgh_tracked_model"):
            yield other, str(one.field.attname)  # type: ignore[union-attr]


def called(model: type[Model], words: Callable[[Any], str]) -> None:
    """Say how a row is named for a person."""
    _names[model] = words


def name_of(row: Model) -> str:
    """Name a row for a person."""
    return _names.get(type(row), str)(row)


def hold_first(holder: Holder) -> None:
    """Register what has to be locked before rows are taken back."""
    _holders.append(holder)


def hold() -> None:
    """Take every lock that domains take before they move things."""
    for holder in _holders:
        holder()


def follow(follower: Follower, *, order: int = 100) -> None:
    """Register what is worked out anew once rows have been taken back."""
    _followers.append((order, follower))


def followers() -> Iterable[Follower]:
    """Give what follows, those below first."""
    return [one for _order, one in sorted(_followers, key=lambda pair: pair[0])]
