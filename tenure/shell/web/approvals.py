"""Settings: who decides what, in which order, and which own details people change by themselves."""

from typing import Any, Final
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tenure.domains.people.models import Proposal
from tenure.domains.people.models.self_service import MODES, SETTINGS, SHEETS, modes
from tenure.foundation.access import Actor
from tenure.foundation.approvals import actions, queries
from tenure.foundation.approvals.access import CONFIGURE
from tenure.foundation.approvals.models import Chain
from tenure.foundation.approvals.registry import Kind, StepSpec, kind_of, kinds
from tenure.foundation.approvals.states import Rule
from tenure.foundation.forms.fields import PlainForm
from tenure.foundation.http.request import Request
from tenure.foundation.identity.models import Role
from tenure.foundation.identity.permissions import is_known
from tenure.foundation.identity.roles import name_of
from tenure.foundation.refusal import NotThere, Refused
from tenure.foundation.settings import actions as settings
from tenure.foundation.ui.htmx import redirect
from tenure.foundation.ui.render import render

STEPS: Final = 4
SIMPLE: Final = ("manager", "managers_manager", "dotted_line", "hr")
OVER: Final = ("people.edit", "people.edit_personal", "people.edit_identity", "people.edit_bank", "pay.edit")


@require_safe
def approval_settings(request: Request) -> HttpResponse:
    """Show who decides what, and which details people change by themselves."""
    _guard(request.actor)
    context = {"chains": queries.chains(), "parts": _parts(request.actor), "modes": list(MODES.items())}
    return render(request, "settings/approvals.html", context)


@require_POST
def self_service_settings(request: Request) -> HttpResponse:
    """Keep which details change at once, which after approval, and which by HR only."""
    _guard(request.actor)
    by, count = request.actor, 0
    for what in SHEETS:
        stands = modes(what, by.today)
        for name, wanted in _wanted(request, what).items():
            if wanted != stands[name or next(iter(stands))]:
                settings.set_value(SETTINGS[what, name].key, wanted, start=by.today, by=by)
                count += 1
    messages.success(request, _("Saved.") if count else _("Nothing was changed."))
    return redirect(request, reverse("approval_settings"))


@require_http_methods(["GET", "POST"])
def chain_edit(request: Request, code: str) -> HttpResponse:
    """Say who decides on a kind of thing: each step, who, how many of them, and who if nobody does."""
    _guard(request.actor)
    if code not in {one.code for one in kinds()}:
        raise NotThere
    kind = kind_of(code)
    row = _row(request, kind)
    form = ChainForm(request.POST if request.method == "POST" else None, initial=_initial(kind, row))
    if request.method == "POST" and form.is_valid() and _keep(request, kind, row, form):
        messages.success(request, _("Saved. What waits already goes on as it began."))
        return redirect(request, reverse("approval_settings"))
    context = {"kind": kind, "chain": row, "form": form, "steps": range(1, STEPS + 1)}
    return render(request, "settings/chain.html", context, status=422 if form.errors else 200)


@require_POST
def chain_remove(request: Request, uid: UUID) -> HttpResponse:
    """Take a chain out, so that the next one that fits decides."""
    actions.remove_chain(uid, by=request.actor)
    messages.success(request, _("Removed."))
    return redirect(request, reverse("approval_settings"))


class ChainForm(PlainForm):
    """Up to four steps in their order; an empty step is none."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        who = [("", "–"), *_choices(set(map(str, self.initial.values())))]
        for number in range(1, STEPS + 1):
            self.fields[f"order_{number}"] = forms.IntegerField(
                label=_("Order"), min_value=1, max_value=9, initial=number
            )
            self.fields[f"who_{number}"] = forms.ChoiceField(
                label=_("Who decides"), choices=who, required=number == 1
            )
            self.fields[f"or_{number}"] = forms.ChoiceField(label=_("or also"), choices=who, required=False)
            self.fields[f"rule_{number}"] = forms.ChoiceField(label=_("How many"), choices=Rule.choices)
            self.fields[f"days_{number}"] = forms.IntegerField(
                label=_("Working days until others may too"), min_value=0, max_value=60, required=False
            )
            self.fields[f"then_{number}"] = forms.ChoiceField(
                label=_("Who then"), choices=who, required=False
            )

    def specs(self) -> list[StepSpec]:
        """Give the steps in their order."""
        data = self.cleaned_data
        filled = [n for n in range(1, STEPS + 1) if data[f"who_{n}"]]
        return [
            StepSpec(
                tuple(one for one in (data[f"who_{n}"], *data[f"or_{n}"].split(",")) if one),
                Rule(data[f"rule_{n}"]),
                data[f"days_{n}"] or 0,
                data[f"then_{n}"],
            )
            for n in sorted(filled, key=lambda n: (data[f"order_{n}"], n))
        ]


def _guard(by: Actor) -> None:
    """Let in only who says who decides, over everything."""
    if not any(scope == "everyone" for scope, _targets in by.grants(CONFIGURE)):
        raise NotThere


def _choices(there: set[str]) -> list[tuple[str, str]]:
    """Offer the usual ones, and whatever a chain names already."""
    usual = _usual()
    known = {name for name, _words in usual}
    more = sorted(one for one in there - known if one and not one.isdigit() and one not in Rule.values)
    return usual + [(one, ", ".join(map(queries.words_of, one.split(",")))) for one in more]


def _usual() -> list[tuple[str, str]]:
    simple = [(name, queries.words_of(name)) for name in SIMPLE]
    over = [(f"holders:{code}", queries.words_of(f"holders:{code}")) for code in OVER if is_known(code)]
    roles = Role.objects.filter(implied=False).order_by("name")
    held = [(f"role:{one.code}", _("Role: %(role)s") % {"role": name_of(one)}) for one in roles]
    return [*simple, *over, *held]


def _row(request: Request, kind: Kind) -> Chain | None:
    """Give the chain that is edited: the one named, else the one without conditions."""
    rows = Chain.objects.allowed(request.actor, CONFIGURE).filter(kind=kind.code, is_active=True)
    named = request.GET.get("chain", "")
    if not named:
        plain: Chain | None = rows.filter(conditions={}).first()
        return plain
    try:
        found: Chain = rows.get(uid=UUID(named))
    except ValueError:
        raise NotThere from None
    return found


def _initial(kind: Kind, row: Chain | None) -> dict[str, Any]:
    specs = [step.spec for step in row.steps.order_by("position")] if row else list(kind.default)
    found: dict[str, Any] = {}
    for number, spec in enumerate(specs[:STEPS], start=1):
        found[f"who_{number}"] = spec.approvers[0]
        found[f"or_{number}"] = ",".join(spec.approvers[1:])
        found[f"rule_{number}"] = spec.rule
        found[f"days_{number}"] = spec.escalate_after or ""
        found[f"then_{number}"] = spec.escalate_to
    return found


def _keep(request: Request, kind: Kind, row: Chain | None, form: ChainForm) -> bool:
    kept = {"uid": row.uid, "name": row.name, "conditions": row.conditions} if row else {}
    try:
        actions.set_chain(kind.code, form.specs(), by=request.actor, **kept)
    except Refused as refused:
        form.refuse({}, str(refused))
        return False
    return True


def _parts(by: Actor) -> list[dict[str, Any]]:
    """Give the parts of one's own details with the mode of each field."""
    found = []
    for what, sheet in SHEETS.items():
        stands = modes(what, by.today)
        named = {"": gettext_lazy("All of it")} if sheet.whole else sheet.fields
        rows = [
            {"name": f"{what}.{name}", "label": label, "mode": stands[name or next(iter(stands))]}
            for name, label in named.items()
        ]
        found.append({"label": Proposal.What(what).label, "rows": rows})
    return found


def _wanted(request: Request, what: str) -> dict[str, str]:
    names = [name for part, name in SETTINGS if part == what]
    given = {name: request.POST.get(f"{what}.{name}", "") for name in names}
    return {name: mode for name, mode in given.items() if mode in MODES}
