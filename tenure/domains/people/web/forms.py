"""Forms for the work of people: text in, values out."""

from datetime import date
from decimal import Decimal
from typing import Any, Final

import pycountry
from django import forms
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from tenure.foundation.access import Actor
from tenure.foundation.forms.dated import DatedForm
from tenure.foundation.forms.fields import PlainForm, RecordField

from ..models import EmploymentTerm, Pay
from .choices import WORKERS
from .records import find

RELATIONS: Final = {
    "position": _("Seat"),
    "unit": _("Unit"),
    "place": _("Place"),
    "manager": _("Manager"),
    "job": _("Job"),
    "level": _("Level"),
    "cost_centre": _("Cost centre"),
    "work_pattern": _("Work pattern"),
}
CONTRACTS: Final = {
    EmploymentTerm.Contract.PERMANENT: _("Permanent"),
    EmploymentTerm.Contract.FIXED_TERM: _("Fixed term"),
}
STATES: Final = {
    EmploymentTerm.Status.ACTIVE: _("At work"),
    EmploymentTerm.Status.ON_LEAVE: _("On leave"),
    EmploymentTerm.Status.RELEASED: _("Released from work"),
}
PERIODS: Final = {
    Pay.Period.YEAR: _("a year"),
    Pay.Period.MONTH: _("a month"),
    Pay.Period.WEEK: _("a week"),
    Pay.Period.DAY: _("a day"),
    Pay.Period.HOUR: _("an hour"),
}


class DayField(forms.DateField):
    """A day, picked or typed."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)


def countries() -> list[tuple[str, str]]:
    """Give every country by name."""
    return sorted(((one.alpha_2, one.name) for one in pycountry.countries), key=lambda pair: pair[1])


def currencies() -> list[tuple[str, str]]:
    """Give every currency by code."""
    return sorted((one.alpha_3, f"{one.alpha_3} {one.name}") for one in pycountry.currencies)


def country_names() -> dict[str, str]:
    """Give the name of every country by its code."""
    return dict(countries())


def relation(actor: Actor, kind: str, *, required: bool = False) -> RecordField:
    """Make the field of a relation of an assignment."""
    what = "person" if kind == "manager" else kind
    return RecordField(find=find(actor, what), kind=what, label=RELATIONS[kind], required=required)


def rows_of(values: dict[str, Any]) -> dict[str, Any]:
    """Turn what was found by typing into the rows that verbs take."""
    return {name: getattr(value, "row", value) for name, value in values.items()}


class JobFacts(PlainForm):
    """What an assignment says."""

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        relations = {name: relation(actor, name) for name in RELATIONS}
        fields: dict[str, forms.Field] = {
            "title": forms.CharField(label=_("Title"), max_length=300),
            **relations,
        }
        fields["fte"] = forms.DecimalField(
            label=_("FTE"),
            min_value=0,
            max_value=2,
            decimal_places=4,
            initial=1,
            help_text=_("1 is full time"),
        )
        order = ("title", "fte", *RELATIONS)
        self.fields = {**{name: fields[name] for name in order}, **self.fields}

    def facts(self) -> dict[str, Any]:
        """Give the facts as verbs take them."""
        names = ("title", "fte", *RELATIONS)
        return rows_of({name: self.cleaned_data.get(name) for name in names})


class JobForm(JobFacts, DatedForm):
    """A change of an assignment."""


class TermsForm(DatedForm):
    """A change of the terms of an employment."""

    worker_type = forms.ChoiceField(label=_("Worker type"), choices=list(WORKERS.items()))
    contract = forms.ChoiceField(label=_("Contract"), choices=list(CONTRACTS.items()))
    contract_ends_on = DayField(label=_("Contract ends on"), required=False)
    status = forms.ChoiceField(label=_("Status"), choices=list(STATES.items()))

    def facts(self) -> dict[str, Any]:
        names = ("worker_type", "contract", "contract_ends_on", "status")
        return {name: self.cleaned_data.get(name) for name in names}


class PayFacts(PlainForm):
    """What somebody is paid."""

    amount = forms.DecimalField(label=_("Amount"), min_value=Decimal(0), max_digits=18, decimal_places=4)
    currency = forms.ChoiceField(label=_("Currency"), choices=currencies)
    period = forms.ChoiceField(label=_("Per"), choices=list(PERIODS.items()))

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("amount", "currency", "period")}


class PayForm(PayFacts, DatedForm):
    """A change of pay."""


class AddressForm(DatedForm):
    """A change of address."""

    lines = forms.CharField(label=_("Street and number"), widget=forms.Textarea(attrs={"rows": 2}))
    postcode = forms.CharField(label=_("Postcode"), max_length=20, required=False)
    locality = forms.CharField(label=_("Town"), max_length=120, required=False)
    subdivision = forms.CharField(label=_("State or region"), max_length=6, required=False)
    country = forms.ChoiceField(label=_("Country"), choices=countries)

    def facts(self) -> dict[str, Any]:
        names = ("lines", "postcode", "locality", "subdivision", "country")
        return {name: self.cleaned_data[name] for name in names}


def in_words(field: forms.Field, value: Any) -> str:
    """Say a value as the form shows it."""
    if value in (None, ""):
        return ""
    if isinstance(value, list | tuple):
        return ", ".join(in_words(field, one) for one in value)
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices).get(value, value))  # type: ignore[arg-type]
    if isinstance(value, Model) and isinstance(field, RecordField):
        return field.words(value)
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return value.isoformat() if isinstance(value, date) else str(value)
