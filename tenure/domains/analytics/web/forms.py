"""The form that says which period and whom the figures are about."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from tenure.domains.organisation.models import LegalEntity, Place, UnitTerm
from tenure.foundation.access import Actor
from tenure.foundation.forms.fields import PlainForm

from ..queries import POPULATIONS, Question

SEES = "organisation.view"


class DayField(forms.DateField):
    """A day, picked or typed."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)


class QuestionForm(PlainForm):
    """A period and whom it is about; what is left out is the last year and everybody."""

    first = DayField(label=_("From"))
    last = DayField(label=_("To"))
    population = forms.ChoiceField(label=_("Population"), choices=list(POPULATIONS.items()))
    entity = forms.TypedChoiceField(label=_("Legal entity"), required=False, coerce=UUID, empty_value=None)
    unit = forms.TypedChoiceField(label=_("Unit"), required=False, coerce=UUID, empty_value=None)
    place = forms.TypedChoiceField(label=_("Place"), required=False, coerce=UUID, empty_value=None)

    def __init__(self, actor: Actor, given: Any) -> None:
        super().__init__({**defaults(actor), **{name: value for name, value in given.items() if value}})
        everywhere = [("", _("All"))]
        self.fields["entity"].choices = [*everywhere, *_named(LegalEntity, actor)]  # type: ignore[attr-defined]
        self.fields["place"].choices = [*everywhere, *_named(Place, actor)]  # type: ignore[attr-defined]
        self.fields["unit"].choices = [*everywhere, *_units(actor)]  # type: ignore[attr-defined]

    def question(self) -> Question:
        """Give what is asked; only of a form that is valid."""
        return Question(**self.cleaned_data)


def defaults(actor: Actor) -> dict[str, str]:
    """Give the question of somebody who has asked nothing yet."""
    usual = Question.of_the_year(actor)
    return {
        "first": usual.first.isoformat(),
        "last": usual.last.isoformat(),
        "population": usual.population,
    }


def _named(model: Any, actor: Actor) -> list[tuple[str, str]]:
    rows = model.objects.allowed(actor, SEES).order_by("name").values_list("uid", "name")
    return [(str(uid), name) for uid, name in rows]


def _units(actor: Actor) -> list[tuple[str, str]]:
    terms = UnitTerm.objects.allowed(actor, SEES).as_of(actor.today).order_by("name")
    return [(str(uid), name) for uid, name in terms.values_list("unit__uid", "name")]
