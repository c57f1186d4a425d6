"""Fields and tables that HR made: their tab of the profile, and their forms."""

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tenure.foundation.fields.access import EDIT
from tenure.foundation.fields.forms import PREFIX, as_text
from tenure.foundation.fields.keeping import When
from tenure.foundation.fields.kinds import as_json
from tenure.foundation.fields.models import CustomField, CustomTable
from tenure.foundation.fields.queries import Told, Wanted, state_of
from tenure.foundation.forms.dated import Seen, conflicts
from tenure.foundation.http.request import Request
from tenure.foundation.refusal import NotThere, Refused
from tenure.foundation.ui.htmx import redirect

from .. import actions, models
from ..queries.custom import Custom, custom, has_custom
from ..queries.profile import Profile
from . import desk
from .custom_forms import ChangeForm, GroupForm, RowForm
from .records import find
from .staff_forms import FileForm

TAB: Final = "custom"


def is_there(found: Profile) -> bool:
    """Say whether the tab is there for this viewer and person."""
    return has_custom(found)


@require_http_methods(["GET", "POST"])
def custom_update(request: Request, uid: UUID, group: str) -> HttpResponse:
    """Edit the fields without dates that one permission opens."""
    person = _person(request, uid)
    told = [
        one
        for one in _told(request, person, lambda one: one.see == group)
        if one.may_edit and not one.field.dated
    ]
    if not told:
        raise NotThere
    made = [one.field for one in told]
    values = {one.field.code: one.value for one in told}
    form = GroupForm(_data(request), made=made, values=values, find=find(request.actor, "person"))
    fresh = Seen(state_of(told), {one.field.called: as_text(one.field, as_json(one.value)) for one in told})
    sheet = _sheet(person, _("Edit"))
    if request.method == "GET":
        return desk.show(request, sheet, form, desk.Looked(seen=fresh.sealed()))
    if not form.is_valid():
        return desk.show(request, sheet, form, status=422)
    seen = form.cleaned_data["seen"] or fresh
    try:
        actions.set_custom(uid, values=form.facts(), version=seen.version, by=request.actor)
    except Refused as refused:
        if refused.status == 409:
            yours = {one.called: as_text(one, form.facts()[one.code]) for one in made}
            looked = desk.Looked(clash=conflicts(seen, fresh.facts, yours), seen=fresh.sealed())
            return desk.show(request, sheet, form, looked, status=409)
        return _refused(request, sheet, form, refused)
    return desk.done(request, sheet)


@require_http_methods(["GET", "POST"])
def custom_change(request: Request, uid: UUID, code: str) -> HttpResponse:
    """From a day on, let a field say something else; or put right what it says."""
    person = _person(request, uid)
    told = next(iter(_told(request, person, _field(code))), None)
    if told is None or not told.may_edit or not told.field.dated:
        raise NotThere
    form = ChangeForm(
        _data(request), made=told.field, value=told.value, today=request.actor.today,
        find=find(request.actor, "person"),
    )  # fmt: skip
    sheet = _sheet(person, _("Submit"), title=told.field.called, previews=True, instead=_instead(told))
    fresh = Seen(told.version, {told.field.called: told.text})
    if request.method == "GET":
        return desk.show(request, sheet, form, desk.Looked(seen=fresh.sealed()))
    if request.POST.get("step") == "when":
        return desk.show(request, sheet, form)
    if not form.is_valid():
        return desk.show(request, sheet, form, status=422)
    yours = as_text(told.field, form.value())
    if form.cleaned_data["seen"].version != told.version:
        rows = conflicts(form.cleaned_data["seen"], fresh.facts, {told.field.called: yours})
        return desk.show(request, sheet, form, desk.Looked(clash=rows, seen=fresh.sealed()), status=409)
    if request.POST.get("step") != "save":
        before = _on(request, person, code, form.cleaned_data["on"])
        line = {"label": told.field.called, "before": before.text, "after": yours or _("nothing")}
        return desk.show(request, sheet, form, desk.Looked(before_after=[line]))
    return _sent(request, sheet, form, lambda: _change(request, person, told, form))


def _change(request: Request, person: models.Person, told: Told, form: ChangeForm) -> None:
    data, by = form.cleaned_data, request.actor
    if not form.is_correction:
        when = When(data["on"], data["reason"], data["why"])
        actions.change_custom(person.uid, code=told.field.code, value=form.value(), when=when, by=by)
        return
    held = _on(request, person, told.field.code, data["on"]).now
    if held is None:
        raise actions.NothingBefore
    actions.correct_custom(held.uid, value=form.value(), why=data["why"], by=by)


@require_http_methods(["GET", "POST"])
def custom_rescind(request: Request, uid: UUID) -> HttpResponse:
    """Take back what a field never said."""
    row = (
        models.PersonValue.objects.allowed(request.actor, EDIT)
        .select_related("person", "field")
        .filter(uid=uid)
        .first()
    )
    if row is None or not row.field.dated:
        raise NotThere
    text = _("For an entry that never was true. What it hid holds again; the history keeps both.")
    sheet = _sheet(row.person, _("Take it back"), title=row.field.called, text=text, danger=True)
    form = FileForm(_data(request))
    return desk.send(request, sheet, form, lambda _data: actions.rescind_custom(uid, by=request.actor))


@require_http_methods(["GET", "POST"])
def custom_row_create(request: Request, uid: UUID, code: str) -> HttpResponse:
    """Put a row into a table."""
    person = _person(request, uid)
    found = next((one for one in _all(request, person, _table(code)).sheets), None)
    if found is None or not found.may_edit:
        raise NotThere
    form = RowForm(_data(request), table=found.table, values={}, find=find(request.actor, "person"))
    sheet = _sheet(person, _("Add"), title=found.table.called)

    def act() -> None:
        actions.add_custom_row(uid, table=code, cells=form.facts(), span=form.span(), by=request.actor)

    return _row_form(request, sheet, form, act)


@require_http_methods(["GET", "POST"])
def custom_row_update(request: Request, uid: UUID) -> HttpResponse:
    """Edit a row of a table."""
    row = _row(request, uid)
    found = next((one for one in _all(request, row.person, _table(row.table.code)).sheets), None)
    line = next((one for one in found.lines if one.uid == uid), None) if found else None
    if found is None or line is None or not found.may_edit:
        raise NotThere
    person = find(request.actor, "person")
    form = RowForm(_data(request), table=found.table, values=line.values, find=person, line=line)
    sheet = _sheet(row.person, _("Save"), title=found.table.called)

    def act() -> None:
        version = form.cleaned_data["seen"].version if form.cleaned_data["seen"] else None
        cells, span = form.facts(), form.span()
        actions.update_custom_row(uid, cells=cells, span=span, version=version, by=request.actor)

    told = {name: text for name, text in line.cells if text}
    return _row_form(request, sheet, form, act, Seen(row.version, told))


@require_POST
def custom_row_delete(request: Request, uid: UUID) -> HttpResponse:
    """Take a row out of a table."""
    row = _row(request, uid)
    actions.remove_custom_row(uid, by=request.actor)
    return redirect(request, _back(row.person))


def _row_form(
    request: Request, sheet: desk.Sheet, form: RowForm, act: Callable[[], None], fresh: Seen | None = None
) -> HttpResponse:
    looked = desk.Looked(seen=fresh.sealed() if fresh else "")
    if request.method == "GET":
        return desk.show(request, sheet, form, looked)
    if not form.is_valid():
        return desk.show(request, sheet, form, status=422)
    seen = form.cleaned_data["seen"]
    if fresh and seen and seen.version != fresh.version:
        looked.clash = conflicts(seen, fresh.facts, form.in_words())
        return desk.show(request, sheet, form, looked, status=409)
    return _sent(request, sheet, form, act)


def _sent(request: Request, sheet: desk.Sheet, form: Any, act: Callable[[], None]) -> HttpResponse:
    try:
        act()
    except Refused as refused:
        return _refused(request, sheet, form, refused)
    return desk.done(request, sheet)


def _refused(request: Request, sheet: desk.Sheet, form: Any, refused: Refused) -> HttpResponse:
    if refused.status not in desk.FIELD_REFUSALS:
        raise refused
    form.refuse({PREFIX + name: words for name, words in refused.errors.items()}, str(refused))
    return desk.show(request, sheet, form, status=refused.status)


def _person(request: Request, uid: UUID) -> models.Person:
    found: models.Person | None = (
        models.Person.objects.allowed(request.actor, "people.directory").filter(uid=uid).first()
    )
    if found is None:
        raise NotThere
    return found


def _row(request: Request, uid: UUID) -> models.PersonRow:
    found = (
        models.PersonRow.objects.allowed(request.actor, EDIT)
        .select_related("person", "table")
        .filter(uid=uid)
    )
    row: models.PersonRow | None = found.first()
    if row is None:
        raise NotThere
    return row


def _all(request: Request, person: models.Person, only: Wanted) -> Custom:
    return custom(request.actor, person, day=request.actor.today, only=only)


def _told(request: Request, person: models.Person, only: Wanted) -> list[Told]:
    return [one for group in _all(request, person, only).groups for one in group.fields]


def _field(code: str) -> Wanted:
    return lambda one: isinstance(one, CustomField) and one.code == code


def _table(code: str) -> Wanted:
    return lambda one: isinstance(one, CustomTable) and one.code == code


def _on(request: Request, person: models.Person, code: str, day: Any) -> Told:
    groups = custom(request.actor, person, day=day, only=_field(code)).groups
    return next(one for group in groups for one in group.fields if one.field.code == code)


def _instead(told: Told) -> tuple[str, str] | None:
    if told.now is None:
        return None
    return _("This entry never was true: take it back"), reverse("custom-rescind", args=[told.now.uid])


def _sheet(person: models.Person, submit: str, *, title: str = "", **more: Any) -> desk.Sheet:
    return desk.Sheet(title or _("Edit"), _back(person), submit, subject=str(person), **more)


def _back(person: models.Person) -> str:
    return reverse("person-tab", args=[person.uid, TAB])


def _data(request: Request) -> Any:
    return request.POST if request.method == "POST" else None


def page(request: Request, found: Profile) -> dict[str, Any]:
    """Give what the tab draws."""
    from .custom_page import drawn

    return drawn(request, found, custom(request.actor, found.person, day=found.day))
