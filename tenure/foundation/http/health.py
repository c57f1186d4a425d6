"""Whether this process lives, and whether it can serve."""

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from tenure.foundation.jobs import queries as queue


@login_not_required
@require_safe
def healthz(_request: HttpRequest) -> JsonResponse:
    """Say that the process answers."""
    return JsonResponse({"status": "alive"})


@login_not_required
@require_safe
def readyz(_request: HttpRequest) -> JsonResponse:
    """Say whether database and queue answer; a queue without a worker is told, not refused."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        health = queue.health()
    except DatabaseError:
        return JsonResponse({"status": "not ready", "database": "away"}, status=503)
    return JsonResponse({"status": "ready", "database": "there", "workers": health.workers})
