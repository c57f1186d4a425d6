"""The directory, and the records that forms and filters find by typing."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from tenure.foundation.access import require
from tenure.foundation.http.looking_back import looks_back
from tenure.foundation.http.request import Request
from tenure.foundation.lists import screen, view, words
from tenure.foundation.ui.render import render

from ..queries.numbers import may_find_numbers
from .listing import directory

ENOUGH = 8


@require_GET
@looks_back
def people(request: Request) -> HttpResponse:
    """Show who works here."""
    require(request.actor, "people.directory")
    return screen.show(
        request, directory, "people/directory.html", {"may_find_numbers": may_find_numbers(request.actor)}
    )


@require_GET
def options(request: Request) -> HttpResponse:
    """Offer the people whose names are like what is typed."""
    items = [option(row) for row in like(request, request.GET.get("q", ""))]
    return render(request, "people/options.html", {"items": items})


def like(request: Request, typed: str, most: int = ENOUGH) -> list[Any]:
    """Find people by a search; where it finds none, by what it may have meant."""
    found = _found(request, typed, most)
    if found or not typed.strip():
        return found
    meant = words.did_you_mean(view.read(directory, request.actor, {"q": [typed]}))
    return [row for name in meant for row in _found(request, name, 2)][:most]


def _found(request: Request, typed: str, most: int) -> list[Any]:
    asked = view.read(directory, request.actor, {"q": [typed[:200]]})
    rows = directory.rows(asked.ask).filter(words.matching(asked))
    return list(rows.order_by("sort_key", "pk")[:most])


def option(row: Any, group: str = "") -> dict[str, Any]:
    """Write a person as one line of a list to choose from."""
    detail = " · ".join(filter(None, [row.title, row.unit_name]))
    return {"value": row.uid, "label": row.called, "detail": detail, "group": group}


def option_link(row: Any, group: str = "") -> dict[str, Any]:
    """Write a person as a line that leads to the profile."""
    return option(row, group) | {"url": reverse("person", args=[row.uid])}
