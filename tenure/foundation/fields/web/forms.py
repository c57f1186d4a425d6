"""The forms that make fields and tables."""

from collections.abc import Iterable
from typing import Any, Final

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from tenure.foundation.forms.dated import SeenForm
from tenure.foundation.identity.models import Role
from tenure.foundation.identity.roles import name_of
from tenure.foundation.records.sensitivity import Sensitivity

from ..actions import Choice
from ..hosts import Host
from ..kinds import LONGEST, Kind
from ..lists import Roles
from ..models import CustomField, CustomTable
from ..words import CLASSES

LANGUAGES: Final = [(code, name) for code, name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
ROLES: Final = ("see_roles", "edit_roles")


class DefinitionForm(SeenForm):
    """What a field and a table have in common."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    label = forms.CharField(label=_("Name"), max_length=120, help_text=_("As people read it on the record."))
    help_text = forms.CharField(label=_("Help"), max_length=300, required=False)
    level = forms.ChoiceField(label=_("Class of facts"))
    own_list = forms.BooleanField(
        label=_("Only the roles named here"),
        required=False,
        help_text=_("Instead of everybody who may see this class."),
    )
    see_roles = forms.MultipleChoiceField(
        label=_("May see"), required=False, widget=forms.CheckboxSelectMultiple
    )
    edit_roles = forms.MultipleChoiceField(
        label=_("May see and change"), required=False, widget=forms.CheckboxSelectMultiple
    )
    dated = forms.BooleanField(
        label=_("Has dates"),
        required=False,
        help_text=_("Each value says from when it holds; the past stays."),
    )
    order = forms.IntegerField(label=_("Place in the list"), min_value=0, max_value=999, initial=100)

    def __init__(
        self, data: Any, *, host: Host, one: CustomField | CustomTable, locked: Iterable[str] = ()
    ) -> None:
        super().__init__(data, initial=_initial(one))
        self.one = one
        classes = [(code.value, CLASSES[code]) for code in Sensitivity if code in host.classes]
        self.fields["level"].choices = classes  # type: ignore[attr-defined]
        roles = [(role.code, name_of(role)) for role in Role.objects.order_by("name")]
        for name in ROLES:
            self.fields[name].choices = roles  # type: ignore[attr-defined]
        for code, name in LANGUAGES:
            label = _("Name in %(language)s") % {"language": name}
            field = forms.CharField(label=label, max_length=120, required=False)
            field.initial = one.labels.get(code, "")
            self.fields[f"label_{code}"] = field
        for name in locked:
            if name in self.fields:
                self.fields[name].disabled = True

    def clean_seen(self) -> Any:
        """Take a new definition, which nobody has seen."""
        return super().clean_seen() if self.cleaned_data.get("seen") else None

    def facts(self) -> dict[str, Any]:
        """Give the facts as verbs take them."""
        data = self.cleaned_data
        labels = {code: data[f"label_{code}"] for code, _name in LANGUAGES if data[f"label_{code}"]}
        names = [name for name in self.named() if name in data]
        return {name: data[name] for name in names} | {"labels": labels}

    def named(self) -> tuple[str, ...]:
        """Name the facts that the form holds."""
        return ("label", "help_text", "level", "own_list", "dated", "order")

    def roles(self) -> Roles | None:
        """Give the own list; none where the class decides."""
        if not self.cleaned_data.get("own_list"):
            return None
        return Roles(tuple(self.cleaned_data["see_roles"]), tuple(self.cleaned_data["edit_roles"]))


class TableForm(DefinitionForm):
    """A table of which a record can have several rows."""


class FieldForm(DefinitionForm):
    """A field, or a column of a table."""

    kind = forms.ChoiceField(label=_("What it holds"), choices=Kind.choices)
    unit = forms.CharField(label=_("Unit"), max_length=20, required=False, help_text=_("km, pieces, %"))
    required = forms.BooleanField(
        label=_("Required"), required=False, help_text=_("Asked for whenever somebody edits it.")
    )
    searchable = forms.BooleanField(
        label=_("Found by search"),
        required=False,
        help_text=_("Only what every colleague may see, and without dates."),
    )
    least = forms.DecimalField(label=_("Smallest"), max_digits=20, decimal_places=6, required=False)
    most = forms.DecimalField(label=_("Largest"), max_digits=20, decimal_places=6, required=False)
    earliest = forms.DateField(label=_("Earliest"), required=False, widget=forms.DateInput(format="%Y-%m-%d"))
    latest = forms.DateField(label=_("Latest"), required=False, widget=forms.DateInput(format="%Y-%m-%d"))
    longest = forms.IntegerField(
        label=_("Longest, in characters"), min_value=1, max_value=LONGEST[Kind.LONG_TEXT], required=False
    )
    mask = forms.CharField(
        label=_("Shape"),
        max_length=60,
        required=False,
        help_text=_("AA-999: A is a letter, 9 a digit, * either; all else stands for itself."),
    )
    new_options = forms.CharField(
        label=_("Options to add"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("For lists: one a line, in their order."),
    )
    accept = forms.BooleanField(
        label=_("Keep those values as they are; the rule holds for what is entered from now on"),
        required=False,
    )

    def __init__(self, data: Any, *, host: Host, one: CustomField, locked: Iterable[str] = ()) -> None:
        super().__init__(data, host=host, one=one, locked=locked)
        self.options = list(one.options.all()) if one.pk else []
        if one.table_id:
            for name in ("level", "own_list", *ROLES, "dated", "searchable"):
                del self.fields[name]
        for option in self.options:
            self._option(option)

    def _option(self, option: Any) -> None:
        name = f"option_{option.pk}"
        self.fields[name] = forms.CharField(label=_("Option"), max_length=120, initial=option.label)
        self.fields[f"{name}_order"] = forms.IntegerField(
            label=_("Place"), min_value=0, max_value=999, initial=option.order
        )
        self.fields[f"{name}_retired"] = forms.BooleanField(
            label=_("No longer offered"), required=False, initial=option.retired
        )

    def named(self) -> tuple[str, ...]:
        return (
            *super().named(),
            *(
                "kind",
                "unit",
                "required",
                "searchable",
                "least",
                "most",
                "earliest",
                "latest",
                "longest",
                "mask",
            ),
        )

    def option_rows(self) -> list[dict[str, Any]]:
        """Give the bound fields of the options that are there."""
        names = [f"option_{one.pk}" for one in self.options]
        return [
            {"label": self[n], "order": self[f"{n}_order"], "retired": self[f"{n}_retired"]} for n in names
        ]

    def choices(self) -> list[Choice]:
        """Give the options as verbs take them: those that are there in their places, then the new ones."""
        data = self.cleaned_data
        there = sorted(self.options, key=lambda one: (data[f"option_{one.pk}_order"], one.pk))
        kept = [Choice(data[f"option_{one.pk}"], one.code, data[f"option_{one.pk}_retired"]) for one in there]
        lines = [line.strip() for line in data["new_options"].splitlines()]
        return kept + [Choice(line[:120]) for line in lines if line]


def _initial(one: CustomField | CustomTable) -> dict[str, Any]:
    from ..lists import roles_of

    if one._state.adding:
        return {"level": Sensitivity.INTERNAL.value}
    roles = roles_of(one)
    facts = {field.name: getattr(one, field.name) for field in one._meta.concrete_fields}
    return facts | {"see_roles": roles.see, "edit_roles": roles.edit}


def in_words(form: DefinitionForm) -> dict[str, str]:
    """Say what a definition says now, for a comparison of versions."""
    shown = {name: form.fields[name] for name in form.named() if name in form.fields}
    return {str(field.label): _words(field, form.initial.get(name)) for name, field in shown.items()}


def entered(form: DefinitionForm) -> dict[str, str]:
    """Say what was entered, for a comparison of versions."""
    facts = form.facts()
    return {
        str(form.fields[name].label): _words(form.fields[name], facts[name])
        for name in form.named()
        if name in facts
    }


def _words(field: forms.Field, value: Any) -> str:
    choices: Any = getattr(field, "choices", None)
    if choices is not None:
        return str(dict(choices).get(value, value))
    if isinstance(value, bool):
        return str(_("Yes") if value else _("No"))
    return "" if value is None else str(value)
