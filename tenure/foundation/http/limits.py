"""Keeps one asker from taking it all: a leaky bucket each, in an unlogged table."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from math import ceil
from typing import Any, Final

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from tenure.foundation.refusal import Refused

from . import answers
from .request import address, asker

FREE: Final = ("/healthz", "/readyz", "/metrics")

# One statement: it pours and tells at once, however many ask at the same moment.
POUR: Final = """
    INSERT INTO http_bucket AS b (key, level, at) VALUES (%(key)s, 1, clock_timestamp())
    ON CONFLICT (key) DO UPDATE SET
        level = LEAST(
            GREATEST(0, b.level - extract(epoch FROM clock_timestamp() - b.at) * %(rate)s) + 1, %(size)s + 1
        ),
        at = clock_timestamp()
    RETURNING level
"""


class TooMany(Refused):
    message = _("That was too much at once. Try again in {seconds} seconds.")
    status = 429


@dataclass(frozen=True)
class Limit:
    """How many requests may come at once, and how many each second after that."""

    size: float
    rate: float

    @classmethod
    def parse(cls, text: str) -> "Limit":
        """Read "600/20": 600 at once, then 20 a second."""
        size, _slash, rate = text.partition("/")
        return cls(float(size), float(rate or "1"))


def seconds_to_wait(key: str, limit: Limit) -> int:
    """Pour one drop and give 0, or the seconds until there is room."""
    with connection.cursor() as cursor:
        cursor.execute(POUR, {"key": key[:120], "rate": limit.rate, "size": limit.size})
        level = float(cursor.fetchone()[0])
    return ceil((level - limit.size) / limit.rate) if level > limit.size else 0


def check(key: str, limit: Limit) -> None:
    """Refuse when the bucket is full."""
    if seconds := seconds_to_wait(key, limit):
        raise TooMany(seconds=seconds)


def limited(name: str, size: int, *, per_second: float) -> Callable[..., Any]:
    """Give a view a bucket of its own for each address: for what costs much or may be guessed at."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            check(f"{name}:{address(request)}", Limit(size, per_second))
            return view(request, *args, **kwargs)

        return guarded

    return decorate


class Limits:
    """Refuses whoever asks more than their share; stands after authentication."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response
        self._known = Limit.parse(os.environ.get("TENURE_RATE_USER", "600/20"))
        self._unknown = Limit.parse(os.environ.get("TENURE_RATE_ADDRESS", "1200/40"))

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith((*FREE, settings.STATIC_URL)):
            return self._get_response(request)
        who = asker(request)
        try:
            check(who, self._unknown if who.startswith("address:") else self._known)
        except TooMany as refusal:
            return answers.answer(request, refusal, Retry_After=str(refusal.details["seconds"]))
        return self._get_response(request)
