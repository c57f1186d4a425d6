"""Lets a program send a request again without doing the thing twice (``Idempotency-Key``).

The answer is stored in the transaction of the act, so that there is never one without the other.
"""

from collections.abc import Callable
from typing import Final

from django.core.files.uploadedfile import UploadedFile
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from tenure.foundation.refusal import Refused

from . import answers
from .models import Replay
from .request import asker, fingerprint

UNSAFE: Final = frozenset({"POST", "PATCH", "PUT", "DELETE"})
KEPT_HEADERS: Final = ("Content-Type", "ETag", "Location")


class StillAtIt(Refused):
    message = _("The first request with this Idempotency-Key is still at work. Send it again in a moment.")
    status = 409


class OtherRequest(Refused):
    message = _("This Idempotency-Key was used for another request. Use a new key.")
    status = 422


class KeyTooLong(Refused):
    message = _("An Idempotency-Key has at most 200 characters.")
    status = 400


class Repeats:
    """Stands after authentication, around the view."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = request.headers.get("Idempotency-Key", "")
        who = asker(request)
        if not key or request.method not in UNSAFE or who.startswith("address:"):
            return self._get_response(request)
        try:
            with transaction.atomic():
                return self._once(request, who, key)
        except Refused as refusal:
            return answers.answer(request, refusal)

    def _once(self, request: HttpRequest, who: str, key: str) -> HttpResponse:
        if len(key) > 200:
            raise KeyTooLong
        _take(f"{who}|{key}")
        asked = _mark(f"{request.method} {request.get_full_path()}\n".encode() + _content(request))
        before = Replay.objects.filter(asker=who, key=key).first()
        if before is not None:
            return _again(before, asked)
        response = self._get_response(request)
        if response.status_code >= 500 or response.streaming:
            transaction.set_rollback(response.status_code >= 500)
            return response
        _keep(response, who, key, asked)
        return response


def _content(request: HttpRequest) -> bytes:
    """Give what was sent; a form with files has been read already, part by part."""
    if request.content_type != "multipart/form-data":
        return request.body
    files = [(name, _digest(file)) for name in sorted(request.FILES) for file in request.FILES.getlist(name)]
    return repr((sorted(request.POST.lists()), files)).encode()


def _mark(content: bytes) -> str:
    """Shorten a request by a key, so that nobody can try out in a dump which number was sent."""
    return salted_hmac("tenure.repeats", content, algorithm="sha256").hexdigest()[:40]


def _digest(file: "UploadedFile[bytes]") -> str:
    digest = fingerprint(b"".join(file.chunks()))
    file.seek(0)
    return digest


def _take(name: str) -> None:
    """Hold this key until the transaction ends, or say that somebody else does."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 7305))", [name])
        if not cursor.fetchone()[0]:
            raise StillAtIt


def _again(before: Replay, asked: str) -> HttpResponse:
    if before.asked != asked:
        raise OtherRequest
    headers = {**before.headers, "Idempotent-Replayed": "true"}
    return HttpResponse(bytes(before.body), status=before.status, headers=headers)


def _keep(response: HttpResponse, who: str, key: str, asked: str) -> None:
    headers = {name: response.headers[name] for name in KEPT_HEADERS if name in response.headers}
    Replay.objects.create(
        asker=who, key=key, asked=asked, status=response.status_code, headers=headers, body=response.content
    )
