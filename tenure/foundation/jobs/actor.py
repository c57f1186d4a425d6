"""Who acts when nobody does: a job or a reaction, with the few permissions it was declared with."""

from collections.abc import Callable
from inspect import signature
from typing import Any

from django.utils import timezone

from tenure.foundation.access import Actor, Held


def machine(name: str, *permissions: str) -> Actor:
    """Make the actor of a piece of machinery: what it may, it may over everyone, and nothing else."""
    held = tuple(Held(permission, "everyone") for permission in permissions)
    return Actor(
        user_id=None, person_id=None, today=timezone.localdate(), held=held, channel="job", label=name
    )


def with_actor(function: Callable[..., Any], name: str, holds: tuple[str, ...]) -> Callable[..., Any]:
    """Let a function that asks for ``by`` be called without it."""
    if "by" not in signature(function).parameters:
        return function

    def call(*args: Any, **kwargs: Any) -> Any:
        return function(*args, by=machine(name, *holds), **kwargs)

    return call
