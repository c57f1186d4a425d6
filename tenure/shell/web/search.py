"""Global search: people first, then the organisation, then what one may do."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tenure.domains.organisation import queries as organisation
from tenure.domains.organisation.models import Job, Place
from tenure.domains.people.web import directory
from tenure.foundation.http.request import Request
from tenure.foundation.lists.words import alike
from tenure.foundation.search.folding import fold
from tenure.foundation.ui import navigation
from tenure.foundation.ui.htmx import is_htmx
from tenure.foundation.ui.render import render
from tenure.shell.context import address
from tenure.shell.web.words import SYNONYMS

FEW, MORE = 6, 20
Item = dict[str, Any]


@require_GET
def search(request: Request) -> HttpResponse:
    """Answer the palette with lines to choose from, and a browser with a page."""
    typed = "".join(c for c in request.GET.get("q", "")[:200] if c.isprintable()).strip()
    wants_lines = is_htmx(request)
    items = list(found(request, typed, FEW if wants_lines else MORE))
    template = "people/options.html" if wants_lines else "shell/search.html"
    return render(request, template, {"items": items, "typed": typed})


def found(request: Request, typed: str, most: int) -> Iterator[Item]:
    """Give what is found, by kind; nothing that a list would not show."""
    if typed and request.actor.holds("people.directory"):
        for row in directory.like(request, typed, most):
            yield directory.option_link(row, _("People"))
    if typed and request.actor.holds("organisation.view"):
        yield from _organisation(request, typed, most)
    yield from _doings(request, typed)


def _organisation(request: Request, typed: str, most: int) -> Iterator[Item]:
    by = request.actor
    units = organisation.units_on(by, by.today).filter(
        Q(name__icontains=typed) | Q(unit__code__istartswith=typed)
    )
    for unit in units.order_by("name")[:most]:
        yield _item(unit.name, ("organisation-unit", unit.unit.uid), _("Units"), "sitemap", unit.unit.code)
    seats = organisation.seats_on(by, by.today).filter(
        Q(title__icontains=typed) | Q(position__code__istartswith=typed)
    )
    for seat in seats.order_by("title")[:most]:
        yield _item(
            seat.title,
            ("organisation-position", seat.position.uid),
            _("Seats"),
            "id-badge-2",
            seat.position.code,
        )
    for model, kind, label, icon, name in (
        (Place, "place", _("Places"), "map-pin", "name"),
        (Job, "job", _("Jobs"), "briefcase", "title"),
    ):
        rows: Any = model._default_manager.allowed(by, "organisation.view")
        for row in rows.filter(Q(**{f"{name}__icontains": typed}) | Q(code__istartswith=typed)).order_by(
            name
        )[:most]:
            yield _item(str(row), ("organisation-record", kind, row.uid), label, icon, row.code)


def _item(label: str, where: tuple[Any, ...], group: str, icon: str, detail: str) -> Item:
    """Write a record as a line; ``where`` is the name of its address and the arguments, the uid last."""
    name, *arguments = where
    try:
        url = reverse(name, args=arguments)
    except NoReverseMatch:
        url = ""
    return {
        "value": arguments[-1],
        "label": label,
        "detail": detail,
        "group": group,
        "icon": icon,
        "url": url,
    }


def _doings(request: Request, typed: str) -> Iterator[Item]:
    """Offer pages and things to begin whose words, or words like them, are typed."""
    entries = [*navigation.beginnings(request.actor), *navigation.areas(request.actor)]
    known = {str(entry.label): (entry, address(entry.url_name)) for entry in entries}
    chosen = _like(typed, list(known)) if typed else list(known)
    for label in chosen:
        entry, url = known[label]
        if url:
            yield {"value": url, "label": label, "url": url, "icon": entry.icon, "group": _("Go and do")}


def _like(typed: str, labels: list[str]) -> list[str]:
    wanted = fold(typed)
    said = {label: " ".join([fold(label), *SYNONYMS.get(fold(label), ())]) for label in labels}
    direct = [
        label for label, words in said.items() if all(f" {part}" in f" {words}" for part in wanted.split())
    ]
    return direct or (alike(typed, labels) if len(wanted) > 2 else [])
