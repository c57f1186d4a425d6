"""Forms for change sets: text in, values out."""

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from django import forms
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from tenure.domains.organisation.models import LegalEntity, Place, PositionTerm, UnitTerm
from tenure.domains.people.models import Person
from tenure.foundation.access import Actor
from tenure.foundation.forms.fields import PlainForm, RecordField

from ..models import ChangeSet, Member
from ..rules import NEW

SEEN: Final = "organisation.view"
DATE: Final = {"type": "date"}


class Named:
    """A record with the name that people know it by."""

    def __init__(self, row: Model, name: str) -> None:
        self.row, self.name = row, name
        self.uid = row.uid  # type: ignore[attr-defined]

    def __str__(self) -> str:
        return self.name


def find(by: Actor, kind: str) -> Callable[[str], Named | None]:
    """Give what turns a uid into the record, or nothing where it may not be known."""

    def found(text: str) -> Named | None:
        try:
            uid = UUID(text)
        except ValueError:
            return None
        if kind == "person":
            person = Person.objects.allowed(by, "people.directory").filter(uid=uid).first()
            return Named(person, person.called) if person else None
        if kind in ("unit", "position"):
            model = UnitTerm if kind == "unit" else PositionTerm
            term = model.objects.allowed(by, SEEN).filter(**{f"{kind}__uid": uid}).in_order().last()
            return Named(getattr(term, kind), str(term)) if term else None
        plain: Any = Place if kind == "place" else LegalEntity
        row = plain.objects.allowed(by, SEEN).filter(uid=uid).first()
        return Named(row, str(row)) if row else None

    return found


def record(by: Actor, kind: str, label: Any, help_text: Any = "") -> RecordField:
    """Make a field for one record, found by typing."""
    return RecordField(find=find(by, kind), kind=kind, label=label, required=False, help_text=help_text)


def rows_of(values: dict[str, Any]) -> dict[str, Any]:
    """Turn what was found by typing into rows."""
    return {name: getattr(value, "row", value) for name, value in values.items()}


class SetForm(PlainForm):
    """A set: its name, its day, why, and who may know."""

    name = forms.CharField(label=_("Name"), max_length=200)
    on = forms.DateField(
        label=_("Effective day"),
        widget=forms.DateInput(DATE, "%Y-%m-%d"),
        help_text=_("The first day on which all of it holds."),
    )
    why = forms.CharField(
        label=_("In words"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    is_confidential = forms.BooleanField(
        label=_("Confidential"),
        required=False,
        help_text=_(
            "Known only to those let in to it. Nothing is written before it is announced, or before its day."
        ),
    )


class PeopleForm(PlainForm):
    """Who moves, and what changes for them; what is left empty stays as it is."""

    who = ("person", "of_unit", "of_manager")
    plain = ("title", "place", "position", "fte")

    def __init__(self, *args: Any, actor: Actor, held: ChangeSet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        made = [(line.code, line.facts.get("name") or line.code) for line in held.lines.exclude(code="")]
        self.fields |= {
            "person": record(actor, "person", _("One person")),
            "of_unit": record(actor, "unit", _("Everybody in a unit")),
            "of_manager": record(actor, "person", _("Everybody right under a manager")),
            "unit": record(actor, "unit", _("New unit")),
            "made": forms.ChoiceField(
                label=_("New unit, made by this set"), required=False, choices=[("", "–"), *made]
            ),
            "manager": record(actor, "person", _("New manager")),
            "no_manager": forms.BooleanField(label=_("The manager follows from the seat"), required=False),
            "place": record(actor, "place", _("New place")),
            "position": record(actor, "position", _("New position"), _("It brings along what is not said.")),
            "title": forms.CharField(label=_("New title"), max_length=300, required=False),
            "fte": forms.DecimalField(
                label=_("New FTE"), min_value=0, max_value=2, decimal_places=4, required=False
            ),
        }

    @property
    def groups(self) -> list[tuple[Any, list[Any]]]:
        """The fields as they are read: who, then what."""
        what = [self[name] for name in self.fields if name not in self.who]
        return [(_("Who moves"), [self[name] for name in self.who]), (_("What changes for them"), what)]

    def clean(self) -> dict[str, Any]:
        """Refuse a form that names nobody, or changes nothing."""
        data: dict[str, Any] = super().clean() or {}
        if not any(data.get(name) for name in self.who):
            self.add_error(None, str(_("Say who moves: one person, a unit, or a manager's people.")))
        if not self.facts():
            self.add_error(None, str(_("Say what changes: at least one fact.")))
        return data

    def facts(self) -> dict[str, Any]:
        """Give what changes."""
        data = rows_of(self.cleaned_data)
        facts = {name: data[name] for name in self.plain if data.get(name) not in (None, "")}
        if data.get("made") or data.get("unit"):
            facts["unit"] = NEW + data["made"] if data.get("made") else data["unit"]
        if data.get("no_manager") or data.get("manager"):
            facts["manager"] = None if data.get("no_manager") else data["manager"]
        return facts


class UnitForm(PlainForm):
    """A unit that begins, changes or closes on the day of the set."""

    verb = forms.ChoiceField(
        label=_("What happens"),
        choices=[("unit_new", _("It begins")), ("unit", _("It changes")), ("unit_close", _("It closes"))],
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= {
            "unit": record(actor, "unit", _("Which unit"), _("Not for one that begins.")),
            "code": forms.CharField(
                label=_("Code"), max_length=60, required=False, help_text=_("For one that begins.")
            ),
            "name": forms.CharField(label=_("Name"), max_length=200, required=False),
            "parent": record(actor, "unit", _("Stands in")),
            "top": forms.BooleanField(label=_("It stands at the top"), required=False),
            "legal_entity": forms.ChoiceField(
                label=_("Legal entity"),
                required=False,
                choices=[
                    ("", "–"),
                    *((str(e.uid), e.name) for e in LegalEntity.objects.allowed(actor, SEEN)),
                ],
            ),
        }
        self.actor = actor

    def facts(self) -> dict[str, Any]:
        """Give what is said of the unit."""
        data = rows_of(self.cleaned_data)
        if data["verb"] == "unit_close":
            return {}
        facts = {"name": data["name"]} if data.get("name") else {}
        if data.get("top") or data.get("parent"):
            facts["parent"] = None if data.get("top") else data["parent"]
        if data.get("legal_entity"):
            found = find(self.actor, "legal_entity")(data["legal_entity"])
            facts |= {"legal_entity": found.row} if found else {}
        return facts


class FileForm(PlainForm):
    """A file with one line for each person."""

    file = forms.FileField(label=_("File"))


class MemberForm(PlainForm):
    """Somebody who is let in."""

    part = forms.ChoiceField(label=_("To do what"), choices=Member.Part.choices)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        person = record(actor, "person", _("Who"))
        person.required = True
        self.fields = {"person": person, **self.fields}


class AnnounceForm(PlainForm):
    """From which day it is no secret."""

    on = forms.DateField(label=_("Announced on"), widget=forms.DateInput(DATE, "%Y-%m-%d"))
