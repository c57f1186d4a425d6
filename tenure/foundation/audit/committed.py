"""Says whether any line of the trail was committed while a request was at work."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import transaction

_seen: ContextVar[list[bool] | None] = ContextVar("tenure_committed", default=None)


@contextmanager
def counted() -> Iterator[list[bool]]:
    """Give a list that is filled once something is committed in here."""
    seen: list[bool] = []
    token = _seen.set(seen)
    try:
        yield seen
    finally:
        _seen.reset(token)


def note() -> None:
    """Note, once the transaction at hand is committed, that it was."""
    seen = _seen.get()
    if seen is not None:
        transaction.on_commit(lambda: seen.append(True))
