"""The pages of the import wizard, one for each state that an import is in."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tenure.foundation.access import require
from tenure.foundation.effective.clock import now
from tenure.foundation.exchange import actions, sheets
from tenure.foundation.exchange.models import StagedImport
from tenure.foundation.exchange.run import IMPORT
from tenure.foundation.exchange.staging import Staging
from tenure.foundation.http.request import Request
from tenure.foundation.refusal import Refused
from tenure.foundation.runs import queries as runs
from tenure.foundation.ui import htmx
from tenure.foundation.ui.render import fragment, render

from . import reading

State = StagedImport.State
STEPS = {
    State.MAPPING: 2,
    State.CHECKING: 3,
    State.CHECKED: 3,
    State.WRITING: 4,
    State.DONE: 4,
    State.FAILED: 3,
    State.UNDOING: 4,
    State.UNDONE: 4,
}


@require_http_methods(["GET", "POST"])
def choose(request: Request) -> HttpResponse:
    """Show what can be imported, or take files in."""
    require(request.actor, IMPORT)
    if request.method == "GET":
        return _choose(request, "")
    day = parse_date(request.POST.get("as_of", "")) or request.actor.today
    try:
        files = request.FILES.getlist("files")
        staged = actions.bring_files(
            files, kind=request.POST.get("kind", "guess"), as_of=day, by=request.actor
        )
    except Refused as refusal:
        return _choose(request, str(refusal), status=422)
    return htmx.redirect(request, _address(staged))


@require_GET
def show(request: Request, uid: UUID) -> HttpResponse:
    """Show an import in the state it is in."""
    staged = reading.staged_of(request.actor, uid)
    page = _PAGES[State(staged.state)]
    return render(request, page, _frame(staged) | _content(request, staged))


@require_POST
def mapping_save(request: Request, uid: UUID) -> HttpResponse:
    """Take the mapping as the form changed it, and have the files checked."""
    staged = reading.staged_of(request.actor, uid)
    tree = reading.edited(staged, request.POST.dict()) if request.POST.get("edited") else staged.mapping
    actions.map_columns(uid, tree, by=request.actor, save_as=request.POST.get("save_as", "").strip())
    return htmx.redirect(request, _address(staged))


@require_POST
def answers_save(request: Request, uid: UUID) -> HttpResponse:
    """Take the choices made about warnings, and have the files checked again."""
    posted = request.POST.dict()
    choices = {
        key.removeprefix("choice-"): value
        for key, value in posted.items()
        if key.startswith("choice-") and value
    }
    staged = actions.answer(uid, choices, by=request.actor)
    return htmx.redirect(request, _address(staged))


@require_POST
def writing_begin(request: Request, uid: UUID) -> HttpResponse:
    """Have what was checked written."""
    return htmx.redirect(request, _address(actions.begin_writing(uid, by=request.actor)))


@require_POST
def undo_begin(request: Request, uid: UUID) -> HttpResponse:
    """Have an import taken back."""
    return htmx.redirect(request, _address(actions.begin_undo(uid, by=request.actor)))


@require_POST
def remove(request: Request, uid: UUID) -> HttpResponse:
    """Give an import up."""
    actions.drop(uid, by=request.actor)
    return htmx.redirect(request, reverse("people-import"))


@require_GET
def progress(request: Request, uid: UUID) -> HttpResponse:
    """Say how far the work is; once it is over, load the page that follows."""
    staged = reading.staged_of(request.actor, uid)
    if staged.state not in (State.CHECKING, State.WRITING, State.UNDOING):
        return htmx.refresh()
    return fragment(request, "shell/import/working.html", "progress", _working(staged))


def _choose(request: Request, error: str, status: int = 200) -> HttpResponse:
    waiting = StagedImport.objects.allowed(request.actor, IMPORT)[:10]
    shown = {
        "kinds": reading.kinds(request.actor),
        "sheets": sheets.sheets(),
        "waiting": waiting,
        "error": error,
    }
    return render(
        request,
        "shell/import/choose.html",
        shown | {"today": request.actor.today, "way": _way(1)},
        status=status,
    )


def _frame(staged: StagedImport) -> dict[str, Any]:
    return {"staged": staged, "way": _way(STEPS[State(staged.state)])}


def _way(current: int) -> dict[str, Any]:
    labels = [gettext("Files"), gettext("Columns"), gettext("Check"), gettext("Import")]
    return {"items": [{"label": label} for label in labels], "current": current}


def _content(request: Request, staged: StagedImport) -> dict[str, Any]:
    match staged.state:
        case State.MAPPING | State.FAILED:
            return _mapping(staged)
        case State.CHECKED:
            return _checked(request, staged)
        case State.DONE | State.UNDONE:
            standing = runs.standing(staged.run, by=request.actor, at=now())
            return _checked(request, staged) | {"standing": standing}
    return _working(staged)


def _mapping(staged: StagedImport) -> dict[str, Any]:
    chosen, tables = reading.mapped(staged)
    return {"mapping": chosen, "tables": tables, "plain": reading.is_plain(chosen), "dates": reading.DATES}


def _checked(request: Request, staged: StagedImport) -> dict[str, Any]:
    asked = request.GET.get("from", "0")
    start = int(asked) if asked.isdigit() and len(asked) < 9 else 0
    staging = Staging(staged.uid)
    findings = staging.lines("findings")
    return {
        "summary": staged.summary,
        "counts": reading.counts(staged),
        "errors": [one for one in findings if one["weight"] == "error"][: reading.PAGE],
        "notes": [one for one in findings if one["weight"] == "note"][: reading.PAGE],
        "questions": reading.questions(staged) if staged.state == State.CHECKED else [],
        "changes": staging.lines("changes", start, reading.PAGE),
        "start": start,
        "page": reading.PAGE,
        "writes": reading.writes(staged),
    }


def _working(staged: StagedImport) -> dict[str, Any]:
    done, total = Staging(staged.uid).heard()
    return {"staged": staged, "done": done, "total": total}


def _address(staged: StagedImport) -> str:
    return reverse("import", args=[staged.uid])


_PAGES = {
    State.MAPPING: "shell/import/mapping.html",
    State.FAILED: "shell/import/mapping.html",
    State.CHECKING: "shell/import/working.html",
    State.WRITING: "shell/import/working.html",
    State.CHECKED: "shell/import/check.html",
    State.UNDOING: "shell/import/working.html",
    State.DONE: "shell/import/done.html",
    State.UNDONE: "shell/import/done.html",
}
