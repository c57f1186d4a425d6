"""Settings: accounts and invitations."""

from typing import cast
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tenure.domains.people import actions as people
from tenure.domains.people.models import Person
from tenure.foundation.access import Actor, require
from tenure.foundation.access.second_person import is_needed
from tenure.foundation.dual_control.actions import ask_for_act
from tenure.foundation.identity import actions, second_factor
from tenure.foundation.identity.access import GRANT, MANAGE
from tenure.foundation.identity.actions.invitations import INVITE
from tenure.foundation.identity.models import Invitation, User
from tenure.foundation.identity.roles import name_of
from tenure.foundation.refusal import NotThere, Refused
from tenure.foundation.ui.render import render
from tenure.shell import accounts
from tenure.shell.verbs import in_words

from .dual import ASKED, notice
from .grants import OverForm

VERBS = {
    "disable": (
        actions.disable_user,
        gettext_lazy("The account is closed; its sessions and tokens have ended."),
    ),
    "enable": (actions.enable_user, gettext_lazy("The account is open again.")),
    "sessions": (actions.end_sessions, gettext_lazy("The account was signed out everywhere.")),
    "reset": (actions.send_reset, gettext_lazy("The reset link is on its way.")),
}


class NobodyToLink(Refused):
    message = gettext_lazy("There is nobody with this number who has no account.")


class InviteForm(OverForm):
    """Whom to invite, as which person, and with which role."""

    email = forms.EmailField(label=gettext_lazy("E-mail"), max_length=254)
    number = forms.CharField(
        label=gettext_lazy("Personnel number"),
        required=False,
        max_length=60,
        help_text=gettext_lazy("Links the account with the person as soon as the invitation is accepted."),
    )
    field_order = ("email", "number", "role", "scope", "entity", "unit", "place")

    def clean_number(self) -> UUID | None:
        """Find the person; the number is all that is asked for and told."""
        number = self.cleaned_data["number"].strip()
        try:
            return _unlinked_person(number) if number else None
        except NobodyToLink as refusal:
            raise forms.ValidationError(str(refusal)) from None


@require_GET
def account_list(request: HttpRequest) -> HttpResponse:
    """List the accounts one may manage or give roles to."""
    by = _actor(request)
    require(by, MANAGE if by.holds(MANAGE) else GRANT)
    asked = {"q": request.GET.get("q", ""), "state": request.GET.get("state", "")}
    page = accounts.account_page(by, **asked, after=request.GET.get("after", ""))
    waiting = accounts.open_invitations(by, timezone.now())
    context = {
        "page": page,
        "asked": asked,
        "waiting": waiting,
        "may_invite": by.holds(MANAGE),
        "name_of": name_of,
    }
    return render(request, "settings/accounts.html", context)


@require_http_methods(["GET", "POST"])
def account_invite(request: HttpRequest) -> HttpResponse:
    """Invite somebody by mail."""
    by = _actor(request)
    require(by, MANAGE)
    form = InviteForm(request.POST or None, by=by)
    if form.is_valid():
        try:
            said = _invite(form, by)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, said)
            return HttpResponseRedirect(reverse("account_list"))
    context = {"form": form, "second": notice(request, INVITE)}  # type: ignore[arg-type]
    return render(request, "settings/invite.html", context, status=422 if form.is_bound else 200)


def _invite(form: InviteForm, by: Actor) -> str:
    """Invite, or ask a second person to where a role comes with it; say which."""
    chosen, over = form.cleaned_data, form.over()
    email, role, person = chosen["email"], chosen["role"], chosen["number"]
    if role is None or not is_needed(by, INVITE):
        actions.invite(email, role=role, over=over, person_uid=person, by=by)
        return _("The invitation is on its way.")
    facts = {"email": email, "role": role.code, "scope": over.scope, "targets": list(over.targets)}
    ask_for_act(INVITE, {**facts, "person": str(person) if person else None}, label=email, by=by)
    return str(ASKED)


@require_GET
def account_page(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show one account: who it is, what it may do, what happened to it."""
    by = _actor(request)
    user = _visible(by, uid)
    context = {
        "account": user,
        "person": accounts.people_of(by, [user.pk]).get(user.pk, ""),
        "linked": Person.objects.filter(user=user).exists(),
        "grants": accounts.grants_of(user, by.today),
        "history": accounts.history_of(user),
        "in_words": in_words,
        "second_factor": second_factor.is_enrolled(user.pk),
        "may_manage": User.objects.allowed(by, MANAGE).filter(pk=user.pk).exists(),
        "may_grant": user.pk != by.user_id and User.objects.allowed(by, GRANT).filter(pk=user.pk).exists(),
        "is_self": user.pk == by.user_id,
    }
    return render(request, "settings/account.html", context)


@require_POST
def account_act(request: HttpRequest, uid: UUID, verb: str) -> HttpResponse:
    """Close or open an account, sign it out, or send its owner a reset link."""
    by = _actor(request)
    user = _visible(by, uid)
    act, said = VERBS[verb]
    act(user.pk, by=by)
    messages.success(request, str(said))
    return HttpResponseRedirect(reverse("account_page", args=[uid]))


@require_POST
def account_second_factor(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Take a lost second factor away."""
    by = _actor(request)
    user = _visible(by, uid)
    actions.remove_second_factor(user.pk, reason=request.POST.get("reason", ""), by=by)
    messages.success(request, _("The second factor was removed."))
    return HttpResponseRedirect(reverse("account_page", args=[uid]))


@require_POST
def invitation_withdraw(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Make an invitation useless."""
    by = _actor(request)
    invitation = Invitation.objects.allowed(by, MANAGE).filter(uid=uid).first()
    if invitation is None:
        raise NotThere
    actions.withdraw_invitation(invitation.pk, by=by)
    messages.success(request, _("The invitation was withdrawn."))
    return HttpResponseRedirect(reverse("account_list"))


@require_POST
def account_link(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Say whose account this is, by personnel number."""
    by = _actor(request)
    require(by, MANAGE)
    user = _visible(by, uid)
    people.link_account(_unlinked_person(request.POST.get("number", "").strip()), user_id=user.pk, by=by)
    messages.success(request, _("The account is linked with the person."))
    return HttpResponseRedirect(reverse("account_page", args=[uid]))


@require_POST
def account_unlink(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Say that this account is no longer that person's."""
    by = _actor(request)
    person = Person.objects.filter(user=_visible(by, uid)).first()
    if person is None:
        raise NotThere
    people.unlink_account(person.uid, by=by)
    messages.success(request, _("The account is no longer linked with a person."))
    return HttpResponseRedirect(reverse("account_page", args=[uid]))


def _unlinked_person(number: str) -> UUID:
    person = Person.objects.filter(number=number, user=None).first()
    if person is None:
        raise NobodyToLink
    uid: UUID = person.uid
    return uid


def _visible(by: Actor, uid: UUID) -> User:
    user = accounts.visible_users(by).filter(uid=uid).first()
    if user is None:
        raise NotThere
    return user


def _actor(request: HttpRequest) -> Actor:
    return cast(Actor, request.actor)  # type: ignore[attr-defined]
