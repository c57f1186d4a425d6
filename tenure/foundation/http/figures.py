"""The figures of this process, and the page that shows them to a monitor."""

import hmac
import os
from typing import Final

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)

from tenure.foundation.jobs import queries as queue
from tenure.foundation.refusal import NotThere

from .request import address

HERE: Final = frozenset({"127.0.0.1", "::1", ""})
FORWARDED: Final = ("X-Forwarded-For", "Forwarded", "X-Real-IP")

registry = CollectorRegistry()
requests = Counter(
    "tenure_requests_total", "Requests answered.", ["method", "route", "status"], registry=registry
)
duration = Histogram(
    "tenure_request_seconds",
    "Time to answer.",
    ["route"],
    registry=registry,
    buckets=(0.01, 0.05, 0.1, 0.25, 0.5, 1, 5),
)
jobs = Gauge("tenure_jobs", "Jobs in the queue by state.", ["state"], registry=registry)
workers = Gauge("tenure_workers", "Workers that report.", registry=registry)


def count(method: str, route: str, status: int, seconds: float) -> None:
    """Count one answered request."""
    requests.labels(method, route, status).inc()
    duration.labels(route).observe(seconds)


@login_not_required
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Show the figures, to this machine or to whoever knows the token."""
    if not (_is_here(request) or _knows_token(request)):
        raise NotThere
    try:
        health = queue.health()
    except DatabaseError:
        pass
    else:
        workers.set(health.workers)
        for state in ("waiting", "running", "failed"):
            jobs.labels(state).set(getattr(health, state))
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def _is_here(request: HttpRequest) -> bool:
    return address(request) in HERE and not any(request.headers.get(name) for name in FORWARDED)


def _knows_token(request: HttpRequest) -> bool:
    token = os.environ.get("TENURE_METRICS_TOKEN", "")
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    return bool(token) and hmac.compare_digest(token.encode(), given.encode())
