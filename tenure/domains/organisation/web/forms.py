"""Text from a page turned into values."""

from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from tenure.foundation.access import Actor
from tenure.foundation.forms.dated import DatedForm
from tenure.foundation.forms.fields import PlainForm, RecordField

from .. import models, queries
from . import words


class TermedField(RecordField):
    """A unit or a seat, called what ``by`` may know it is called; before it is told by whom, by its code."""

    by: Actor | None = None

    def words(self, value: Any) -> str:
        found = self.find(str(getattr(value, "uid", value))) if value else None
        return queries.name_of(self.by, found) if found and self.by else str(found or "")


def told_to(by: Actor, form: PlainForm) -> None:
    """Let the fields of a form call units and seats as this actor knows them."""
    for field in form.fields.values():
        if isinstance(field, TermedField):
            field.by = by


def record(model: type[Model], kind: str, label: Any, **more: Any) -> RecordField:
    """Make a field for one record of the organisation, found by typing."""

    def find(text: str) -> Any:
        try:
            return model._default_manager.filter(uid=UUID(text)).first()
        except ValueError:
            return None

    made = TermedField if hasattr(model, "terms") else RecordField
    return made(find=find, kind=kind, label=label, required=False, **more)


class Coded(PlainForm):
    code = forms.CharField(label=_("Code"), max_length=40, help_text=_("Short and unique; yours to choose."))
    name = forms.CharField(label=_("Name"), max_length=160)


class LocatedForm(Coded):
    country = forms.ChoiceField(label=_("Country"), choices=words.country_choices)
    subdivision = forms.CharField(
        label=_("Part of the country"),
        max_length=6,
        required=False,
        help_text=_("The part of its ISO 3166-2 code after the hyphen: BY for Bavaria, CA for California."),
    )

    def clean_subdivision(self) -> str:
        return str(self.cleaned_data["subdivision"]).strip().upper()


class LegalEntityForm(LocatedForm):
    currency = forms.ChoiceField(label=_("Currency"), choices=words.currency_choices)
    language = forms.CharField(label=_("Language"), max_length=10, required=False, help_text="en, de, fr")
    registration = forms.CharField(label=_("Registration"), max_length=80, required=False)


class PlaceForm(LocatedForm):
    locality = forms.CharField(label=_("Town"), max_length=120, required=False)
    address = forms.CharField(label=_("Address"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=words.zone_choices)


class PlaceDayForm(PlainForm):
    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}))
    name = forms.CharField(label=_("Name"), max_length=120)
    is_off = forms.ChoiceField(
        label=_("What is it"),
        choices=[("1", _("A day off")), ("", _("A day that is worked"))],
        required=False,
    )


class CostCentreForm(Coded):
    legal_entity = record(models.LegalEntity, "legal-entity", _("Legal entity"))


class WorkPatternForm(Coded):
    full_time = forms.DecimalField(
        label=_("Full time, hours a week"), min_value=0, max_value=168, decimal_places=2, initial=40
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in words.WEEKDAYS:
            self.fields[name] = forms.DecimalField(
                label=label, min_value=0, max_value=24, decimal_places=2, initial=0
            )


class JobFamilyForm(Coded):
    parent = record(models.JobFamily, "job-family", _("Within"))


class LevelForm(Coded):
    rank = forms.IntegerField(
        label=_("Rank"), min_value=0, max_value=999, help_text=_("A higher rank is more senior.")
    )


class JobForm(PlainForm):
    code = forms.CharField(label=_("Code"), max_length=80)
    title = forms.CharField(label=_("Title"), max_length=200)
    family = record(models.JobFamily, "job-family", _("Family"))
    level = record(models.Level, "level", _("Level"))
    soc_code = forms.CharField(
        label=_("SOC or O*NET code"), max_length=10, required=False, help_text=_("15-1252, or 15-1252.01")
    )
    isco_code = forms.CharField(label=_("ISCO-08 code"), max_length=4, required=False, help_text="2512")
    summary = forms.CharField(label=_("Summary"), required=False, widget=forms.Textarea(attrs={"rows": 3}))


class UnitFields(PlainForm):
    name = forms.CharField(label=_("Name"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=words.KINDS, initial="department")
    parent = record(models.Unit, "unit", _("Stands in"), help_text=_("Leave empty for a unit at the top."))
    legal_entity = record(models.LegalEntity, "legal-entity", _("Legal entity"))
    cost_centre = record(models.CostCentre, "cost-centre", _("Cost centre"))


class SeatFields(PlainForm):
    title = forms.CharField(label=_("Title"), max_length=300)
    unit = record(models.Unit, "unit", _("Unit"))
    reports_to = record(models.Position, "position", _("Reports to"))
    job = record(models.Job, "job", _("Job"))
    level = record(models.Level, "level", _("Level"))
    place = record(models.Place, "place", _("Place"))
    cost_centre = record(models.CostCentre, "cost-centre", _("Cost centre"))
    capacity = forms.DecimalField(
        label=_("Capacity, FTE"), min_value=0, max_value=999_999, decimal_places=2, initial=1
    )
    state = forms.ChoiceField(label=_("State"), choices=words.STATES, initial="approved")


class Beginning(PlainForm):
    code = forms.CharField(label=_("Code"), max_length=60, help_text=_("Short and unique; yours to choose."))
    since = forms.DateField(label=_("First day"), widget=forms.DateInput(attrs={"type": "date"}))
    why = forms.CharField(label=_("Why"), required=False, widget=forms.Textarea(attrs={"rows": 2}))


class UnitBeginning(UnitFields, Beginning):
    field_order = ("code", "name", "kind", "parent", "legal_entity", "cost_centre", "since", "why")


class SeatBeginning(SeatFields, Beginning):
    is_pooled = forms.BooleanField(label=_("Pooled: one position for many who do the same"), required=False)
    field_order = ("code", "title", "unit", "reports_to", "job", "level", "place", "cost_centre", "capacity")


class UnitChange(UnitFields, DatedForm):
    pass


class SeatChange(SeatFields, DatedForm):
    pass


class Act(PlainForm):
    """A small act that holds from a day on, and why."""

    since = forms.DateField(label=_("First day"), widget=forms.DateInput(attrs={"type": "date"}))
    why = forms.CharField(label=_("Why"), required=False, widget=forms.Textarea(attrs={"rows": 2}))


class Heading(Act):
    position = record(models.Position, "position", _("Position that leads it"))
    field_order = ("position", "since", "why")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["position"].required = True


class PayRange(Act):
    minimum = forms.DecimalField(label=_("At least"), min_value=0, max_digits=18, decimal_places=4)
    maximum = forms.DecimalField(label=_("At most"), min_value=0, max_digits=18, decimal_places=4)
    currency = forms.ChoiceField(label=_("Currency"), choices=words.currency_choices)
    period = forms.ChoiceField(label=_("Per"), choices=words.PERIODS)
    field_order = ("minimum", "maximum", "currency", "period", "since", "why")


class Closing(PlainForm):
    last_day = forms.DateField(label=_("Last day"), widget=forms.DateInput(attrs={"type": "date"}))
    why = forms.CharField(label=_("Why"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
