"""Forms for contracts: hiring, ending, a second job, a dotted line."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tenure.domains.organisation.models import LegalEntity
from tenure.foundation.access import Actor
from tenure.foundation.forms.fields import PlainForm, RecordField

from ..actions import FirstJob, FirstPay, NewPerson
from ..queries.former import namesakes
from . import reasons
from .choices import WORKERS
from .forms import CONTRACTS, PERIODS, DayField, JobFacts, PayFacts, currencies, rows_of
from .records import find

JOB_ORDER = (
    "title",
    "position",
    "unit",
    "place",
    "manager",
    "fte",
    "job",
    "level",
    "cost_centre",
    "work_pattern",
)


LINES = {
    "functional": _("Functional"),
    "project": _("Project"),
    "mentor": _("Mentor"),
    "matrix": _("Matrix"),
}


def _first_currency(field: Any) -> str:
    first = field.queryset.first()
    return first.currency if first else ""


class HireForm(JobFacts):
    """Somebody new: who, with which company, from when, as what."""

    name = forms.CharField(label=_("Name"), max_length=300, help_text=_("As the person writes it."))
    given_name = forms.CharField(label=_("Given name"), max_length=160, required=False)
    family_name = forms.CharField(
        label=_("Family name"),
        max_length=160,
        required=False,
        help_text=_("Lists sort by it. Leave both empty where a name has no parts."),
    )
    number = forms.CharField(
        label=_("Number"), max_length=60, required=False, help_text=_("Left empty, the next one is given.")
    )
    work_email = forms.EmailField(label=_("E-mail at work"), max_length=254, required=False)
    legal_entity = forms.ModelChoiceField(
        label=_("Legal entity"), queryset=LegalEntity.objects.none(), empty_label=None
    )
    starts_on = DayField(label=_("First day"))
    worker_type = forms.ChoiceField(label=_("Worker type"), choices=list(WORKERS.items()))
    contract = forms.ChoiceField(label=_("Contract"), choices=list(CONTRACTS.items()))
    contract_ends_on = DayField(label=_("Contract ends on"), required=False)
    probation_until = DayField(label=_("Probation until"), required=False)
    amount = forms.DecimalField(
        label=_("Pay"), min_value=Decimal(0), max_digits=18, decimal_places=4, required=False
    )
    currency = forms.ChoiceField(label=_("Currency"), choices=currencies, required=False)
    period = forms.ChoiceField(label=_("Per"), choices=list(PERIODS.items()), required=False)
    reason = forms.ChoiceField(label=_("Reason"), choices=reasons.START, required=False)

    PERSON = ("name", "given_name", "family_name", "number", "work_email")
    CONTRACT = ("starts_on", "worker_type", "contract", "contract_ends_on", "probation_until", "reason")

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, **kwargs)
        self.fields["legal_entity"].queryset = LegalEntity.objects.allowed(actor, "organisation.view")  # type: ignore[attr-defined]
        if not actor.holds("pay.edit"):
            for name in ("amount", "currency", "period"):
                del self.fields[name]

        self.initial.setdefault("currency", _first_currency(self.fields["legal_entity"]))
        self.groups = [
            (_("Who"), self._there(self.PERSON)),
            (_("Contract"), self._there(("legal_entity", *self.CONTRACT))),
            (_("First job"), self._there(JOB_ORDER)),
            (_("Pay"), self._there(("amount", "currency", "period"))),
        ]

    def _there(self, names: Sequence[str]) -> list[Any]:
        return [self[name] for name in names if name in self.fields]

    def told_of(self, by: Actor) -> bool:
        """Say whether somebody who has left bears this name or address, and has not been looked at yet."""
        data = self.cleaned_data
        if self.data.get("somebody_else"):
            return False
        found = namesakes(by, data["name"], data["work_email"])
        if not found:
            return False
        called = ", ".join(f"{one.called} ({one.number})" for one in found[:3])
        words = _("Was here before: %(who)s. Hire that person again, or say that this is somebody else.")
        self.add_error("name", words % {"who": called})
        self.fields["somebody_else"] = forms.BooleanField(label=_("This is somebody else"), required=False)
        self.groups[0][1].append(self["somebody_else"])
        return True

    def person(self) -> NewPerson:
        return NewPerson(**{name: self.cleaned_data[name] for name in self.PERSON})

    def first_job(self) -> FirstJob:
        values = {name: self.cleaned_data[name] for name in self.CONTRACT}
        facts = {name: value for name, value in self.facts().items() if value not in (None, "")}
        return FirstJob(legal_entity=self.cleaned_data["legal_entity"], facts=facts, **values)

    def first_pay(self) -> FirstPay | None:
        data = self.cleaned_data
        if data.get("amount") is None:
            return None
        return FirstPay(data["amount"], data["currency"], data["period"])


class EndForm(PlainForm):
    """The end of a contract."""

    last_day = DayField(label=_("Last day"))
    reason = forms.ChoiceField(label=_("Reason"), choices=[("", _("Choose a reason")), *reasons.END])
    why = forms.CharField(
        label=_("In words"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    with_later = forms.BooleanField(
        label=_("Take out what is planned for later"),
        required=False,
        help_text=_("Entries that begin after the last day go with it."),
    )


class ReasonForm(PlainForm):
    """Why something is taken back."""

    why = forms.CharField(label=_("Why"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))


class FirstPayForm(PayFacts):
    """What is paid for a contract from a day on, where nothing was on file."""

    on = DayField(label=_("From when"))


class SecondJobForm(JobFacts):
    """A second job in the same contract."""

    on = DayField(label=_("From when"))
    until = DayField(label=_("Last day"), required=False)
    why = forms.CharField(
        label=_("In words"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )


class DottedLineForm(PlainForm):
    """A second manager beside the one of the reporting line."""

    on = DayField(label=_("From when"))
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=list(LINES.items()),
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {
            "manager": RecordField(find=find(actor, "person"), kind="person", label=_("Second manager")),
            **self.fields,
        }

    def facts(self) -> dict[str, Any]:
        return rows_of(self.cleaned_data)


class AnnounceForm(PlainForm):
    """From which day a planned change may be known."""

    known_from = forms.DateField(
        label=_("Known from"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
