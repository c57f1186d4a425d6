"""The pages of a bulk change: what, a look at every row, the outcome."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tenure.foundation.access import require
from tenure.foundation.bulk import actions, working
from tenure.foundation.bulk.models import BulkChange
from tenure.foundation.bulk.verbs import Verb, verb
from tenure.foundation.effective.clock import now
from tenure.foundation.exchange.staging import Staging
from tenure.foundation.forms.dated import CORRECT
from tenure.foundation.http.request import Request
from tenure.foundation.refusal import NotThere, Refused
from tenure.foundation.runs import queries as runs
from tenure.foundation.ui import htmx
from tenure.foundation.ui.render import fragment, render

from . import choosing

State = BulkChange.State
STEPS = {
    State.CHECKING: 2,
    State.CHECKED: 2,
    State.RUNNING: 3,
    State.DONE: 3,
    State.FAILED: 3,
    State.UNDONE: 3,
}
PAGE = 100


@require_http_methods(["GET", "POST"])
def start(request: Request, key: str) -> HttpResponse:
    """Ask what to change of the chosen rows, or have it worked out."""
    one = verb(key) if choosing.is_known(key) else None
    if one is None:
        raise NotThere
    require(request.actor, one.permission)
    given = request.GET if request.method == "GET" else request.POST
    form = one.form(given if request.method == "POST" else None, request.actor)
    chosen = choosing.chosen(given)
    if request.method == "GET":
        return _asking(request, one, form, chosen)
    try:
        change = actions.ask(key, _asked(one, form, chosen, given, request), by=request.actor)
    except Refused as refusal:
        form.is_valid()
        form.refuse(refusal.errors, str(refusal))
        return _asking(request, one, form, chosen, status=422)
    return htmx.redirect(request, reverse("bulk-change", args=[change.uid]))


@require_GET
def show(request: Request, uid: UUID) -> HttpResponse:
    """Show a bulk change in the state it is in."""
    change = _mine(request, uid)
    page = "working" if change.state in (State.CHECKING, State.RUNNING) else "rows"
    return render(request, f"shell/bulk/{page}.html", _frame(request, change))


@require_GET
def progress(request: Request, uid: UUID) -> HttpResponse:
    """Say how far the work is; once it is over, load the page that follows."""
    change = _mine(request, uid)
    if change.state not in (State.CHECKING, State.RUNNING):
        return htmx.refresh()
    return fragment(request, "shell/bulk/working.html", "progress", _frame(request, change))


@require_POST
def run(request: Request, uid: UUID) -> HttpResponse:
    """Have it done: every row or none, or only the rows that can be."""
    is_whole = request.POST.get("rows", "all") != "good"
    change = actions.begin(uid, by=request.actor, is_whole=is_whole)
    return htmx.redirect(request, reverse("bulk-change", args=[change.uid]))


@require_POST
def undo(request: Request, uid: UUID) -> HttpResponse:
    """Take it back."""
    change = actions.undo(uid, by=request.actor)
    return htmx.redirect(request, reverse("bulk-change", args=[change.uid]))


@require_POST
def drop(request: Request, uid: UUID) -> HttpResponse:
    """Give it up."""
    back = choosing.address(verb(_mine(request, uid).verb))
    actions.drop(uid, by=request.actor)
    return htmx.redirect(request, back)


def _asked(
    one: Verb, form: Any, chosen: choosing.Chosen, given: QueryDict, request: Request
) -> actions.Asked:
    day = parse_date(given.get("on", "")) if given.get("on") else None
    if day is None:
        raise actions.BadFacts(errors={"on": gettext("Say from which day it holds.")})
    return actions.Asked(
        subjects=choosing.uids(one, chosen, request.actor, actions.MOST),
        facts={name: given.get(name, "") for name in form.fields},
        on=day,
        is_correction=given.get("act") == CORRECT,
        reason=given.get("reason", ""),
        why=given.get("why", ""),
    )


def _asking(
    request: Request, one: Verb, form: Any, chosen: choosing.Chosen, status: int = 200
) -> HttpResponse:
    count = choosing.count(one, chosen, request.actor, actions.MOST)
    shown = {
        "verb": one,
        "form": form,
        "chosen": chosen,
        "count": count,
        "most": actions.MOST,
        "on": request.POST.get("on") or request.actor.today.isoformat(),
        "given": request.POST,
        "back": choosing.address(one),
        "way": _way(1),
    }
    return render(request, "shell/bulk/ask.html", shown, status=status)


def _frame(request: Request, change: BulkChange) -> dict[str, Any]:
    done, total = Staging(change.uid).heard()
    asked = request.GET.get("from", "0")
    start = int(asked) if asked.isdigit() and len(asked) < 6 else 0
    order = {working.ERROR: 0, working.OK: 1, working.SAME: 2}
    lines = sorted(change.lines, key=lambda line: order[line["state"]])
    return {
        "change": change,
        "verb": verb(change.verb),
        "lines": lines[start : start + PAGE],
        "counts": working.counts(change.lines),
        "start": start,
        "page": PAGE,
        "done": done,
        "total": total,
        "back": choosing.address(verb(change.verb)),
        "standing": runs.standing(change.run, by=request.actor, at=now())
        if change.state == State.DONE
        else None,
        "way": _way(STEPS[State(change.state)]),
    }


def _mine(request: Request, uid: UUID) -> BulkChange:
    found: BulkChange | None = BulkChange.objects.allowed(request.actor, actions.OWN).filter(uid=uid).first()
    if found is None:
        raise NotThere
    return found


def _way(current: int) -> dict[str, Any]:
    labels = [gettext("What"), gettext("Look at every row"), gettext("Done")]
    return {"items": [{"label": label} for label in labels], "current": current}
