"""Settings: what a role allows, changed in a draft, looked at, activated and brought back."""

from typing import Any, cast
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from tenure.foundation.access.second_person import SecondPersonNeeded, is_needed
from tenure.foundation.dual_control.actions import ask_for_act
from tenure.foundation.forms.fields import PlainForm
from tenure.foundation.http.request import Request
from tenure.foundation.identity import actions
from tenure.foundation.identity.access import GRANT
from tenure.foundation.identity.actions.role_versions import ACTIVATE, FIXED as SCOPES
from tenure.foundation.identity.models import Role, RolePermission, RoleVersion
from tenure.foundation.identity.permissions import all_permissions
from tenure.foundation.identity.roles import name_of
from tenure.foundation.refusal import NotAllowed, NotThere, Refused
from tenure.foundation.ui.htmx import redirect
from tenure.foundation.ui.render import render

from ..accounts import FIXED
from ..rights.gain import on_changing
from .dual import ASKED

JOINED, NO = "+", "no"
NOTED = 300
AREAS = {
    "access": gettext_lazy("Emergency access"),
    "approvals": gettext_lazy("Approvals"),
    "audit": gettext_lazy("Trail"),
    "fields": gettext_lazy("Fields and tables"),
    "identity": gettext_lazy("Accounts and roles"),
    "insights": gettext_lazy("Insights"),
    "notes": gettext_lazy("Notes"),
    "organisation": gettext_lazy("Organisation"),
    "pay": gettext_lazy("Pay"),
    "people": gettext_lazy("People"),
    "system": gettext_lazy("Settings"),
}


class LinesForm(PlainForm):
    """For each right over what the role gives it, or that it does not."""

    note = forms.CharField(label=gettext_lazy("Why"), max_length=NOTED, required=False)

    def __init__(self, *args: Any, role: Role, lines: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held: dict[str, list[str]] = {}
        for code, scope in lines:
            held.setdefault(code, []).append(scope)
        scopes = SCOPES if role.implied else (RolePermission.GRANTED, *SCOPES)
        for one in all_permissions():
            now = JOINED.join(sorted(held.get(one.code, ()))) or NO
            choices = [(NO, _("No")), *((scope, str(FIXED[scope])) for scope in scopes)]
            if now not in dict(choices):
                choices.append((now, ", ".join(str(FIXED.get(s, s)) for s in now.split(JOINED))))
            self.fields[one.code] = forms.ChoiceField(
                label=str(one.label), help_text=str(one.help), choices=choices, initial=now
            )

    def areas(self) -> list[tuple[Any, list[Any]]]:
        """Give the fields of the rights, under what they are about."""
        fields: dict[str, list[Any]] = {}
        for one in all_permissions():
            fields.setdefault(one.area, []).append(self[one.code])
        return [(AREAS.get(area, area), some) for area, some in fields.items()]

    def lines(self) -> list[tuple[str, str]]:
        """Give the pairs that were chosen."""
        chosen = {one.code: self.cleaned_data.get(one.code, NO) for one in all_permissions()}
        return [
            (code, scope) for code, given in chosen.items() for scope in given.split(JOINED) if scope != NO
        ]


@require_http_methods(["GET", "POST"])
def role_draft(request: Request, code: str) -> HttpResponse:
    """Change what a role is to allow, in a draft; ``from`` begins with an earlier version."""
    role = _role(request, code)
    begin = _lines_of(role, request.GET.get("from", ""))
    form = LinesForm(request.POST if request.method == "POST" else None, role=role, lines=begin)
    if form.is_valid():
        try:
            row = actions.draft_role(code, form.lines(), note=form.cleaned_data["note"], by=request.actor)
        except Refused as refused:
            if refused.status not in (409, 422):
                raise
            form.refuse(refused.errors, str(refused))
        else:
            return redirect(request, reverse("role-version", args=[row.uid]))
    context = {"role": role, "name": name_of(role), "form": form}
    return render(request, "settings/role_draft.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD"])
def role_version(request: Request, uid: UUID) -> HttpResponse:
    """Show what a version would change, for whom, before it holds."""
    row = _version(request, uid)
    effect = on_changing(request.actor, row.role, [(one, scope) for one, scope in row.lines])
    needed = is_needed(request.actor, ACTIVATE)
    context = {"row": row, "name": name_of(row.role), "effect": effect, "needed": needed}
    return render(request, "settings/role_version.html", context)


@require_POST
def role_version_act(request: Request, uid: UUID, verb: str) -> HttpResponse:
    """Activate a draft, ask a second person to, or throw it away."""
    row = _version(request, uid)
    back = reverse("role_page", args=[row.role.code])
    if verb == "removal":
        actions.drop_role_draft(uid, by=request.actor)
        messages.success(request, _("The draft is thrown away."))
        return redirect(request, back)
    try:
        messages.success(request, activate(request, row))
    except Refused as refused:
        if refused.status not in (409, 422):
            raise
        messages.error(request, str(refused))
        back = reverse("role-version", args=[uid])
    return redirect(request, back)


def activate(request: Request, row: RoleVersion) -> str:
    """Activate a draft, or ask a second person to; say which."""
    by = request.actor
    try:
        actions.activate_role(row.uid, by=by)
    except SecondPersonNeeded:
        label = f"{name_of(row.role)}, {row.number}"
        ask_for_act(ACTIVATE, {"version": str(row.uid)}, label=label, why=row.note, by=by)
        return str(ASKED)
    return _("It holds now.")


def _role(request: Request, code: str) -> Role:
    if not request.actor.holds_over_all(GRANT):
        raise NotAllowed
    found = Role.objects.filter(code=code).first()
    if found is None:
        raise NotThere
    return cast(Role, found)


def _version(request: Request, uid: UUID) -> RoleVersion:
    rows = RoleVersion.objects.allowed(request.actor, GRANT).select_related("role", "made_by", "activated_by")
    found = rows.filter(uid=uid).first()
    if found is None:
        raise NotThere
    return cast(RoleVersion, found)


def _lines_of(role: Role, version: str) -> list[tuple[str, str]]:
    if version.isdecimal():
        found = role.versions.filter(number=int(version[:9])).first()
        if found is None:
            raise NotThere
        return [(one, scope) for one, scope in found.lines]
    draft = role.versions.filter(state=RoleVersion.State.DRAFT).first()
    if draft is not None:
        return [(one, scope) for one, scope in draft.lines]
    return list(role.permissions.values_list("permission", "scope"))
