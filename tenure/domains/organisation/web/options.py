"""The records of the organisation that forms find by typing."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse

from tenure.foundation.ui.render import render

from .. import models, queries
from .records import actor_of

Item = dict[str, Any]
MOST = 12

UNDATED: dict[str, tuple[type[models.OfTheOrganisation], str]] = {
    "legal-entity": (models.LegalEntity, "name"),
    "cost-centre": (models.CostCentre, "name"),
    "place": (models.Place, "name"),
    "job": (models.Job, "title"),
    "job-family": (models.JobFamily, "name"),
    "level": (models.Level, "name"),
}


def options(request: HttpRequest, kind: str) -> HttpResponse:
    q = request.GET.get("q", "").replace("\0", "").strip()[:200]
    return render(request, "organisation/options.html", {"items": list(_found(request, kind, q))})


def _found(request: HttpRequest, kind: str, q: str) -> Iterable[Item]:
    by = actor_of(request)
    if kind == "unit":
        units = queries.units_on(by, by.today).filter(Q(name__icontains=q) | Q(unit__code__icontains=q))
        return [_item(t.unit.uid, t.name, t.unit.code) for t in units.order_by("name")[:MOST]]
    if kind == "position":
        seats = queries.seats_on(by, by.today).filter(Q(title__icontains=q) | Q(position__code__icontains=q))
        return [_item(t.position.uid, t.title, t.position.code) for t in seats.order_by("title")[:MOST]]
    if kind not in UNDATED:
        raise Http404
    model, name = UNDATED[kind]
    rows: Any = model.objects.allowed(by, queries.VIEW)
    rows = rows.filter(Q(**{f"{name}__icontains": q}) | Q(code__icontains=q)).order_by(name)
    return [_item(row.uid, str(row), row.code) for row in rows[:MOST]]


def _item(uid: Any, label: str, detail: str) -> Item:
    return {"value": str(uid), "label": label, "detail": detail, "icon": "point"}
