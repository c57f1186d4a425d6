"""Refuses requests whose text no database can hold, before any view reads it."""

from collections.abc import Callable, Iterable
from typing import Final

from django.http import HttpRequest, HttpResponse

from . import answers
from .text import UnstorableText, is_storable

FORMS: Final = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})


class Clean:
    """Stands before whatever touches the database with a value of the request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if all(map(is_storable, _texts(request))):
            return self._get_response(request)
        return answers.answer(request, UnstorableText())


def _texts(request: HttpRequest) -> Iterable[str]:
    yield request.path
    for name, values in request.GET.lists():
        yield from (name, *values)
    if request.content_type in FORMS:
        for name, values in request.POST.lists():
            yield from (name, *map(str, values))
