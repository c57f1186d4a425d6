"""Settings: roles, and who holds them over what."""

from datetime import timedelta
from typing import Any, cast
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tenure.foundation.access import Actor, require
from tenure.foundation.identity import actions
from tenure.foundation.identity.access import GRANT, MANAGE
from tenure.foundation.identity.actions.grants import Over
from tenure.foundation.identity.models import Grant, Role, User
from tenure.foundation.identity.roles import name_of
from tenure.foundation.identity.scopes import EVERYONE, scope_kinds
from tenure.foundation.refusal import NotThere, Refused
from tenure.foundation.ui.render import render
from tenure.shell import accounts


class RoleChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A role by its name in the reader's language."""

    def label_from_instance(self, obj: Any) -> str:
        return name_of(obj)


class OverForm(forms.Form):
    """A role and what it is held over; the targets of the other kinds are left aside."""

    role = RoleChoice(Role.objects.filter(implied=False), label=gettext_lazy("Role"), required=False)
    scope = forms.ChoiceField(label=gettext_lazy("Over"), initial=EVERYONE)

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = scope_kinds()
        self.fields["scope"].choices = [(one.code, str(one.label)) for one in kinds]  # type: ignore[attr-defined]
        for kind in kinds[1:]:
            choices = [(one.key, one.label) for one in kind.choices(by)]
            self.fields[kind.code] = forms.TypedMultipleChoiceField(
                label=str(kind.label), choices=choices, coerce=int, required=False
            )
        self.order_fields(self.field_order)

    def over(self) -> Over:
        """Give what was chosen."""
        scope = self.cleaned_data["scope"]
        return Over(scope, tuple(self.cleaned_data.get(scope, ())))


class GrantForm(OverForm):
    """A role for an account, over something, for a time."""

    valid_from = forms.DateField(
        label=gettext_lazy("From"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    last_day = forms.DateField(
        label=gettext_lazy("Last day"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    reason = forms.CharField(label=gettext_lazy("Why"), max_length=300, required=False)
    field_order = ("role", "scope", "entity", "unit", "place", "valid_from", "last_day", "reason")

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, by=by, **kwargs)
        self.fields["role"].required = True
        self.fields["valid_from"].initial = by.today


@require_GET
def role_list(request: HttpRequest) -> HttpResponse:
    """List the roles with what they are for."""
    by = _looks_after(request)
    return render(request, "settings/roles.html", {"rows": accounts.role_rows(by)})


@require_GET
def role_page(request: HttpRequest, code: str) -> HttpResponse:
    """Show what a role allows, and who has it."""
    by = _looks_after(request)
    role = Role.objects.filter(code=code).first()
    if role is None:
        raise NotThere
    return render(request, "settings/role.html", {"page": accounts.role_page(role, by)})


@require_http_methods(["GET", "POST"])
def grant_create(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Give an account a role."""
    by = _actor(request)
    user = User.objects.allowed(by, GRANT).filter(uid=uid).first()
    if user is None:
        raise NotThere
    form = GrantForm(request.POST or None, by=by)
    if form.is_valid():
        try:
            said = _give(form, user, by)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, said)
            return HttpResponseRedirect(reverse("account_page", args=[uid]))
    status = 422 if form.is_bound else 200
    return render(request, "settings/grant.html", {"form": form, "account": user}, status=status)


@require_POST
def grant_end(request: HttpRequest, uid: UUID) -> HttpResponse:
    """End a grant with today, or before it begins."""
    by = _actor(request)
    grant = Grant.objects.allowed(by, GRANT).filter(uid=uid).select_related("user").first()
    if grant is None:
        raise NotThere
    day = by.today - timedelta(days=1)
    actions.end_grant(grant.pk, last_day=day, reason=request.POST.get("reason", ""), by=by)
    messages.success(request, _("The role has ended."))
    return HttpResponseRedirect(reverse("account_page", args=[grant.user.uid]))


def _give(form: GrantForm, user: User, by: Actor) -> str:
    chosen = form.cleaned_data
    last = chosen["last_day"]
    grant = actions.grant_role(
        user.pk,
        role=chosen["role"],
        over=form.over(),
        valid_from=chosen["valid_from"],
        valid_until=last + timedelta(days=1) if last else None,
        reason=chosen["reason"],
        by=by,
    )
    return accounts.sentence(grant.role, grant.scope, grant.targets, grant.valid_from, grant.last_day)


def _looks_after(request: HttpRequest) -> Actor:
    by = _actor(request)
    require(by, MANAGE if by.holds(MANAGE) else GRANT)
    return by


def _actor(request: HttpRequest) -> Actor:
    return cast(Actor, request.actor)  # type: ignore[attr-defined]
