"""Gives every request an identifier, a line in the log and a place in the figures."""

import re
import time
from collections.abc import Callable
from typing import Any, Final

import structlog
from django.http import HttpRequest, HttpResponse
from uuid_utils import uuid7

from . import figures

GIVEN: Final = re.compile(r"[A-Za-z0-9_-]{8,64}")
QUIET: Final = ("/healthz", "/readyz", "/metrics", "/static/")


class Seen:
    """The outermost middleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        begun = time.perf_counter()
        request.request_id = _identifier(request)  # type: ignore[attr-defined]
        with structlog.contextvars.bound_contextvars(request_id=request.request_id):  # type: ignore[attr-defined]
            response = self._get_response(request)
            seconds = time.perf_counter() - begun
            if not request.path.startswith(QUIET):
                structlog.get_logger().info("request", **_facts(request, response, seconds))
        figures.count(request.method or "", route_of(request), response.status_code, seconds)
        response.headers["X-Request-ID"] = request.request_id  # type: ignore[attr-defined]
        return response


def route_of(request: HttpRequest) -> str:
    """Name the route: never the path, which may hold a secret or a name."""
    match = request.resolver_match
    return (match.view_name or match.route) if match else "none"


def _identifier(request: HttpRequest) -> str:
    given = request.headers.get("X-Request-ID", "")
    return given if GIVEN.fullmatch(given) else str(uuid7())


def _facts(request: HttpRequest, response: HttpResponse, seconds: float) -> dict[str, Any]:
    actor = getattr(request, "actor", None)
    return {
        "method": request.method,
        "route": route_of(request),
        "status": response.status_code,
        "ms": round(seconds * 1000, 1),
        "user": actor.user_id if actor else None,
    }
