"""Which models are found by search, and by which words."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Model, QuerySet

from tenure.foundation.records.sensitivity import Sensitivity

OPEN_ENOUGH: Final = frozenset({Sensitivity.PUBLIC, Sensitivity.INTERNAL})


class TooSensitive(Exception):
    """A model whose words may not lie in the index."""


@dataclass(frozen=True)
class Line:
    """What search is to know of a record: title and subtitle are shown, ``words`` only found."""

    title: str
    subtitle: str = ""
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Source:
    """A model that search finds: over which permission, and how its rows become lines."""

    model: type[Model]
    permission: str
    line: Callable[[Any], Line | None]
    rows: Callable[[], QuerySet[Any]]
    rank: int


_sources: dict[str, Source] = {}


def register(
    model: type[Model],
    line: Callable[[Any], Line | None],
    *,
    permission: str,
    rows: Callable[[], QuerySet[Any]] | None = None,
    rank: int = 100,
) -> None:
    """Let a model be found by those who hold the permission over the row.

    ``line`` gives ``None`` for a row that is not to be found; ``rows`` fetches what ``line`` needs
    in few queries; kinds with a lower ``rank`` come first.
    """
    if model.sensitivity not in OPEN_ENOUGH:  # type: ignore[attr-defined]
        raise TooSensitive(model._meta.label)
    every = rows or model._default_manager.all
    _sources[model._meta.label_lower] = Source(model, permission, line, every, rank)


def sources() -> list[Source]:
    """List the models that are found, in the order of their ranks."""
    return sorted(_sources.values(), key=lambda source: source.rank)


def source_of(model: type[Model]) -> Source:
    """Find what a model registered; one that did not is a mistake of the caller."""
    return _sources[model._meta.label_lower]
