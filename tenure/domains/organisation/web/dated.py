"""Pages that change a unit or a seat: from when, why, change or correction, end, taking back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from tenure.foundation.access import Actor, require
from tenure.foundation.effective.models import Effective
from tenure.foundation.forms.dated import CHANGE, CORRECT, DatedForm, Seen, conflicts, unseal
from tenure.foundation.forms.fields import PlainForm
from tenure.foundation.forms.previews import Planned
from tenure.foundation.refusal import Clash, Refused
from tenure.foundation.ui.htmx import redirect
from tenure.foundation.ui.render import render

from .. import actions, models, queries, rules
from . import forms
from .records import EDIT, actor_of, words_of


@dataclass(frozen=True)
class DatedKind:
    """A kind of record whose facts have dates: its forms and its verbs."""

    key: str
    tab: str
    owner: str
    model: type[models.OfTheOrganisation]
    terms: type[Effective]
    beginning: type[PlainForm]
    changing: type[DatedForm]
    create: Callable[..., Any]
    change: Callable[..., Any]
    correct: Callable[..., Any]
    rescind: Callable[..., Any]
    close: Callable[..., Any]
    new: Any

    def life(self, by: Any, uid: UUID) -> tuple[Any, list[Any]]:
        """Give a record and its rows, oldest first, as far as the actor may see them."""
        record: Any = self.model.objects.allowed(by, queries.VIEW).get(uid=uid)
        rows = self.terms.objects.allowed(by, queries.VIEW).filter(**{self.owner: record})
        return record, list(rows.exclude(valid__isempty=True).order_by("valid_from"))


UNIT = DatedKind(
    "unit", "units", "unit", models.Unit, models.UnitTerm, forms.UnitBeginning, forms.UnitChange,
    actions.create_unit, actions.change_unit, actions.correct_unit, actions.rescind_unit, actions.close_unit,
    _("Add unit"),
)  # fmt: skip
SEAT = DatedKind(
    "position", "positions", "position", models.Position, models.PositionTerm, forms.SeatBeginning,
    forms.SeatChange, actions.create_position, actions.change_position, actions.correct_position,
    actions.rescind_position, actions.close_position, _("Add position"),
)  # fmt: skip
BY_KEY = {one.key: one for one in (UNIT, SEAT)}


def kind_of(key: str) -> DatedKind:
    """Find a dated kind by its word in the address."""
    if key not in BY_KEY:
        raise Http404
    return BY_KEY[key]


def term_create(request: HttpRequest, kind: str) -> HttpResponse:
    by, found = actor_of(request), kind_of(kind)
    require(by, EDIT)
    form = found.beginning(
        request.POST if request.method == "POST" else None, initial={"since": by.today.isoformat()}
    )
    forms.told_to(by, form)
    if request.method == "POST" and form.is_valid():
        try:
            made = found.create(by=by, **form.cleaned_data)
        except Refused as refused:
            form.refuse(dict(refused.errors), str(refused))
        else:
            return redirect(request, _url(found, made.uid))
    return _page(
        request, "organisation/begin_form.html", found, form, back=reverse(f"organisation-{found.tab}")
    )


def term_change(request: HttpRequest, kind: str, uid: UUID) -> HttpResponse:
    by, found = actor_of(request), kind_of(kind)
    require(by, EDIT)
    record, rows = found.life(by, uid)
    shown = _shown(rows, _day(request.GET.get("on", ""), by.today))
    form = found.changing(
        request.POST if request.method == "POST" else None,
        today=by.today,
        reasons=queries.REASONS,
        initial=_initial(shown, by.today),
    )
    forms.told_to(by, form)
    stale: list[Any] = []
    looked: Planned | None = None
    step = request.POST.get("step")
    if request.method == "POST" and step != "when" and form.is_valid():
        try:
            if step == "look":
                looked = _look(by, rows, shown, form)
            else:
                _carry_out(found, by, record, rows, form)
        except Clash:
            stale = conflicts(
                form.cleaned_data["seen"], _said(form, shown), words_of(form, form.cleaned_data)
            )
        except Refused as refused:
            form.refuse(dict(refused.errors), str(refused))
        else:
            if looked is None:
                return redirect(request, _url(found, uid))
    life = rules.life((row.pk, row.version) for row in rows)
    more = {
        "back": _url(found, uid),
        "seen": Seen(life, _said(form, shown)).sealed(),
        "clash": stale,
        "row": shown,
        "record": record,
        "looked": looked,
        "difference": _difference(form, looked) if looked else [],
    }
    return _page(request, "organisation/change_form.html", found, form, **more)


def term_close(request: HttpRequest, kind: str, uid: UUID) -> HttpResponse:
    by, found = actor_of(request), kind_of(kind)
    require(by, EDIT)
    record, rows = found.life(by, uid)
    form = forms.Closing(
        request.POST if request.method == "POST" else None, initial={"last_day": by.today.isoformat()}
    )
    if request.method == "POST" and form.is_valid():
        try:
            found.close(record.pk, by=by, **form.cleaned_data)
        except Refused as refused:
            form.refuse(dict(refused.errors), str(refused))
        else:
            return redirect(request, _url(found, uid))
    more = {"back": _url(found, uid), "row": rows[-1] if rows else None, "record": record}
    return _page(request, "organisation/close_form.html", found, form, **more)


@require_POST
def term_rescind(request: HttpRequest, kind: str, uid: UUID) -> HttpResponse:
    by, found = actor_of(request), kind_of(kind)
    term: Any = found.terms.objects.allowed(by, EDIT).get(uid=uid)
    seen = unseal(request.POST.get("seen", ""))
    record = found.rescind(
        term.pk, by=by, why=request.POST.get("why", ""), seen=seen.version if seen else None
    )
    return redirect(request, _url(found, record.uid))


def _carry_out(kind: DatedKind, by: Any, record: Any, rows: list[Any], form: DatedForm) -> None:
    values = form.cleaned_data
    on, facts = values["on"], {name: values[name] for name in kind.terms.facts if name in values}
    common = {"by": by, "reason": values["reason"], "why": values["why"], "seen": values["seen"].version}
    wrong = next((row for row in rows if row.holds_on(on)), None)
    if form.is_correction and wrong is not None:
        kind.correct(wrong.pk, **common, **facts)
    else:
        kind.change(record.pk, since=on, **common, **facts)


def _look(by: Actor, rows: list[Any], shown: Any, form: DatedForm) -> Planned:
    """Work out what would stand there, touching nothing; a form that was overtaken is refused first."""
    values = form.cleaned_data
    if values["seen"].version != rules.life((row.pk, row.version) for row in rows):
        raise Clash
    held = next((row for row in rows if row.holds_on(values["on"])), shown)
    act = CORRECT if form.is_correction else CHANGE
    return queries.preview(by, held, on=values["on"], act=act, facts=values)


def _difference(form: DatedForm, planned: Planned) -> list[dict[str, str]]:
    before, after = words_of(form, planned.before), words_of(form, planned.after)
    labels = [str(form.fields[name].label) for name in planned.before if name in form.fields]
    return [{"label": label, "before": before[label], "after": after[label]} for label in labels]


def _page(request: HttpRequest, template: str, kind: DatedKind, form: PlainForm, **more: Any) -> HttpResponse:
    status = 409 if more.get("clash") else 422 if form.is_bound and not form.is_valid() else 200
    if request.POST.get("step") == "when":
        status = 200
    context = {"tab": kind.tab, "kind": kind, "form": form, "may_edit": True, "seen": "", "clash": [], **more}
    return render(request, template, context, status=status)


def _said(form: PlainForm, row: Any) -> dict[str, str]:
    own = {name: field for name, field in form.fields.items() if name in row.facts}
    said = words_of(form, _initial(row, row.valid_from))
    return {str(field.label): said[str(field.label)] for field in own.values()}


def _initial(row: Any, on: date) -> dict[str, Any]:
    return {"on": on.isoformat(), **{name: getattr(row, name) for name in row.facts}}


def _shown(rows: list[Any], day: date) -> Any:
    """Choose the row of a day, else the first one to come, else the last there was."""
    now = [row for row in rows if row.holds_on(day)]
    if not rows:
        raise Http404
    return (now or [row for row in rows if row.valid_from > day] or rows[-1:])[0]


def _day(raw: str, otherwise: date) -> date:
    try:
        return date.fromisoformat(raw)
    except ValueError:
        return otherwise


def _url(kind: DatedKind, uid: UUID) -> str:
    return reverse(f"organisation-{kind.key}", args=[uid])
