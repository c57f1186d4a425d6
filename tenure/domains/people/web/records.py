"""Records that forms find by typing: people, units, seats, jobs; each only where it may be known."""

from collections.abc import Callable
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.http import HttpResponse
from django.views.decorators.http import require_GET

from tenure.domains.organisation.models import (
    CostCentre,
    Job,
    Level,
    Place,
    PositionTerm,
    Unit,
    UnitTerm,
    WorkPattern,
)
from tenure.foundation.access import Actor
from tenure.foundation.http.request import Request
from tenure.foundation.refusal import NotThere
from tenure.foundation.ui.render import render

from . import directory
from .choices import ORGANISATION, person_called, uid_or_none

ENOUGH = 10
Items = list[dict[str, Any]]


class Named:
    """A record with the name that people know it by on a day."""

    def __init__(self, row: Model, name: str) -> None:
        self.row = row
        self.uid = row.uid  # type: ignore[attr-defined]
        self.name = name

    def __str__(self) -> str:
        return self.name


def find(actor: Actor, kind: str) -> Callable[[str], Named | None]:
    """Give what turns a uid into the record, or nothing where it may not be known."""

    def found(uid: str) -> Named | None:
        known = uid_or_none(uid)
        if known is None:
            return None
        if kind == "person":
            person = person_called(uid, actor)
            return Named(person, person.called) if person else None
        return _found(actor, kind, known)

    return found


def _found(actor: Actor, kind: str, uid: Any) -> Named | None:
    if kind in TERMS:
        term = TERMS[kind](actor).filter(**{f"{kind}__uid": uid}).first()
        return Named(getattr(term, kind), str(term)) if term else None
    row = SHARED[kind].objects.allowed(actor, ORGANISATION).filter(uid=uid).first()
    return Named(row, str(row)) if row else None


def _unit_terms(actor: Actor) -> QuerySet[Any]:
    terms: QuerySet[Any] = UnitTerm.objects.allowed(actor, ORGANISATION).as_of(actor.today)
    return terms.select_related("unit").order_by("name")


def _position_terms(actor: Actor) -> QuerySet[Any]:
    terms: QuerySet[Any] = PositionTerm.objects.allowed(actor, ORGANISATION).as_of(actor.today)
    return terms.select_related("position").order_by("title")


TERMS: dict[str, Callable[[Actor], QuerySet[Any]]] = {"unit": _unit_terms, "position": _position_terms}
SHARED: dict[str, Any] = {
    "job": Job,
    "level": Level,
    "place": Place,
    "cost_centre": CostCentre,
    "work_pattern": WorkPattern,
    "unit": Unit,
}
SEARCHED = {"unit": "name", "position": "title", "job": "title", "place": "name", "level": "name"}


@require_GET
def records(request: Request, kind: str) -> HttpResponse:
    """Offer the records of a kind whose names hold what is typed."""
    typed = request.GET.get("q", "")[:200].replace("\0", "")
    if kind == "person":
        items = [directory.option(row) for row in directory.like(request, typed)]
    elif kind in SEARCHED or kind in SHARED:
        items = _offered(request.actor, kind, typed)
    else:
        raise NotThere
    return render(request, "people/options.html", {"items": items})


def _offered(actor: Actor, kind: str, typed: str) -> Items:
    if kind in TERMS:
        rows = TERMS[kind](actor).filter(_holds(kind, typed))[:ENOUGH]
        return [_item(getattr(row, kind), str(row), getattr(row, kind).code) for row in rows]
    rows = SHARED[kind].objects.allowed(actor, ORGANISATION).filter(_holds(kind, typed))[:ENOUGH]
    return [_item(row, str(row), row.code) for row in rows]


def _holds(kind: str, typed: str) -> Q:
    named = Q(**{f"{SEARCHED.get(kind, 'name')}__icontains": typed})
    code = f"{kind}__code" if kind in TERMS else "code"
    return named | Q(**{f"{code}__istartswith": typed})


def _item(row: Any, label: str, code: str) -> dict[str, Any]:
    return {"value": row.uid, "label": label, "detail": code, "icon": "building-community", "group": ""}
