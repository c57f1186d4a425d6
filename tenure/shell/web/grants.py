"""Settings: roles, and who holds them over what."""

from datetime import timedelta
from typing import Any, cast
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tenure.foundation.access import Actor, require
from tenure.foundation.access.second_person import is_needed
from tenure.foundation.audit import trail
from tenure.foundation.dual_control.actions import ask_for_act
from tenure.foundation.identity import actions
from tenure.foundation.identity.access import GRANT, MANAGE
from tenure.foundation.identity.actions.grants import GIVE, Over, may_give
from tenure.foundation.identity.models import Grant, Role, User
from tenure.foundation.identity.roles import name_of
from tenure.foundation.identity.scopes import EVERYONE, scope_kinds
from tenure.foundation.identity.step_up import step_up
from tenure.foundation.lists.export import KINDS
from tenure.foundation.refusal import NotThere, Refused
from tenure.foundation.ui.render import render
from tenure.shell import accounts
from tenure.shell.rights import review
from tenure.shell.rights.gain import Difference, on_ending, on_giving
from tenure.shell.rights.sight import holder_of

from .dual import ASKED, notice

FORM_REFUSALS = (409, 422)
WRITERS = {"csv": review.as_csv, "xlsx": review.as_xlsx}


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
    step_up(by)
    form = GrantForm(request.POST or None, by=by)
    looked = None
    if form.is_valid() and "look" in request.POST:
        looked = _looked(form, user, by)
    elif form.is_valid():
        try:
            said = _give(form, user, by)
        except Refused as refusal:
            if refusal.status not in FORM_REFUSALS:
                raise
            form.add_error(None, str(refusal))
        else:
            messages.success(request, said)
            return HttpResponseRedirect(reverse("account_page", args=[uid]))
    status = 422 if form.errors else 200
    second = notice(request, GIVE, (user.pk,))  # type: ignore[arg-type]
    context = {"form": form, "account": user, "differences": looked, "second": second}
    return render(request, "settings/grant.html", context, status=status)


@require_http_methods(["GET", "POST"])
def grant_end(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show what is lost, then end a grant with today, or before it begins."""
    by = _actor(request)
    grant = Grant.objects.allowed(by, GRANT).filter(uid=uid).select_related("user", "role").first()
    if grant is None:
        raise NotThere
    step_up(by)
    if request.method == "GET":
        return _ending(request, by, grant)
    day = by.today - timedelta(days=1)
    actions.end_grant(grant.pk, last_day=day, reason=request.POST.get("reason", ""), by=by)
    messages.success(request, _("The role has ended."))
    return HttpResponseRedirect(reverse("account_page", args=[grant.user.uid]))


@require_GET
def access_review(request: HttpRequest) -> HttpResponse:
    """Show who holds what, by which grant, since when, last used and last confirmed."""
    by = _looks_after(request)
    after = request.GET.get("after", "")
    page = review.page(by, int(after) if after.isdecimal() else 0)
    return render(request, "settings/review.html", {"page": page, "may_end": by.holds(GRANT)})


@require_GET
def access_review_file(request: HttpRequest, form: str) -> HttpResponse:
    """Give the whole review as a file, and write down that it was taken."""
    by = _looks_after(request)
    step_up(by)
    write = WRITERS.get(form)
    if write is None:
        raise NotThere
    rows = review.whole(by)
    with transaction.atomic():
        trail.record(by, "identity.review.exported", rows=len(rows))
    name = f"access-review-{by.today}.{form}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(write(rows), content_type=KINDS[form], headers=headers)


@require_POST
def grant_review(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Confirm that a grant is still needed."""
    by = _actor(request)
    grant = Grant.objects.allowed(by, GRANT).filter(uid=uid).first()
    if grant is None:
        raise NotThere
    actions.confirm_grant(grant.pk, note=request.POST.get("note", ""), by=by)
    messages.success(request, _("Confirmed: the role stays."))
    return HttpResponseRedirect(reverse("access-review"))


def _looked(form: GrantForm, user: User, by: Actor) -> list[Difference] | None:
    try:
        may_give(by, form.cleaned_data["role"], form.over())
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None
    return on_giving(by, holder_of(user, by.today), form.cleaned_data["role"], form.over())


def _ending(request: HttpRequest, by: Actor, grant: Grant) -> HttpResponse:
    words = accounts.sentence(grant.role, grant.scope, grant.targets, grant.valid_from, grant.last_day)
    lost = on_ending(by, holder_of(grant.user, by.today), grant)
    context = {"account": grant.user, "sentence": words, "differences": lost}
    return render(request, "settings/grant_end.html", context)


def _give(form: GrantForm, user: User, by: Actor) -> str:
    """Give it, or ask a second person to; say which."""
    chosen = form.cleaned_data
    last = chosen["last_day"]
    if is_needed(by, GIVE, users=[user.pk]):
        until = (last + timedelta(days=1)).isoformat() if last else None
        facts = {"user": str(user.uid), "role": chosen["role"].code, "from": chosen["valid_from"].isoformat()}
        over = form.over()
        facts |= {"scope": over.scope, "targets": list(over.targets), "until": until}
        facts |= {"reason": chosen["reason"]}
        ask_for_act(GIVE, facts, label=user.email, why=chosen["reason"], users=[user.pk], by=by)
        return str(ASKED)
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
