"""The page that says who changed what of a unit, a position or another record of the organisation."""

from typing import Any, Final
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from tenure.domains.organisation import models, queries as organisation
from tenure.foundation.access import require
from tenure.foundation.http.request import Request
from tenure.foundation.ui.render import render

from ..queries.fieldlog import AUDIT
from ..queries.structure_log import record_history

KINDS: Final[dict[str, tuple[type[Any], str]]] = {
    "unit": (models.Unit, "units"),
    "position": (models.Position, "positions"),
    "place": (models.Place, "places"),
    "legal-entity": (models.LegalEntity, "legal-entities"),
    "cost-centre": (models.CostCentre, "cost-centres"),
    "work-pattern": (models.WorkPattern, "work-patterns"),
    "job": (models.Job, "jobs"),
    "job-family": (models.JobFamily, "jobs"),
    "level": (models.Level, "jobs"),
}


def history(request: Request, kind: str, uid: UUID) -> HttpResponse:
    """Show what was changed, field by field."""
    if kind not in KINDS:
        raise Http404
    require(request.actor, AUDIT)
    model, tab = KINDS[kind]
    record = model.objects.allowed(request.actor, organisation.VIEW).get(uid=uid)
    is_dated = kind in ("unit", "position")
    context = {
        "tab": tab,
        "name": organisation.name_of(request.actor, record) if is_dated else str(record),
        "back": _page(kind, uid),
        "steps": record_history(request.actor, record),
        "acts": {"insert": _("added"), "update": _("changed"), "delete": _("removed"), "": ""},
    }
    return render(request, "people/structure_log.html", context)


def _page(kind: str, uid: UUID) -> str:
    if kind in ("unit", "position"):
        return reverse(f"organisation-{kind}", args=[uid])
    return reverse("organisation-record", args=[kind, uid])
