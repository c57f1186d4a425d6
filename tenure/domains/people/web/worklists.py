"""Worklists as lists: each row a person, with the day by which something must be done."""

from datetime import timedelta
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from tenure.domains.organisation.models import UnitTerm
from tenure.foundation.access import require
from tenure.foundation.http.request import Request
from tenure.foundation.lists import screen
from tenure.foundation.lists.declaration import Ask, Column, Link, Listing, Row, register
from tenure.foundation.refusal import NotAllowed

from ..models import Assignment
from ..queries.worklists import WORKLISTS, Worklist, over_others

DAY = timedelta(days=1)


def _rows(one: Worklist, ask: Ask) -> QuerySet[Any]:
    return one.rows(ask.actor)


def _load(ask: Ask, rows: list[Row]) -> list[Row]:
    """Tell what each person does and where, in two queries."""
    today = Assignment.objects.allowed(ask.actor, "people.view").as_of(ask.day).filter(primary=True)
    jobs = {job.person_id: job for job in today.filter(person_id__in=[row.pk for row in rows])}
    terms = UnitTerm.objects.as_of(ask.day).filter(unit_id__in=[job.unit_id for job in jobs.values()])
    names = dict(terms.values_list("unit_id", "name"))
    for row in rows:
        job = jobs.get(row.pk)
        row.title_today = job.title if job else ""
        row.unit_today = names.get(job.unit_id, "") if job and job.unit_id else ""
    return rows


def _due(one: Worklist, row: Row) -> Any:
    return row.due_on - DAY if one.last_day and row.due_on else row.due_on


def _listing(one: Worklist) -> Listing:
    dated = one.group != "data"
    return Listing(
        key=f"worklist-{one.code}",
        title=one.label,
        url_name=f"worklist-{one.code}",
        rows=partial(_rows, one),
        columns=(
            Column("name", _("Name"), _name, sort="sort_key", fixed=True),
            Column("number", _("Number"), lambda row: row.number, sort="number"),
            Column("title", _("Title"), lambda row: row.title_today),
            Column("unit", _("Unit"), lambda row: row.unit_today),
            *([Column("due", _("Date"), partial(_due, one), sort="due_on", kind="date")] if dated else []),
        ),
        order="due" if dated else "name",
        folded=("folded",),
        suggest="name",
        load=_load,  # type: ignore[arg-type]
        export="people.export",
        search_label=_("Name or number"),
    )


def _name(row: Row) -> Link:
    return Link(row.called, reverse("person", args=[row.uid]), face=True)


LISTINGS = {code: register(_listing(one)) for code, one in WORKLISTS.items()}


@require_GET
def worklist(request: Request, code: str) -> HttpResponse:
    """Show the rows behind a figure of the home page."""
    one = WORKLISTS[code]
    require(request.actor, one.permission)
    if not over_others(request.actor, one.permission):
        raise NotAllowed
    return screen.show(request, LISTINGS[code], "people/worklist.html", {"worklist": one})


urlpatterns: list[URLPattern] = [
    path(f"people/worklists/{code}", worklist, {"code": code}, name=f"worklist-{code}") for code in WORKLISTS
]
