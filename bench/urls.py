"""Tenure's addresses, and one more: the frame around a page, with nothing in it."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from tenure.config import urls
from tenure.foundation.ui.render import render

EMPTY = "/bench/empty"
handler400, handler403, handler404, handler500 = (
    urls.handler400,
    urls.handler403,
    urls.handler404,
    urls.handler500,
)


def empty(request: HttpRequest) -> HttpResponse:
    """Show what every page of somebody who is signed in shows."""
    return render(request, "shell/base.html")


urlpatterns = [path(EMPTY.removeprefix("/"), empty), *urls.urlpatterns]
