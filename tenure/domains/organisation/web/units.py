"""Pages of units, and the days of a place's own."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from tenure.foundation.access import require
from tenure.foundation.forms.dated import Seen
from tenure.foundation.http.looking_back import looks_back
from tenure.foundation.lists import screen
from tenure.foundation.refusal import Refused
from tenure.foundation.ui.htmx import redirect
from tenure.foundation.ui.render import render

from .. import actions, models, queries
from .forms import PlaceDayForm
from .lists import UNITS
from .records import EDIT, actor_of
from .words import KINDS, word


@looks_back
def unit_list(request: HttpRequest) -> HttpResponse:
    by = actor_of(request)
    require(by, queries.VIEW)
    frame = {"tab": "units", "may_edit": by.holds(EDIT), "travels": True}
    return screen.show(request, UNITS, "organisation/unit_list.html", frame)


def unit_tree(request: HttpRequest) -> HttpResponse:
    by = actor_of(request)
    require(by, queries.VIEW)
    tops = [_branch(node, is_open=True) for node in queries.unit_tree(by, day=by.today)]
    return render(
        request, "organisation/unit_tree.html", {"tab": "units", "nodes": tops, "may_edit": by.holds(EDIT)}
    )


def unit_detail(request: HttpRequest, uid: UUID) -> HttpResponse:
    by = actor_of(request)
    sheet = queries.unit_sheet(by, uid, day=by.today)
    life = queries.life(by, sheet.rows)
    context = {
        "tab": "units",
        "sheet": sheet,
        "may_edit": by.holds(EDIT),
        "reads_trail": by.holds("audit.view"),
        "rights": queries.rights_over(by, sheet.unit),
        "kind_word": word(KINDS, sheet.term.kind) if sheet.term else "",
        "life": life,
        "seen": Seen(life.version, {}).sealed(),
    }
    return render(request, "organisation/unit.html", context)


def _branch(node: queries.UnitNode, *, is_open: bool = False) -> dict[str, Any]:
    return {
        "id": str(node.uid),
        "label": node.name,
        "detail": ", ".join(filter(None, (node.code, node.entity))),
        "url": reverse("organisation-unit", args=[node.uid]),
        "count": node.below or None,
        "open": is_open,
        "children": [_branch(child) for child in node.children],
    }


@require_POST
def place_day_create(request: HttpRequest, uid: UUID) -> HttpResponse:
    by = actor_of(request)
    place: models.Place = models.Place.objects.allowed(by, EDIT).get(uid=uid)
    form = PlaceDayForm(request.POST)
    if form.is_valid():
        values = form.cleaned_data
        try:
            actions.add_place_day(
                place.pk, day=values["day"], name=values["name"], is_off=bool(values["is_off"]), by=by
            )
        except Refused as refused:
            messages.error(request, str(refused))
    return redirect(request, reverse("organisation-record", args=["place", uid]))


@require_POST
def place_day_delete(request: HttpRequest, uid: UUID) -> HttpResponse:
    by = actor_of(request)
    own: models.PlaceDay = models.PlaceDay.objects.allowed(by, EDIT).select_related("place").get(uid=uid)
    actions.remove_place_day(own.pk, by=by)
    return redirect(request, reverse("organisation-record", args=["place", own.place.uid]))
