"""The inbox: what waits on the left, the decision on the right."""

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tenure.domains.people.models import Person
from tenure.domains.people.web.records import find
from tenure.foundation.access import Actor
from tenure.foundation.approvals import actions, deciding, queries
from tenure.foundation.approvals.access import VIEW
from tenure.foundation.approvals.models import Approval
from tenure.foundation.forms.fields import PlainForm, RecordField
from tenure.foundation.http.request import Request
from tenure.foundation.refusal import NotThere, Refused
from tenure.foundation.ui.htmx import redirect
from tenure.foundation.ui.render import render

BOXES: Final = {
    "waiting": (gettext_lazy("Waiting for you"), queries.waiting),
    "asked": (gettext_lazy("Asked by you"), queries.asked),
    "decided": (gettext_lazy("Decided by you"), queries.signed),
}
SHOWN: Final = (409, 422)


@require_GET
def inbox(request: Request) -> HttpResponse:
    """Show what waits, with the first of it open."""
    box = request.GET.get("box", "waiting")
    if box not in BOXES or not request.actor.holds(VIEW):
        raise NotThere
    rows = list(BOXES[box][1](request.actor)[: queries.MOST])
    return _page(request, box, rows, rows[0] if rows else None, chosen=False)


@require_GET
def approval(request: Request, uid: UUID) -> HttpResponse:
    """Show one thing with what is needed to decide it."""
    found = Approval.objects.allowed(request.actor, VIEW).select_related("asked_by").get(uid=uid)
    box = _box(request.actor, found)
    rows = list(BOXES[box][1](request.actor)[: queries.MOST])
    return _page(request, box, rows, found, chosen=True)


@require_POST
def approve(request: Request, uid: UUID) -> HttpResponse:
    """Sign, and go on to what waits next."""
    note = request.POST.get("note", "")[:2000]
    return _decide(request, uid, lambda: deciding.approve(uid, note=note, by=request.actor), _("Approved."))


@require_POST
def decline(request: Request, uid: UUID) -> HttpResponse:
    """Say no, with a reason, and go on to what waits next."""
    reason = request.POST.get("reason", "")[:2000]
    return _decide(
        request, uid, lambda: deciding.decline(uid, reason=reason, by=request.actor), _("Declined.")
    )


@require_POST
def withdraw(request: Request, uid: UUID) -> HttpResponse:
    """Take back what one asked for."""
    return _decide(request, uid, lambda: deciding.withdraw(uid, by=request.actor), _("Withdrawn."))


class DelegationForm(PlainForm):
    """Who signs for oneself, and on which days."""

    start = forms.DateField(
        label=gettext_lazy("First day"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    last_day = forms.DateField(
        label=gettext_lazy("Last day"),
        required=False,
        widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"),
        help_text=gettext_lazy("Empty: until you end it."),
    )
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=300, required=False)

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["delegate"] = RecordField(
            find=find(by, "person"), kind="person", label=_("Who decides for you")
        )
        self.order_fields(["delegate", "start", "last_day", "reason"])


@require_http_methods(["GET", "POST"])
def delegation(request: Request) -> HttpResponse:
    """Show who signs for oneself, and let somebody do so."""
    if not request.actor.holds(VIEW):
        raise NotThere
    data = request.POST if request.method == "POST" else None
    form = DelegationForm(data, by=request.actor, initial={"start": request.actor.today})
    if data is not None and form.is_valid() and _delegate(request, form):
        messages.success(request, _("From that day on, what waits for you waits for both of you."))
        return redirect(request, reverse("inbox-delegation"))
    rows = list(queries.delegations(request.actor))
    context = {"form": form, "rows": rows, "names": _names({row.delegate_id for row in rows})}
    return render(request, "shell/inbox_delegation.html", context, status=422 if form.errors else 200)


@require_POST
def delegation_end(request: Request, uid: UUID) -> HttpResponse:
    """Sign for oneself again."""
    actions.end_delegation(uid, by=request.actor)
    messages.success(request, _("You decide by yourself again."))
    return redirect(request, reverse("inbox-delegation"))


def _delegate(request: Request, form: DelegationForm) -> bool:
    chosen = form.cleaned_data["delegate"].row
    user = chosen.user if isinstance(chosen, Person) else None
    try:
        if user is None:
            raise actions.NoDelegate(errors={"delegate": str(actions.NoDelegate.message)})
        days = {name: form.cleaned_data[name] for name in ("start", "last_day", "reason")}
        actions.delegate(user.uid, by=request.actor, **days)
    except Refused as refused:
        if refused.status not in SHOWN:
            raise
        form.refuse(refused.errors, str(refused))
        return False
    return True


def _decide(request: Request, uid: UUID, act: Callable[[], object], done: str) -> HttpResponse:
    """Act, then show what waits next; what is refused for what it is shows where it was decided."""
    try:
        act()
    except Refused as refused:
        if refused.status not in SHOWN:
            raise
        messages.error(request, str(refused))
        return redirect(request, reverse("approval", args=[uid]))
    messages.success(request, done)
    return redirect(request, reverse("inbox"))


def _box(by: Actor, found: Approval) -> str:
    if queries.may_decide(by, found):
        return "waiting"
    return "asked" if found.asked_by_id == by.user_id else "decided"


def _page(
    request: Request, box: str, rows: list[Approval], found: Approval | None, *, chosen: bool
) -> HttpResponse:
    shown = _decision(request.actor, found) if found else {}
    people = {row.asked_by_id for row in rows} | shown.get("users", set())
    tabs = [
        {"label": str(label), "url": f"{reverse('inbox')}?box={code}", "active": code == box}
        for code, (label, _rows) in BOXES.items()
    ]
    context = {
        "box": box,
        "rows": rows,
        "found": found,
        "chosen": chosen,
        "tabs": tabs,
        "names": _names(people),
    }
    return render(request, "shell/inbox.html", {**context, **shown})


def _decision(by: Actor, found: Approval) -> dict[str, Any]:
    """Give what one decision needs: what it would do, how far it is, what one may do."""
    kind = found.declared
    steps = queries.progress(found)
    return {
        "kind": kind,
        "steps": steps,
        "may_decide": queries.may_decide(by, found),
        "may_withdraw": found.asked_by_id == by.user_id and found.state == "waiting",
        "users": {one.user_id for step in steps for one in step.signatures}
        | {found.asked_by_id, found.decided_by_id},
        **(kind.shows(by, found) if kind.shows else {}),
    }


def _names(users: set[int | None]) -> dict[int, str]:
    """Give the names that accounts go by: of the people, else nothing."""
    rows = Person.objects.filter(user__in=[one for one in users if one])
    return {row.user_id: row.called for row in rows if row.user_id}
