"""Turns refusals into answers, and writes down who was refused what."""

from collections.abc import Callable, Mapping
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from tenure.foundation.access import Actor
from tenure.foundation.audit import trail
from tenure.foundation.refusal import Refused

from . import answers
from .retries import MARK, InTheWay, is_in_the_way

DENIED: Final = frozenset({403, 404})


class Refusals:
    """The last middleware before the view."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._get_response(request)
        actor = getattr(request, "actor", None)
        if response.status_code in DENIED and actor and request.resolver_match:
            try:
                _write_down(request, actor, response.status_code)
            except Refused as refusal:
                return answers.answer(request, refusal)
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if is_in_the_way(error):
            response = answers.answer(request, InTheWay())
            setattr(response, MARK, True)
            return response
        refusal = answers.refusal_of(error)
        return answers.answer(request, refusal) if refusal else None


def _write_down(request: HttpRequest, actor: Actor, status: int) -> None:
    match = request.resolver_match
    assert match is not None  # noqa: S101 — asked by the caller
    trail.denied(
        actor,
        "request.denied",
        method=request.method,
        route=match.view_name or match.route,
        status=status,
        ids=_identifiers(match.kwargs),
    )


def _identifiers(kwargs: Mapping[str, Any]) -> dict[str, Any]:
    """Keep what names a record; a text in an address may be a secret."""
    return {name: value for name, value in kwargs.items() if isinstance(value, int | UUID)}
