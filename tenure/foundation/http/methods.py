"""Methods that the routes of the API do not spell out: HEAD, OPTIONS, and those that are not there."""

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from tenure.foundation.refusal import Refused

from . import answers

API: Final = "/api/"


class NoSuchMethod(Refused):
    message = _("This address does not take {method}. It takes: {allowed}.")
    status = 405


class Methods:
    """The innermost middleware: answers for programs where a route has none."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(API):
            return self._get_response(request)
        response = self._head(request) if request.method == "HEAD" else self._get_response(request)
        return _explained(request, response) if response.status_code == 405 else response

    def _head(self, request: HttpRequest) -> HttpResponse:
        """Answer as for GET, without the body."""
        request.method = "GET"
        response = self._get_response(request)
        request.method = "HEAD"
        if not response.streaming:
            response.headers["Content-Length"] = str(len(response.content))
            response.content = b""
        return response


def _explained(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    allowed = ", ".join(_with_implied(response.headers.get("Allow", "")))
    if request.method == "OPTIONS":
        return HttpResponse(headers={"Allow": allowed})
    return answers.answer(request, NoSuchMethod(method=request.method or "", allowed=allowed), Allow=allowed)


def _with_implied(allow: str) -> list[str]:
    named = {name.strip() for name in allow.split(",") if name.strip()}
    return sorted(named | {"OPTIONS"} | ({"HEAD"} if "GET" in named else set()))
