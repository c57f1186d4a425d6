"""Declares events and who reacts to them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, is_dataclass
from typing import Any, TypeVar, dataclass_transform

from pydantic import TypeAdapter

from tenure.foundation.jobs.actor import with_actor

E = TypeVar("E")
F = TypeVar("F", bound=Callable[..., None])


@dataclass(frozen=True)
class Reaction:
    """A function of a domain that answers an event; safe to run twice."""

    name: str
    function: Callable[..., Any]


_events: dict[str, type[Any]] = {}
_names: dict[type[Any], str] = {}
_reactions: dict[type[Any], list[Reaction]] = {}
_adapters: dict[type[Any], TypeAdapter[Any]] = {}
_followers: dict[type[Any], list[Callable[..., Any]]] = {}


@dataclass_transform(frozen_default=True)
def event(cls: type[E]) -> type[E]:
    """Make a class of identifiers and plain values an event: "people.PersonHired"."""
    frozen: type[E] = cls if is_dataclass(cls) else dataclass(frozen=True)(cls)
    name = f"{cls.__module__.split('.')[-2]}.{cls.__name__}"
    _events[name] = frozen
    _names[frozen] = name
    return frozen


def react_to(*events: type[Any], holds: Iterable[str] = ()) -> Callable[[F], F]:
    """Run a function after each of these events; it gets the event, and ``by`` if it asks for it.

    ``by`` holds the permissions in ``holds`` over everyone, and no others.
    """

    def declare(function: F) -> F:
        name = f"{function.__module__}.{function.__name__}"
        for one in events:
            whole = with_actor(function, name, tuple(holds))
            _reactions.setdefault(one, []).append(Reaction(name, whole))
        return function

    return declare


def at_once(*events: type[Any]) -> Callable[[F], F]:
    """Run a function inside the announcing transaction: for what is derived and must never be stale.

    It keeps derived rows in step and does no act of its own; if it fails, the act fails.
    """

    def declare(function: F) -> F:
        for one in events:
            _followers.setdefault(one, []).append(function)
        return function

    return declare


def followers_of(cls: type[Any]) -> tuple[Callable[..., Any], ...]:
    """List what runs inside the announcing transaction."""
    return tuple(_followers.get(cls, ()))


def reactions_to(cls: type[Any]) -> tuple[Reaction, ...]:
    """List who answers an event."""
    return tuple(_reactions.get(cls, ()))


def name_of(cls: type[Any]) -> str:
    """Give the name under which an event is written down."""
    return _names[cls]


def packed(happened: Any) -> dict[str, Any]:
    """Turn an event into what JSON can hold."""
    plain: dict[str, Any] = _adapter(type(happened)).dump_python(happened, mode="json")
    return plain


def unpacked(name: str, payload: dict[str, Any]) -> Any:
    """Turn what was written down into the event again."""
    return _adapter(_events[name]).validate_python(payload)


def _adapter(cls: type[Any]) -> TypeAdapter[Any]:
    if cls not in _adapters:
        _adapters[cls] = TypeAdapter(cls)
    return _adapters[cls]
