"""Form fields for the fields that HR made: text in, values as verbs take them out."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Final

import pycountry
from django import forms
from django.utils.translation import gettext_lazy as _

from tenure.foundation.forms.fields import RecordField

from .kinds import LONGEST, Amount, Kind, Plain
from .models import CustomField

PREFIX: Final = "custom_"
CURRENCY: Final = "__currency"
Find = Callable[[str], Any]


def form_fields(
    made: Sequence[CustomField], values: Mapping[str, Plain], find: Find
) -> dict[str, forms.Field]:
    """Build the form fields of some fields, by name; money has two. ``find`` gives a person by uid."""
    out: dict[str, forms.Field] = {}
    for one in made:
        name, value = PREFIX + one.code, values.get(one.code)
        out[name] = _form_field(one, value, find)
        out[name].initial = value.amount if isinstance(value, Amount) else _initial(value)
        if one.kind == Kind.MONEY:
            out[name + CURRENCY] = _currency(one, value)
    return out


def given(made: Sequence[CustomField], data: Mapping[str, Any]) -> dict[str, Any]:
    """Read what was entered, by the codes of the fields, as verbs take it."""
    return {one.code: _given(one, data) for one in made}


def _given(one: CustomField, data: Mapping[str, Any]) -> Any:
    value = data.get(PREFIX + one.code)
    if value is None or value in ("", []):
        return None
    match one.kind:
        case Kind.MONEY:
            return {"amount": value, "currency": data.get(PREFIX + one.code + CURRENCY) or ""}
        case Kind.YES_NO:
            return value == "yes"
        case Kind.PERSON:
            return value.uid
    return value


def _initial(value: Plain) -> Any:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return list(value) if isinstance(value, tuple) else value


def _form_field(one: CustomField, value: Plain, find: Find) -> forms.Field:
    label = f"{one.called} ({one.unit})" if one.unit else one.called
    common: dict[str, Any] = {"label": label, "help_text": one.help_text, "required": one.required}
    return _BUILD.get(Kind(one.kind), _text)(one, value, find, common)


def _text(one: CustomField, _value: Plain, _find: Find, common: dict[str, Any]) -> forms.Field:
    return forms.CharField(max_length=one.longest or LONGEST.get(Kind(one.kind), 300), **common)


def _long(one: CustomField, _value: Plain, _find: Find, common: dict[str, Any]) -> forms.Field:
    area = forms.Textarea(attrs={"rows": 4})
    return forms.CharField(max_length=one.longest or LONGEST[Kind.LONG_TEXT], widget=area, **common)


def _number(one: CustomField, _value: Plain, _find: Find, common: dict[str, Any]) -> forms.Field:
    places = {Kind.WHOLE: 0, Kind.MONEY: 4}.get(Kind(one.kind), 6)
    return forms.DecimalField(max_digits=19, decimal_places=places, **common)


def _day(_one: CustomField, _value: Plain, _find: Find, common: dict[str, Any]) -> forms.Field:
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **common)


def _flag(_one: CustomField, _value: Plain, _find: Find, common: dict[str, Any]) -> forms.Field:
    return forms.ChoiceField(choices=[("", "–"), ("yes", _("Yes")), ("no", _("No"))], **common)


def _choice(one: CustomField, value: Plain, _find: Find, common: dict[str, Any]) -> forms.Field:
    return forms.ChoiceField(choices=[("", "–"), *_options(one, {value})], **common)


def _choices(one: CustomField, value: Plain, _find: Find, common: dict[str, Any]) -> forms.Field:
    there = set(value) if isinstance(value, tuple) else set()
    boxes = forms.CheckboxSelectMultiple()
    return forms.MultipleChoiceField(choices=_options(one, there), widget=boxes, **common)


def _person(_one: CustomField, _value: Plain, find: Find, common: dict[str, Any]) -> forms.Field:
    return RecordField(find=find, kind="person", **common)


def _options(one: CustomField, there: set[Any]) -> list[tuple[str, str]]:
    """Give what can be chosen: retired options only where they are chosen already."""
    return [(o.code, str(o)) for o in one.options.all() if not o.retired or o.code in there]


def _currency(one: CustomField, value: Plain) -> forms.Field:
    choices = sorted((c.alpha_3, f"{c.alpha_3} {c.name}") for c in pycountry.currencies)
    initial = value.currency if isinstance(value, Amount) else None
    return forms.ChoiceField(
        label=_("Currency of “%(label)s”") % {"label": one.called},
        choices=[("", "–"), *choices],
        required=False,
        initial=initial,
    )


def as_text(one: CustomField, value: Any) -> str:
    """Write what was entered for a comparison of versions, without asking who may know of whom."""
    match value:
        case None:
            return ""
        case bool():
            return str(_("Yes") if value else _("No"))
        case dict():
            return f"{value['amount']} {value['currency']}"
        case list() | tuple():
            return ", ".join(as_text(one, item) for item in value)
        case date():
            return value.isoformat()
    option = one.option(value) if one.is_list and isinstance(value, str) else None
    return str(option or value)


_BUILD: Final = {
    Kind.LONG_TEXT: _long,
    Kind.WHOLE: _number,
    Kind.DECIMAL: _number,
    Kind.MONEY: _number,
    Kind.DATE: _day,
    Kind.YES_NO: _flag,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.PERSON: _person,
}
