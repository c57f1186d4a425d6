"""Says to other programs whether this process lives and whether it can serve."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@never_cache
@require_safe
def healthz(_request: HttpRequest) -> JsonResponse:
    """Answer as long as the process lives."""
    return JsonResponse({"status": "alive"})


@never_cache
@require_safe
def readyz(_request: HttpRequest) -> JsonResponse:
    """Answer 200 when database and queue can be used, 503 with the part that cannot."""
    missing = _first_missing()
    if missing:
        return JsonResponse({"status": "not ready", "missing": missing}, status=503)
    return JsonResponse({"status": "ready"})


def _first_missing() -> str:
    asked = {"database": "SELECT 1", "queue": "SELECT 1 FROM procrastinate_jobs LIMIT 1"}
    for part, question in asked.items():
        try:
            with connection.cursor() as cursor:
                cursor.execute(question)
        except DatabaseError:
            return part
    return ""
