"""Pages of the undated records: list, one record, a form to add or to edit."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from tenure.foundation.access import Actor, require
from tenure.foundation.forms.dated import Seen, conflicts, unseal
from tenure.foundation.forms.fields import PlainForm, RecordField
from tenure.foundation.lists import screen
from tenure.foundation.refusal import Clash, NotAllowed, Refused
from tenure.foundation.ui.htmx import redirect
from tenure.foundation.ui.render import render

from .. import queries
from .kinds import BY_KEY, Kind

EDIT = "organisation.edit"


def actor_of(request: HttpRequest) -> Actor:
    """Give whoever is signed in."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def kind_of(key: str) -> Kind:
    """Find a kind of record by its word in the address."""
    if key not in BY_KEY:
        raise Http404
    return BY_KEY[key]


def record_list(request: HttpRequest, kind: str) -> HttpResponse:
    require(actor_of(request), queries.VIEW)
    found = kind_of(kind)
    return screen.show(request, found.listing, "organisation/record_list.html", _frame(request, found))


def record_detail(request: HttpRequest, kind: str, uid: UUID) -> HttpResponse:
    found, row = kind_of(kind), _row(request, kind, uid)
    return render(
        request,
        "organisation/record.html",
        {**_frame(request, found, row), "row": row, "facts": found.facts(row), **_more(request, row)},
    )


def record_create(request: HttpRequest, kind: str) -> HttpResponse:
    by, found = actor_of(request), kind_of(kind)
    if not _may_add(by, found):
        raise NotAllowed
    form = found.form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            row = found.create(by=by, **found.values(form.cleaned_data))
        except Refused as refused:
            form.refuse(dict(refused.errors), str(refused))
        else:
            return redirect(request, reverse("organisation-record", args=[kind, row.uid]))
    return _form(request, found, form, found.new)


def record_edit(request: HttpRequest, kind: str, uid: UUID) -> HttpResponse:
    by, found, row = actor_of(request), kind_of(kind), _row(request, kind, uid)
    if not _may_edit(by, found, row):
        raise NotAllowed
    form = found.form(request.POST if request.method == "POST" else None, initial=found.initial(row))
    seen = unseal(request.POST.get("seen", ""))
    if request.method == "POST" and seen and form.is_valid():
        try:
            found.edit(row.pk, by=by, version=seen.version, **found.values(form.cleaned_data))
        except Clash:
            return _form(request, found, form, str(row), row=row, seen=seen, status=409)
        except Refused as refused:
            form.refuse(dict(refused.errors), str(refused))
        else:
            return redirect(request, reverse("organisation-record", args=[kind, uid]))
    return _form(request, found, form, str(row), row=row)


def words_of(form: PlainForm, values: Mapping[str, Any]) -> dict[str, str]:
    """Say what a form holds, field by field, as a person reads it."""
    said = {}
    for name, field in form.fields.items():
        value = values.get(name)
        if isinstance(field, RecordField):
            value = field.words(value)
        elif hasattr(field, "choices"):
            value = dict(field.choices).get(value, value)
        said[str(field.label)] = "" if value is None else str(value)
    return said


def _form(
    request: HttpRequest,
    kind: Kind,
    form: PlainForm,
    title: Any,
    *,
    row: Any = None,
    seen: Seen | None = None,
    status: int = 0,
) -> HttpResponse:
    now = words_of(form, kind.initial(row)) if row else {}
    clash = conflicts(seen, now, words_of(form, form.cleaned_data)) if seen else []
    context = {
        **_frame(request, kind, row),
        "form": form,
        "title": title,
        "row": row,
        "seen": Seen(row.version, now).sealed() if row else "",
        "clash": clash,
        "back": reverse("organisation-record", args=[kind.key, row.uid]) if row else _list_url(kind),
    }
    refused = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "organisation/record_form.html", context, status=status or refused)


def _row(request: HttpRequest, kind: str, uid: UUID) -> Any:
    model: Any = kind_of(kind).model
    return model.objects.allowed(actor_of(request), queries.VIEW).get(uid=uid)


def _list_url(kind: Kind) -> str:
    return reverse(kind.listing.url_name)


def _may_add(by: Actor, kind: Kind) -> bool:
    return by.holds_over_all(EDIT) if kind.of_all else by.holds(EDIT)


def _may_edit(by: Actor, kind: Kind, row: Any) -> bool:
    if not by.holds(EDIT) or not kind.of_all:
        return by.holds(EDIT)
    return bool(type(row).objects.allowed(by, EDIT).filter(pk=row.pk).exists())


def _frame(request: HttpRequest, kind: Kind, row: Any = None) -> dict[str, Any]:
    by = actor_of(request)
    return {
        "kind": kind,
        "tab": kind.active,
        "may_edit": _may_edit(by, kind, row) if row else _may_add(by, kind),
        "reads_trail": by.holds("audit.view"),
        "list_url": _list_url(kind),
        "new_url": reverse("organisation-record-new", args=[kind.key]),
        "editors": [_("Those who hold “edit the organisation”")],
    }


def _more(request: HttpRequest, row: Any) -> dict[str, Any]:
    """Add what only one kind of record has: the holidays of a place."""
    if row._meta.model_name != "place":
        return {"calendar": None}
    raw = request.GET.get("year", "")
    year = int(raw) if raw.isdecimal() and 1900 <= int(raw) <= 2100 else actor_of(request).today.year
    return {"calendar": queries.holiday_calendar(row, year=year)}
