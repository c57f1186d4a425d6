"""Settings: the fields and tables of the company's own."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tenure.foundation.access import require
from tenure.foundation.forms.dated import Seen, conflicts
from tenure.foundation.http.request import Request
from tenure.foundation.refusal import NotThere, Refused
from tenure.foundation.ui.htmx import redirect
from tenure.foundation.ui.render import render

from .. import actions, previews
from ..access import CONFIGURE
from ..actions import LOCKED, NoLongerFits
from ..hosts import Host, host_of, hosts
from ..models import CustomField, CustomTable
from ..words import CLASSES
from .forms import DefinitionForm, FieldForm, TableForm, entered, in_words

KINDS: dict[str, type[CustomField] | type[CustomTable]] = {"field": CustomField, "table": CustomTable}


@require_GET
def field_list(request: Request) -> HttpResponse:
    """Show every field and table, by the kind of record they stand on."""
    require(request.actor, CONFIGURE)
    made = list(CustomField.objects.select_related("table"))
    tables = list(CustomTable.objects.all())
    parts = [
        {
            "host": host,
            "fields": [one for one in made if one.host == host.code and one.table_id is None],
            "tables": [
                {"table": table, "columns": [one for one in made if one.table_id == table.pk]}
                for table in tables
                if table.host == host.code
            ],
        }
        for host in hosts()
    ]
    return render(
        request, "fields/list.html", {"parts": parts, "classes": CLASSES, "any": bool(made or tables)}
    )


@require_http_methods(["GET", "POST"])
def field_create(request: Request) -> HttpResponse:
    """Make a field, or a column of a table."""
    require(request.actor, CONFIGURE)
    host = host_of(request.GET.get("host", "person"))
    table = _table(request.GET.get("table", ""), host)
    form = FieldForm(_data(request), host=host, one=CustomField(host=host.code, table=table))

    def act() -> None:
        actions.make_field(
            host.code,
            table=table.uid if table else None,
            options=form.choices(),
            roles=form.roles(),
            by=request.actor,
            **form.facts(),
        )

    title = _("New column of “%(table)s”") % {"table": table.called} if table else _("New field")
    return _form(request, form, act, title)


@require_http_methods(["GET", "POST"])
def field_update(request: Request, uid: UUID) -> HttpResponse:
    """Change a field; a rule that values break is refused with their number."""
    one: CustomField = _one(request, CustomField, uid)
    host = host_of(one.host)
    held = previews.has_values(host, one)
    locked = (*LOCKED, *(("dated",) if one.dated else ())) if held else ()
    form = FieldForm(_data(request), host=host, one=one, locked=locked)

    def act() -> None:
        actions.change_field(
            uid,
            version=_version(form),
            accept=form.cleaned_data["accept"],
            options=form.choices() if one.is_list or form.cleaned_data["new_options"] else None,
            roles=form.roles(),
            by=request.actor,
            **form.facts(),
        )

    return _form(request, form, act, one.called, one=one, held=held)


@require_http_methods(["GET", "POST"])
def table_create(request: Request) -> HttpResponse:
    """Make a table."""
    require(request.actor, CONFIGURE)
    host = host_of(request.GET.get("host", "person"))
    form = TableForm(_data(request), host=host, one=CustomTable(host=host.code))

    def act() -> None:
        actions.make_table(host.code, roles=form.roles(), by=request.actor, **form.facts())

    return _form(request, form, act, _("New table"))


@require_http_methods(["GET", "POST"])
def table_update(request: Request, uid: UUID) -> HttpResponse:
    """Change what a table is called, and who sees it."""
    one: CustomTable = _one(request, CustomTable, uid)
    host = host_of(one.host)
    held = previews.has_values(host, one)
    form = TableForm(_data(request), host=host, one=one, locked=(*LOCKED, "dated") if held else ())

    def act() -> None:
        version = _version(form)
        actions.change_table(uid, version=version, roles=form.roles(), by=request.actor, **form.facts())

    return _form(request, form, act, one.called, one=one, held=held)


@require_POST
def definition_retire(request: Request, what: str, uid: UUID) -> HttpResponse:
    """Retire a field or table, or offer it again."""
    retired = request.POST.get("retired", "yes") == "yes"
    actions.retire(KINDS[what], uid, retired=retired, by=request.actor)
    messages.success(request, _("Retired: what it holds stays.") if retired else _("Offered again."))
    return redirect(request, reverse("custom-fields"))


@require_POST
def definition_remove(request: Request, what: str, uid: UUID) -> HttpResponse:
    """Remove a field or table that never held anything."""
    try:
        actions.remove(KINDS[what], uid, by=request.actor)
    except actions.HasValues as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Removed."))
    return redirect(request, reverse("custom-fields"))


def _form(
    request: Request,
    form: DefinitionForm,
    act: Callable[[], None],
    title: str,
    *,
    one: CustomField | CustomTable | None = None,
    held: bool = False,
) -> HttpResponse:
    fresh = Seen(one.version, in_words(form)) if one else None
    context: dict[str, Any] = {
        "form": form,
        "title": title,
        "one": one,
        "held": held,
        "misfits": None,
        "clash": [],
    }
    context["seen"] = fresh.sealed() if fresh else ""
    if request.method == "GET":
        return render(request, "fields/form.html", context)
    if form.is_valid():
        seen = form.cleaned_data["seen"]
        if fresh and seen and seen.version != fresh.version:
            context["clash"] = conflicts(seen, fresh.facts, entered(form))
            return render(request, "fields/form.html", context, status=409)
        if _done(form, act, context):
            messages.success(request, _("Saved."))
            return redirect(request, reverse("custom-fields"))
    return render(request, "fields/form.html", context, status=422)


def _done(form: DefinitionForm, act: Callable[[], None], context: dict[str, Any]) -> bool:
    try:
        act()
    except NoLongerFits as refused:
        context["misfits"] = str(refused)
    except Refused as refused:
        if refused.status not in (409, 422):
            raise
        form.refuse({_shown(name): words for name, words in refused.errors.items()}, str(refused))
    else:
        return True
    return False


def _shown(name: str) -> str:
    return "new_options" if name == "options" else name


def _one(request: Request, kind: Any, uid: UUID) -> Any:
    require(request.actor, CONFIGURE)
    one = kind.objects.filter(uid=uid).first()
    if one is None:
        raise NotThere
    return one


def _table(text: str, host: Host) -> CustomTable | None:
    if not text:
        return None
    try:
        found: CustomTable | None = CustomTable.objects.filter(uid=UUID(text), host=host.code).first()
    except ValueError:
        found = None
    if found is None:
        raise NotThere
    return found


def _version(form: DefinitionForm) -> int | None:
    seen = form.cleaned_data["seen"]
    return seen.version if seen else None


def _data(request: Request) -> Any:
    return request.POST if request.method == "POST" else None
