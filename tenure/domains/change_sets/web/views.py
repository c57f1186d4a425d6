"""Pages of change sets: the list, one set as differences, and the steps on its way."""

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as __, gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tenure.foundation.access import require
from tenure.foundation.forms.fields import PlainForm
from tenure.foundation.http.request import Request
from tenure.foundation.lists import screen
from tenure.foundation.refusal import NotAllowed, NotThere, Refused
from tenure.foundation.ui.htmx import redirect
from tenure.foundation.ui.render import render

from .. import actions, queries
from ..access import APPROVE, PREPARE, VIEW
from ..models import ChangeSet, Line
from . import files, forms, lists

MOST_BYTES: Final = 2_000_000
# The steps that take nothing but a reason: the verb, and what is said once it is done.
STEPS: Final[dict[str, tuple[Callable[..., ChangeSet], Any]]] = {
    "check": (actions.check_change_set, _("Checked. See what would differ.")),
    "submission": (actions.submit_change_set, _("Submitted. Somebody else has to approve it.")),
    "return": (actions.return_change_set, _("It is prepared further, and needs approval again.")),
    "undoing": (actions.undo_change_set, _("Undone: every record is as it was before.")),
    "dropping": (actions.drop_change_set, _("Dropped.")),
}


def _set(request: Request, uid: UUID, permission: str = VIEW) -> ChangeSet:
    if permission != VIEW:
        require(request.actor, permission)
    held: ChangeSet | None = ChangeSet.objects.allowed(request.actor, permission).filter(uid=uid).first()
    if held is None:
        raise NotThere
    return held


def _sent(request: Request) -> tuple[Any, Any]:
    """Give what a form was sent with; nothing where it was only asked for."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


@require_GET
def set_list(request: Request) -> HttpResponse:
    """Show the sets that the actor may see."""
    by = request.actor
    if not (by.holds(PREPARE) or by.holds(APPROVE)):
        raise NotAllowed
    return screen.show(request, lists.SETS, "change_sets/list.html", {"may_edit": by.holds(PREPARE)})


@require_GET
def set_detail(request: Request, uid: UUID) -> HttpResponse:
    """Show a set as differences."""
    found = queries.review(request.actor, _set(request, uid).uid)
    context = {
        "review": found,
        "held": found.held,
        "state": lists.state_of(found.held),
        "announce_form": forms.AnnounceForm(initial={"on": request.actor.today}),
        "stale": sum(line.is_stale for line in found.lines),
        "wrong": sum(bool(line.line.problem) for line in found.lines),
    }
    return render(request, "change_sets/set.html", context)


@require_http_methods(["GET", "POST"])
def set_create(request: Request) -> HttpResponse:
    """Begin a set."""
    require(request.actor, PREPARE)
    form = forms.SetForm(_sent(request)[0], initial={"on": request.actor.today})
    made: list[ChangeSet] = []
    page = {
        "title": __("New change set"),
        "submit": __("Begin"),
        "back": reverse("change-sets"),
        "text": "",
        "name": "",
    }

    def act() -> None:
        made.append(actions.create_change_set(by=request.actor, **form.cleaned_data))

    if _done(request, form, act):
        return redirect(request, reverse("change-set", args=[made[0].uid]))
    return _form(request, form, page)


@require_http_methods(["GET", "POST"])
def set_edit(request: Request, uid: UUID) -> HttpResponse:
    """Give a set another name or day."""
    held = _set(request, uid, PREPARE)
    initial = {name: getattr(held, name) for name in ("name", "on", "why", "is_confidential")}
    form = forms.SetForm(_sent(request)[0], initial=initial)
    return _walk(
        request,
        held,
        form,
        title=__("Name and day"),
        act=lambda: actions.edit_change_set(held.uid, by=request.actor, **form.cleaned_data),
    )


@require_http_methods(["GET", "POST"])
def people_add(request: Request, uid: UUID) -> HttpResponse:
    """Add people to a set, with what changes for them."""
    held, by = _set(request, uid, PREPARE), request.actor
    form = forms.PeopleForm(_sent(request)[0], actor=by, held=held)

    def act() -> None:
        data = forms.rows_of(form.cleaned_data)
        one = [data["person"]] if data.get("person") else []
        where = {"unit": data.get("of_unit"), "manager": data.get("of_manager")}
        many = queries.people_in_reach(by, held.on, **where) if any(where.values()) else []
        actions.add_people(held.uid, people=[*one, *many], by=by, **form.facts())

    return _walk(request, held, form, title=__("Add people"), act=act)


@require_http_methods(["GET", "POST"])
def unit_add(request: Request, uid: UUID) -> HttpResponse:
    """Add a unit to a set: it begins, changes or closes."""
    held, by = _set(request, uid, PREPARE), request.actor
    form = forms.UnitForm(_sent(request)[0], actor=by)

    def act() -> None:
        data = forms.rows_of(form.cleaned_data)
        given = {"verb": data["verb"], "unit": data.get("unit"), "code": data.get("code") or ""}
        actions.add_unit(held.uid, by=by, **given, **form.facts())

    return _walk(request, held, form, title=__("Add a unit"), act=act)


@require_http_methods(["GET", "POST"])
def file_add(request: Request, uid: UUID) -> HttpResponse:
    """Add people from a file."""
    held, by = _set(request, uid, PREPARE), request.actor
    form = forms.FileForm(*_sent(request))

    def act() -> None:
        brought = form.cleaned_data["file"]
        changes = files.read(by, str(brought.name), brought.read(MOST_BYTES))
        actions.add_changes(held.uid, changes=changes, by=by)

    text = __(
        "A CSV file with one line for each person: number, and any of title, unit, place, position, "
        "manager (a number), fte, job, cost_centre. Units and the like by their codes; a unit that this "
        "set makes as new:CODE. An empty cell stays as it is."
    )
    return _walk(request, held, form, title=__("Add from a file"), act=act, text=text)


@require_http_methods(["GET", "POST"])
def member_add(request: Request, uid: UUID) -> HttpResponse:
    """Let somebody in to a set."""
    held, by = _set(request, uid, PREPARE), request.actor
    form = forms.MemberForm(_sent(request)[0], actor=by)

    def act() -> None:
        data = forms.rows_of(form.cleaned_data)
        actions.let_in(held.uid, person=data["person"], part=data["part"], by=by)

    return _walk(request, held, form, title=__("Let somebody in"), act=act)


@require_POST
def line_remove(request: Request, uid: UUID) -> HttpResponse:
    """Take a line out."""
    return _of_line(request, uid, actions.remove_line)


@require_POST
def line_renew(request: Request, uid: UUID) -> HttpResponse:
    """Take what stands there now as what a line begins from."""
    return _of_line(request, uid, actions.renew_line)


@require_POST
def step(request: Request, uid: UUID, step: str) -> HttpResponse:
    """Take a set one step on."""
    verb, said = STEPS[step]
    held = _set(request, uid)
    given = {"why": request.POST.get("why", "")[:2000]} if step in ("return", "undoing", "dropping") else {}
    return _stepped(request, held, lambda: verb(held.uid, by=request.actor, **given), said)


@require_POST
def announcement(request: Request, uid: UUID) -> HttpResponse:
    """Say from which day a confidential set is no secret."""
    held = _set(request, uid, PREPARE)
    form = forms.AnnounceForm(request.POST)
    if not form.is_valid():
        messages.error(request, __("Give a day."))
        return redirect(request, reverse("change-set", args=[uid]))
    day = form.cleaned_data["on"]
    said = _("Announced.") if day <= request.actor.today else _("It is announced on that day.")
    return _stepped(
        request, held, lambda: actions.announce_change_set(held.uid, on=day, by=request.actor), said
    )


def _stepped(request: Request, held: ChangeSet, act: Callable[[], Any], said: Any) -> HttpResponse:
    try:
        act()
    except Refused as refused:
        if refused.status not in (409, 422):
            raise
        messages.error(request, str(refused))
    else:
        messages.success(request, str(said))
    return redirect(request, reverse("change-set", args=[held.uid]))


def _of_line(request: Request, uid: UUID, verb: Callable[..., ChangeSet]) -> HttpResponse:
    require(request.actor, PREPARE)
    if not Line.objects.allowed(request.actor, PREPARE).filter(uid=uid).exists():
        raise NotThere
    held = verb(uid, by=request.actor)
    return redirect(request, reverse("change-set", args=[held.uid]))


def _walk(
    request: Request, held: ChangeSet, form: PlainForm, *, title: str, act: Callable[[], Any], text: str = ""
) -> HttpResponse:
    back = reverse("change-set", args=[held.uid])
    if _done(request, form, act):
        return redirect(request, back)
    return _form(
        request, form, {"title": title, "submit": __("Save"), "back": back, "text": text, "name": held.name}
    )


def _done(request: Request, form: PlainForm, act: Callable[[], Any]) -> bool:
    """Act on a form that is right; put what is refused onto it."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        act()
    except Refused as refused:
        if refused.status not in (409, 422):
            raise
        form.refuse(refused.errors, str(refused))
        return False
    return True


def _form(request: Request, form: PlainForm, page: dict[str, str]) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    is_file = isinstance(form, forms.FileForm)
    context = {"form": form, "page": page, "is_file": is_file}
    return render(request, "change_sets/form.html", context, status=status)
