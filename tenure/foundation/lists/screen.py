"""A list as a page: what the template needs, nothing of it about any one domain."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from tenure.foundation.access import Actor, Hidden
from tenure.foundation.access.second_person import SecondPersonNeeded
from tenure.foundation.bulk.verbs import verbs_of
from tenure.foundation.ui.htmx import redirect
from tenure.foundation.ui.render import render

from . import export
from .declaration import Column, Link, Listing, State
from .filters import Filter
from .models import LikedColumns, SavedView
from .reading import Page, page
from .view import ALL, COUNT, View, read
from .words import did_you_mean

FEW = 12


def show(
    request: HttpRequest, listing: Listing, template: str, extra: Mapping[str, Any] | None = None
) -> HttpResponse:
    """Answer with a page of a list, or with the file that was asked for."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    listing = listing.whole()
    params = dict(request.GET.lists())
    liked = LikedColumns.objects.allowed(actor, "lists.read").filter(listing=listing.key).first()
    view = read(listing, actor, params, columns=_still_there(liked, listing))
    if kind := request.GET.get("export"):
        try:
            return export.answer(view, kind)
        except SecondPersonNeeded:
            query = view.query(columns=[column.key for column in view.columns])
            wanted = {"listing": listing.key, "query": query, "kind": kind}
            return redirect(request, f"{reverse('export-ask')}?{urlencode(wanted)}")
    return render(request, template, {"list": context(view, page(view)), **(extra or {})})


def context(view: View, shown: Page) -> dict[str, Any]:
    """Gather what ``lists/list.html`` draws."""
    address = reverse(view.listing.url_name)
    acts = [] if view.ask.travels else verbs_of(view.listing.key, view.ask.actor)
    return {
        "key": view.listing.key,
        "kind_of": kind_of,
        "title": view.listing.title,
        "view": view,
        "day": view.ask.day if view.ask.travels else None,
        "today_url": address + view.query(as_of=None, as_known=None),
        "action": address,
        "lines": shown.lines,
        "groups": _groups(shown),
        "count": shown.count,
        "count_url": address + view.query(**{COUNT: ALL}) if shown.count and shown.count.more else "",
        "next_url": address + view.query(cursor=shown.next) if shown.next else "",
        "previous_url": address + view.query(cursor=shown.previous) if shown.previous else "",
        "columns": [_head(view, column, address) for column in view.columns],
        "cards": [view.listing.card(line.row) for line in shown.lines]
        if view.cards and view.listing.card
        else [],
        "switch": _switch(view, address) if view.listing.card else [],
        "picker": _picker(view),
        "grouping": _grouping(view, address),
        "chips": [_chip(view, one, value, address) for one, value in view.chosen],
        "filters": [
            _menu(view, one, address)
            for one in view.listing.open_filters(view.ask.actor)
            if one.kind != "fixed"  # chosen by a link elsewhere, not from a menu
        ],
        "clear_url": address + view.query(q=None, **_cleared(view)),
        "suggestions": _suggestions(view, shown, address),
        "looked_for": _looked_for(view),
        "kept": _kept(view, address),
        "query": view.query(),
        "acts": [(one.title, reverse("bulk-start", args=[one.key])) for one in acts],
        "rows": [view.listing.uid_of(line.row) for line in shown.lines] if acts else [],
        "exports": _exports(view, address),
        "keep": [(n, v) for n, vs in view.params.items() for v in vs if n not in ("q", "cursor", "export")],
    }


def _exports(view: View, address: str) -> list[tuple[str, str]]:
    listing, actor = view.listing, view.ask.actor
    if not listing.export or not actor.holds(listing.export):
        return []
    return [(kind.upper(), f"{address}{view.query()}&export={kind}") for kind in export.KINDS]


def _still_there(liked: LikedColumns | None, listing: Listing) -> list[str]:
    known = {column.key for column in listing.columns}
    return [key for key in liked.columns if key in known] if liked else []


def _cleared(view: View) -> dict[str, str | None]:
    """Take every filter away, those that hold by default too."""
    names = [name for one in view.listing.filters for name in one.names]
    return {name: "" if name in view.listing.defaults else None for name in names}


def _head(view: View, column: Column, address: str) -> dict[str, Any]:
    head: dict[str, Any] = {"label": column.label, "numeric": column.kind == "number", "kind": column.kind}
    if column.sort is None:
        return head
    is_sorted = column.key == view.sort.key
    turn = is_sorted and not view.descending
    head["sort"] = address + view.query(sort=f"-{column.key}" if turn else column.key)
    head["sorted"] = ("descending" if view.descending else "ascending") if is_sorted else ""
    return head


def _groups(shown: Page) -> dict[int, str]:
    """Say before which line a new group begins, and what it is called."""
    starts: dict[int, str] = {}
    last: object = object()
    for at, line in enumerate(shown.lines):
        if line.group is not None and str(line.group) != last:
            last = str(line.group)
            starts[at] = str(line.group) or _("None")
    return starts


def _switch(view: View, address: str) -> list[dict[str, Any]]:
    return [
        {
            "label": _("Table"),
            "icon": "table",
            "url": address + view.query(look=None),
            "active": not view.cards,
        },
        {
            "label": _("Cards"),
            "icon": "layout-grid",
            "url": address + view.query(look="cards"),
            "active": view.cards,
        },
    ]


def _picker(view: View) -> list[dict[str, Any]]:
    keys = {column.key for column in view.columns}
    there = view.listing.open_columns(view.ask.actor)
    return [{"name": c.key, "label": c.label, "shown": c.key in keys, "fixed": c.fixed} for c in there]


def _grouping(view: View, address: str) -> list[dict[str, Any]]:
    able = [c for c in view.listing.open_columns(view.ask.actor) if c.groups]
    if not able:
        return []
    none = {"label": _("No groups"), "url": address + view.query(group=None), "active": view.group is None}
    return [
        none,
        *(
            {"label": c.label, "url": address + view.query(group=c.key), "active": c == view.group}
            for c in able
        ),
    ]


def _chip(view: View, one: Filter, value: Any, address: str) -> dict[str, Any]:
    gone = dict.fromkeys(one.names, "" if one.key in view.listing.defaults else None)
    return {
        "label": one.label,
        "value": one.in_words(value, view.ask),
        "remove_url": address + view.query(**gone),
    }


def _menu(view: View, one: Filter, address: str) -> dict[str, Any]:
    """Describe how a filter is chosen: links for a few, a search for many, fields for the rest."""
    chosen = {key for key in view.params.get(one.key, ()) if key}
    menu: dict[str, Any] = {
        "id": f"filter-{one.key}",
        "key": one.key,
        "label": one.label,
        "kind": one.kind,
        "names": one.names,
        "values": {name: next(iter(view.params.get(name, ())), "") for name in one.names},
        "keep": [
            (n, v) for n, vs in view.params.items() for v in vs if n not in (*one.names, "cursor", "export")
        ],
    }
    if one.kind == "lookup":
        menu["url"] = reverse(one.url_name)  # type: ignore[attr-defined]
    if one.kind == "flag":
        menu["options"] = _links(view, one, [("yes", _("Yes")), ("no", _("No"))], chosen, address)
    if one.kind == "choice":
        options = list(one.options(view.ask))  # type: ignore[attr-defined]
        menu["many"] = len(options) > FEW
        menu["chosen"] = sorted(chosen)
        menu["options"] = options if menu["many"] else _links(view, one, options, chosen, address)
    return menu


def _links(
    view: View, one: Filter, options: list[tuple[str, str]], chosen: set[str], address: str
) -> list[dict[str, Any]]:
    made = []
    for key, label in options:
        after = (chosen - {key} if key in chosen else chosen | {key}) if one.kind == "choice" else {key}
        url = address + view.query(**{one.key: sorted(after) or None})
        made.append({"label": label, "url": url, "active": key in chosen})
    return made


def _suggestions(view: View, shown: Page, address: str) -> list[tuple[str, str]]:
    if shown.lines or view.cursor:
        return []
    return [(text, address + view.query(q=text)) for text in did_you_mean(view)]


def _looked_for(view: View) -> str:
    parts = [f"“{view.q}”"] if view.q else []
    return ", ".join(
        [*parts, *(f"{one.label}: {one.in_words(value, view.ask)}" for one, value in view.chosen)]
    )


def _kept(view: View, address: str) -> list[dict[str, Any]]:
    found = SavedView.objects.allowed(view.ask.actor, "lists.read").filter(listing=view.listing.key)
    return [
        {
            "label": kept.name,
            "url": f"{address}?{kept.query}",
            "shared": kept.is_shared,
            "uid": kept.uid,
            "mine": kept.owner_id == view.ask.actor.user_id,
        }
        for kept in found
    ]


def kind_of(cell: Any) -> str:
    """Say how a cell is drawn."""
    if isinstance(cell, Hidden):
        return "hidden"
    if isinstance(cell, Link):
        return "person" if cell.face else "link"
    return "state" if isinstance(cell, State) else ""
