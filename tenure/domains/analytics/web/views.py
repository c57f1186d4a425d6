"""The page of figures, and the people behind a line of one."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from tenure.domains.people.queries.worklists import sees_others
from tenure.foundation.access import require
from tenure.foundation.http.request import Request
from tenure.foundation.lists import screen
from tenure.foundation.refusal import NotThere, Refused
from tenure.foundation.ui.render import render

from .. import queries
from . import rows
from .forms import QuestionForm


@require_GET
def insights(request: Request) -> HttpResponse:
    """Show the figures of a period."""
    require(request.actor, queries.SEES)
    form = QuestionForm(request.actor, request.GET)
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        found = queries.figures(request.actor, form.question())
    except Refused as refused:
        if refused.status != 422:
            raise
        form.refuse({}, str(refused))
        return _page(request, form, status=422)
    return _page(request, form, {"figures": found})


@require_GET
def insight(request: Request, code: str) -> HttpResponse:
    """Explain one figure: what it is, how it came about, and the rows behind each line."""
    require(request.actor, queries.SEES)
    if code not in queries.DEFINITIONS:
        raise NotThere
    form = QuestionForm(request.actor, request.GET)
    if not form.is_valid():
        return _page(request, form, status=422)
    found = queries.figure(request.actor, code, form.question())
    context = {
        "figure": found,
        "asked": form.question(),
        "query": _query(form),
        "link": _linker(request, form),
    }
    return render(request, "analytics/insight.html", context)


@require_GET
def insight_people(request: Request) -> HttpResponse:
    """List the people behind a line whose records the actor may see."""
    require(request.actor, queries.SEES)
    require(request.actor, "people.view")
    return screen.show(request, rows.LISTING, "analytics/people.html")


def _page(
    request: Request, form: QuestionForm, more: dict[str, object] | None = None, *, status: int = 200
) -> HttpResponse:
    query = _query(form) if form.is_valid() else ""
    context = {"form": form, "query": query, "figures": [], **(more or {})}
    return render(request, "analytics/insights.html", context, status=status)


def _query(form: QuestionForm) -> str:
    return urlencode({name: value for name, value in form.data.items() if value and name in form.fields})


def _linker(request: Request, form: QuestionForm) -> object:
    """Make a function from a part to the address of its rows; nothing for those who see no records."""
    may_see_rows = sees_others(request.actor)

    def link(part: str) -> str:
        if part == "vacant":
            return f"{reverse('organisation-positions')}?vacant=yes"
        if not part or not may_see_rows:
            return ""
        behind = rows.Behind.written(part, form.question())
        return f"{reverse('insight-people')}?{urlencode({'of': behind})}"

    return link
