"""The chart of the organisation: the page with picture and tree, and what the picture asks for."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Min
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy

from tenure.domains.organisation import queries as organisation
from tenure.foundation.access import Actor, require
from tenure.foundation.http.looking_back import AS_KNOWN, looks_back
from tenure.foundation.search.folding import fold
from tenure.foundation.ui.filters import date as in_words, number
from tenure.foundation.ui.render import render

from ..models import ReportingLine
from ..queries import chart
from ..queries.chart_cards import Card
from ..queries.directory import directory

VIEW, SEE, PLAN = "organisation.view", "people.directory", "people.plan"
AHEAD: Final = timedelta(days=365)
FOUND_AT_MOST: Final = 12
ANY: Final = str(UUID(int=0))
STATES: Final = {"vacant": gettext_lazy("Vacant"), "frozen": gettext_lazy("Frozen")}


@looks_back
def chart_page(request: HttpRequest) -> HttpResponse:
    by = _actor(request)
    require(by, VIEW)
    ask = asked(by, request.GET)
    is_tree = request.GET.get("view") == "tree"
    context = {
        "tab": "chart",
        "ask": ask,
        "is_tree": is_tree,
        "has_people": by.holds(SEE),
        "nodes": _nodes(chart.chart(by, ask), _when(request)) if is_tree else [],
        "when": _when(request),
        "as_known": request.GET.get(AS_KNOWN, ""),
        "first": _first_day(by),
        "last": by.today + AHEAD if by.holds(PLAN) else by.today,
        "today": by.today,
        "travels": True,
        "words": _words(ask.shape),
    }
    return render(request, "people/chart.html", context)


@looks_back
def chart_data(request: HttpRequest) -> JsonResponse:
    by = _actor(request)
    require(by, VIEW)
    ask = asked(by, request.GET)
    if "above" not in request.GET:
        return JsonResponse(plain(chart.chart(by, ask)))
    above = next(iter(chart.open_keys([request.GET["above"]])), None)
    raw = request.GET.get("after", "0")[:9]
    after = int(raw) if raw.isdecimal() else 0
    return JsonResponse(plain(chart.branch(by, ask, above=above, after=after)))


@looks_back
def chart_branch(request: HttpRequest) -> HttpResponse:
    by = _actor(request)
    require(by, VIEW)
    ask = asked(by, request.GET)
    above = next(iter(chart.open_keys([request.GET.get("above", "")])), None)
    raw = request.GET.get("after", "0")[:9]
    shown = chart.branch(by, ask, above=above, after=int(raw) if raw.isdecimal() else 0)
    level = request.GET.get("level", "2")
    context = {"nodes": _nodes(shown, _when(request)), "level": int(level) if level.isdecimal() else 2}
    return render(request, "people/chart_branch.html", context)


@looks_back
def chart_search(request: HttpRequest) -> HttpResponse:
    by = _actor(request)
    require(by, VIEW)
    ask = asked(by, request.GET)
    q = request.GET.get("q", "").replace("\0", "").strip()[:100]
    return render(request, "organisation/options.html", {"items": _found(by, ask, q)})


def _found(by: Actor, ask: chart.Ask, q: str) -> list[dict[str, Any]]:
    if ask.shape == chart.SEATS:
        seats = organisation.seats_on(by, ask.day).filter(title__icontains=q).order_by("title")
        return [_option(one.position.uid, one.title, one.position.code) for one in seats[:FOUND_AT_MOST]]
    people = directory(by, day=ask.day)
    for part in fold(q).split():
        people = people.filter(folded__contains=part)
    rows = people.order_by("sort_key", "pk")[:FOUND_AT_MOST]
    return [_option(row.uid, row.called, row.title or "") for row in rows]


def _option(uid: Any, label: str, detail: str) -> dict[str, Any]:
    return {"value": str(uid), "label": label, "detail": detail}


def asked(by: Actor, params: Mapping[str, Any]) -> chart.Ask:
    shape = params.get("shape", "")
    if shape not in (chart.PEOPLE, chart.SEATS):
        shape = chart.PEOPLE if by.holds(SEE) else chart.SEATS
    opened = chart.open_keys(params.get("open", "")[:8000].split(","))
    reach = next(iter(chart.open_keys([params.get("reach", "")])), "")
    return chart.Ask(_day(by, params.get("as_of", "")), shape, opened, reach)


def _day(by: Actor, raw: str) -> date:
    """Read a day; nobody but planners looks ahead, and they a year."""
    try:
        day = date.fromisoformat(raw)
    except ValueError:
        return by.today
    return min(day, by.today + AHEAD if by.holds(PLAN) else by.today)


def _first_day(by: Actor) -> date:
    first = ReportingLine.objects.aggregate(first=Min("valid_from"))["first"]
    return min(first or by.today, by.today)


def plain(found: chart.Chart) -> dict[str, Any]:
    """Give the chart as the script of the page takes it."""
    return {
        "day": found.day.isoformat(),
        "words": in_words(found.day),
        "total": found.total,
        "cards": [_plain_card(card) for card in found.cards],
        "rest": {key or "": count for key, count in found.left_out.items()},
        "colours": [[key, str(label)] for key, label in found.colours],
    }


def _plain_card(card: Card) -> dict[str, Any]:
    return {
        "key": card.key,
        "parent": card.parent,
        "name": card.name,
        "title": card.title,
        "kind": card.kind,
        "state": card.state,
        "note": note(card),
        "below": card.below,
        "direct": card.direct,
        "facts": card.facts,
        "dotted": card.dotted,
        "url": _url(card),
    }


def _url(card: Card) -> str:
    return _address("person" if card.kind == "person" else "organisation-position").replace(
        ANY, str(card.uid)
    )


@cache
def _address(route: str) -> str:
    """Ask once for the address of anybody: a chart has ten thousand cards."""
    return reverse(route, args=[ANY])


def note(card: Card) -> str:
    """Say in a word or two what is special about a card."""
    if card.fte is not None:
        return _("%(fte)s FTE") % {"fte": number(card.fte)}
    if card.day is not None:
        return _("from %(day)s") % {"day": in_words(card.day)}
    return str(STATES.get(card.state, ""))


def _when(request: HttpRequest) -> str:
    """Keep the instant whose knowledge is shown, as one more part of an address."""
    at = request.GET.get(AS_KNOWN, "")
    return f"&{urlencode({AS_KNOWN: at})}" if at else ""


def _nodes(found: chart.Chart, when: str = "") -> list[dict[str, Any]]:
    """Turn a part of the chart into the nodes of the tree; what is left out is fetched on opening."""
    nodes = {card.key: _node(card, found, when) for card in found.cards}
    tops: list[dict[str, Any]] = []
    for card in found.cards:
        above = nodes.get(card.parent or "")
        (above["children"] if above else tops).append(nodes[card.key])
    for node in nodes.values():
        if node["children"]:
            node["open"] = True
            node["more_url"] = ""
    for above_key, count in found.left_out.items():
        beside = nodes[above_key]["children"] if above_key in nodes else tops
        beside.append(_rest(count, _branch_url(found, above_key or "", len(beside)) + when))
    return tops


def _node(card: Card, found: chart.Chart, when: str) -> dict[str, Any]:
    facts = [card.title, card.facts.get("unit", ""), card.facts.get("place", ""), note(card)]
    return {
        "id": card.key,
        "label": card.name,
        "detail": " · ".join(filter(None, facts)),
        "url": _url(card),
        "count": card.below or None,
        "icon": "user" if card.kind == "person" else "circle-dashed" if card.state else "briefcase",
        "open": False,
        "children": [],
        "more_url": _branch_url(found, card.key, 0) + when if card.direct else "",
    }


def _rest(count: int, more_url: str) -> dict[str, Any]:
    return {
        "id": f"rest-{more_url}",
        "label": _("%(count)s more") % {"count": number(count)},
        "open": False,
        "children": [],
        "icon": "dots",
        "more_url": more_url,
    }


def _branch_url(found: chart.Chart, above: str, after: int) -> str:
    query = f"above={above}&after={after}&as_of={found.day}&shape={found.shape}"
    return f"{reverse('organisation-chart-branch')}?{query}"


def _words(shape: str) -> dict[str, str]:
    """Give the words that the picture needs, in the reader's language."""
    return {
        "more": _("%(count)s more"),
        "total": _("%(count)s positions") if shape == chart.SEATS else _("%(count)s people"),
        "open": _("Open branch"),
        "close": _("Close branch"),
        "below": _("%(count)s below"),
        "none": _("None"),
        "noManager": _("No manager"),
        "name": _("Name"),
        "title": _("Title"),
        "manager": _("Manager"),
        "note": _("Note"),
        "failed": _("The chart could not be loaded. Try again."),
    }


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor
