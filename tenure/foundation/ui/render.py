"""Answers with a page, or with one block of it."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.template.backends.jinja2 import Jinja2, Template
from django.template.backends.utils import csrf_input_lazy, csrf_token_lazy


def render(
    request: HttpRequest, template: str, context: Mapping[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """Answer with a whole page."""
    return HttpResponse(_page(template).render(dict(context or {}), request), status=status)


def fragment(
    request: HttpRequest,
    template: str,
    block: str,
    context: Mapping[str, Any] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """Answer with one block of a page; `{% block row scoped %}` finds its loop variables in `context`."""
    page = _page(template)
    body = page.template.blocks[block]
    whole = page.template.new_context(_context(page.backend, request, context or {}))
    return HttpResponse("".join(body(whole)), status=status)


def _page(template: str) -> Template:
    engine = engines["jinja2"]
    assert isinstance(engine, Jinja2)  # noqa: S101
    return engine.get_template(template)


def _context(backend: Jinja2, request: HttpRequest, context: Mapping[str, Any]) -> dict[str, Any]:
    whole = {
        **context,
        "request": request,
        "csrf_input": csrf_input_lazy(request),
        "csrf_token": csrf_token_lazy(request),
    }
    for processor in backend.template_context_processors:
        whole |= processor(request)
    return whole
