"""Pages and answers that show what was believed at an instant: ``?as_known=`` beside ``?as_of=``."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from functools import wraps
from typing import Any, TypeVar

from django.http import HttpRequest
from django.utils import timezone

from tenure.foundation.audit import past

AS_KNOWN = "as_known"
View = TypeVar("View", bound=Callable[..., Any])


def looks_back(view: View) -> View:
    """Let a view answer with what was known at the instant that its address names.

    The actor's rights are today's; what lay ahead then is told to those who plan, and nobody else.
    Everything must be read before the view returns.
    """

    @wraps(view)
    def looking(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        raw = request.GET.get(AS_KNOWN, "").strip()
        at = past.read_instant(raw, zone=timezone.get_current_timezone()) if raw else None
        with looking_back_at(request, at):
            return view(request, *args, **kwargs)

    return looking  # type: ignore[return-value]


def answers(run: View) -> View:
    """Keep what ``look_back`` begins until the answer of an API operation is written, and no longer."""

    @wraps(run)
    def answering(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        with ExitStack() as until_answered:
            request.until_answered = until_answered  # type: ignore[attr-defined]
            return run(request, *args, **kwargs)

    return answering  # type: ignore[return-value]


def look_back(request: HttpRequest, at: datetime | None) -> None:
    """Answer this request with what was known at an instant, if one is asked for."""
    request.until_answered.enter_context(looking_back_at(request, at))  # type: ignore[attr-defined]


@contextmanager
def looking_back_at(request: HttpRequest, at: datetime | None) -> Iterator[None]:
    """Read what was known at an instant, if one is named, for as long as this lasts."""
    if at is None:
        yield
        return
    then, here = past.known(at), request.actor  # type: ignore[attr-defined]
    request.actor = here.back_at(at, timezone.localdate(at))  # type: ignore[attr-defined]
    try:
        with past.reading(then):
            yield
    finally:
        request.actor = here  # type: ignore[attr-defined]
