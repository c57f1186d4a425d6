"""Who can see this, and what may this account see: pages that explain rights."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tenure.domains.people.models import Person
from tenure.foundation.http.request import Request
from tenure.foundation.refusal import NotThere
from tenure.foundation.ui.htmx import is_htmx
from tenure.foundation.ui.render import render

from ..accounts import visible_users
from ..rights.records import readers
from ..rights.sight import holder_of, sight


@require_GET
def who_can_see(request: Request, kind: str, uid: UUID) -> HttpResponse:
    """Name the roles and accounts that reach a record, each with its grant."""
    row, parts = readers(request.actor, kind, uid, part=request.GET.get("part", ""))
    context: dict[str, Any] = {"parts": parts, "subject": _called(row), "is_mine": _is_mine(request, row)}
    context["back"] = reverse("person", args=[uid]) if isinstance(row, Person) else ""
    template = "rights/readers_drawer.html" if is_htmx(request) else "rights/readers.html"
    return render(request, template, context)


@require_GET
def my_rights(request: Request) -> HttpResponse:
    """Show what one may oneself see and do, and why."""
    seen = sight(holder_of(request.user, request.actor.today))
    return render(request, "rights/sight.html", {"seen": seen, "account": None})


@require_GET
def account_rights(request: Request, uid: UUID) -> HttpResponse:
    """Show what an account may see and do, in numbers: nobody's data."""
    account = visible_users(request.actor).filter(uid=uid).first()
    if account is None:
        raise NotThere
    seen = sight(holder_of(account, request.actor.today))
    return render(request, "rights/sight.html", {"seen": seen, "account": account})


def _called(row: Any) -> str:
    return row.called if isinstance(row, Person) else _("this record")


def _is_mine(request: Request, row: Any) -> bool:
    mine = request.actor.person_id
    return mine is not None and mine in (getattr(row, "person_id", None), isinstance(row, Person) and row.pk)
