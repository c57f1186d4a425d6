"""The data quality list: what does not fit, what is proposed, and what may stay for a time."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as __, gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tenure.foundation.access import require
from tenure.foundation.forms.fields import PlainForm
from tenure.foundation.http.request import Request
from tenure.foundation.lists import screen
from tenure.foundation.lists.declaration import Ask, Column, Link, Listing, Row, State, register
from tenure.foundation.lists.filters import Choice
from tenure.foundation.refusal import NotAllowed, NotThere
from tenure.foundation.ui.htmx import redirect
from tenure.foundation.ui.render import render

from .. import actions, queries
from ..queries.findings import EDIT, GROUPS, KINDS, is_open
from ..queries.worklists import over_others
from . import desk
from .forms import DayField
from .repairs import repair_url

QUARTER = timedelta(days=90)
OPEN, DISMISSED = "open", "dismissed"


def _rows(ask: Ask) -> QuerySet[Any]:
    return queries.findings(ask.actor)


def _what(row: Row) -> Link:
    kind = KINDS.get(row.kind)
    return Link(str(kind.label if kind else row.kind), reverse("finding", args=[row.uid]))


def who(row: Row) -> Link | str:
    """Give whom, or which unit or seat, a finding is about."""
    if row.person:
        return Link(row.person.called, reverse("person", args=[row.person.uid]), face=True)
    if row.unit:
        return Link(row.unit_name or row.unit.code, reverse("organisation-unit", args=[row.unit.uid]))
    if row.position:
        address = reverse("organisation-position", args=[row.position.uid])
        return Link(row.seat_title or row.position.code, address)
    return ""


def _repair(row: Row) -> Link:
    kind = KINDS.get(row.kind)
    label = str(kind.repair if kind else _("Open the record"))
    return Link(f"{label}: {row.proposed.called}" if row.proposed else label, repair_url(row))


def _state(row: Row) -> State | None:
    return State(__("Stays for now"), "secondary") if row.dismissed_until else None


def _in_groups(codes: tuple[str, ...], _ask: Ask) -> Q:
    return Q(kind__in=[one.code for one in KINDS.values() if one.group in codes])


def _in_state(codes: tuple[str, ...], ask: Ask) -> Q:
    waits = is_open(ask.actor.today)
    return (waits if OPEN in codes else Q(pk__in=())) | (~waits if DISMISSED in codes else Q(pk__in=()))


LISTING = register(
    Listing(
        key="findings",
        title=_("Data quality"),
        url_name="quality",
        rows=_rows,
        columns=(
            Column("what", _("What"), _what, sort="kind", groups=True, fixed=True),
            Column("who", _("About"), who, sort="person__sort_key"),
            Column("other", _("And"), lambda f: f.other.called if f.other else "", sort="other__sort_key"),
            Column("on", _("Day"), lambda f: f.on, sort="on", kind="date"),
            Column("repair", _("Proposed repair"), _repair),
            Column("found_on", _("Found"), lambda f: f.found_on, sort="found_on", kind="date"),
            Column("state", _("State"), _state),
        ),
        order="-found_on",
        filters=(
            Choice(
                "group",
                _("Area"),
                options=lambda _ask: [(c, str(n)) for c, n in GROUPS.items()],
                where=_in_groups,
            ),
            Choice(
                "kind",
                _("What"),
                options=lambda _ask: [(one.code, str(one.label)) for one in KINDS.values()],
                where=lambda codes, _ask: Q(kind__in=codes),
            ),
            Choice(
                "state",
                _("State"),
                options=lambda _ask: [(OPEN, __("To do")), (DISMISSED, __("Stays for now"))],
                where=_in_state,
            ),
        ),
        folded=("person__folded",),
        export="people.export",
        search_label=_("Name or number"),
        defaults={"state": OPEN},
    )
)


class DismissForm(PlainForm):
    """Why something may stay as it is, and until when."""

    until = DayField(label=_("Until"), help_text=_("It comes back on that day."))
    why = forms.CharField(label=_("Why"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


def _may(request: Request) -> None:
    """Refuse those who look after nobody's record but their own."""
    require(request.actor, EDIT)
    if not over_others(request.actor, EDIT):
        raise NotAllowed


@require_GET
def quality(request: Request) -> HttpResponse:
    """Show what does not fit."""
    _may(request)
    counts = queries.open_counts(request.actor)
    groups = [
        {
            "code": code,
            "label": label,
            "number": sum(counts.get(one.code, 0) for one in KINDS.values() if one.group == code),
        }
        for code, label in GROUPS.items()
    ]
    return screen.show(request, LISTING, "people/quality.html", {"groups": groups})


@require_POST
def quality_check(request: Request) -> HttpResponse:
    """Look through the whole record now."""
    _may(request)
    actions.check_records(by=request.actor)
    messages.success(request, _("The record was looked through."))
    return redirect(request, reverse("quality"))


def _finding(request: Request, uid: UUID) -> Any:
    row = queries.findings(request.actor).filter(uid=uid).first()
    if row is None:
        raise NotThere
    return row


@require_GET
def finding(request: Request, uid: UUID) -> HttpResponse:
    """Show one finding, what it means and what can be done."""
    row = _finding(request, uid)
    context = {
        "finding": row,
        "kind": KINDS[row.kind],
        "about": who(row),
        "repair": _repair(row),
        "direct": row.kind in actions.DIRECT and row.proposed is not None,
        "waits": row.dismissed_until is None or row.dismissed_until <= request.actor.today,
    }
    return render(request, "people/finding.html", context)


@require_POST
def finding_repair(request: Request, uid: UUID) -> HttpResponse:
    """Do what is proposed."""
    row = _finding(request, uid)
    actions.repair_finding(row.uid, by=request.actor)
    messages.success(request, _("Done. It is in the history with who and when."))
    return redirect(request, reverse("quality"))


@require_http_methods(["GET", "POST"])
def finding_dismiss(request: Request, uid: UUID) -> HttpResponse:
    """Let a finding stay as it is until a day."""
    row = _finding(request, uid)
    form = DismissForm(
        request.POST if request.method == "POST" else None, initial={"until": request.actor.today + QUARTER}
    )
    sheet = desk.Sheet(
        str(_("Leave it for now")),
        reverse("quality"),
        str(_("Leave it")),
        text=str(_("It comes back on the day you choose, if it is still so.")),
        done=str(_("It comes back on that day.")),
        subject=str(_("Data quality")),
    )
    return desk.send(
        request, sheet, form, lambda data: actions.dismiss_finding(row.uid, by=request.actor, **data)
    )


@require_POST
def finding_return(request: Request, uid: UUID) -> HttpResponse:
    """Put a finding back on the list."""
    row = _finding(request, uid)
    actions.bring_back_finding(row.uid, by=request.actor)
    return redirect(request, reverse("finding", args=[row.uid]))
