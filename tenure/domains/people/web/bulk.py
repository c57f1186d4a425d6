"""What can be changed of many people, or many seats, at once: by the same verbs as of one."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from django import forms
from django.db.models import Model
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from tenure.domains.organisation import actions as organisation
from tenure.domains.organisation.models import Position, PositionTerm, UnitTerm
from tenure.foundation.access import Actor
from tenure.foundation.bulk.verbs import Named, Verb, Wish, register
from tenure.foundation.effective import acts
from tenure.foundation.forms.dated import CHANGE, CORRECT
from tenure.foundation.forms.fields import PlainForm

from .. import actions
from ..models import Assignment, Person
from ..queries.previews import preview
from . import reasons
from .forms import RELATIONS, relation

EDIT: Final = "people.edit"
OF_PEOPLE: Final = ("unit", "manager", "place", "cost_centre", "work_pattern", "job", "level")
OF_SEATS: Final = ("unit", "place", "cost_centre", "job", "level")
LABELS: Final = {"title": _("Title"), "fte": _("FTE"), **RELATIONS}


class _Facts(PlainForm):
    """Some facts, each of which may be left as it is."""

    relations: tuple[str, ...] = ()

    def __init__(self, data: Mapping[str, Any] | None, actor: Actor) -> None:
        super().__init__(data)
        self.fields = {**{name: relation(actor, name) for name in self.relations}, **self.fields}


class JobFacts(_Facts):
    """What may be changed of many assignments."""

    relations = OF_PEOPLE
    title = forms.CharField(label=_("Title"), max_length=300, required=False)
    fte = forms.DecimalField(
        label=_("FTE"),
        min_value=0,
        max_value=2,
        decimal_places=4,
        required=False,
        help_text=_("1 is full time"),
    )


class SeatFacts(_Facts):
    """What may be changed of many seats."""

    relations = OF_SEATS
    title = forms.CharField(label=_("Title"), max_length=300, required=False)


def _people(by: Actor, uids: Sequence[UUID]) -> dict[UUID, Named]:
    rows = Person.objects.allowed(by, "people.directory").filter(uid__in=uids)
    return {row.uid: Named(row.called, reverse("person", args=[row.uid])) for row in rows}


def _job(by: Actor, uid: UUID, on: date) -> Assignment:
    """Give the primary job of a day that may be changed."""
    mine = Assignment.objects.allowed(by, EDIT).filter(person__uid=uid, primary=True)
    found: Assignment | None = mine.as_of(on).first()
    if found is None:
        mine[:1].get()
        raise acts.NothingHolds(day=date_format(on))
    return found


def _change_job(by: Actor, uid: UUID, wish: Wish) -> None:
    row = _job(by, uid, wish.on)
    told = {"reason": wish.reason, "why": wish.why, "by": by, **wish.facts}
    if wish.is_correction:
        actions.correct_assignment(row.uid, **told)
    else:
        actions.change_assignment(row.uid, on=wish.on, **told)


def _read_job(by: Actor, uid: UUID, on: date) -> dict[str, str]:
    return _in_words(_job(by, uid, on), by, on)


def _warn_of_job(by: Actor, uid: UUID, wish: Wish) -> list[str]:
    row = _job(by, uid, wish.on)
    act = CORRECT if wish.is_correction else CHANGE
    planned = preview(by, row, on=wish.on, act=act, facts=wish.facts)
    return [str(one.text) for one in planned.touched]


def _seats(by: Actor, uids: Sequence[UUID]) -> dict[UUID, Named]:
    terms = PositionTerm.objects.allowed(by, "organisation.view").filter(position__uid__in=uids)
    rows = terms.as_of(by.today).values_list("position__uid", "title", "position__code")
    return {
        uid: Named(f"{title} ({code})", reverse("organisation-position", args=[uid]))
        for uid, title, code in rows
    }


def _seat(by: Actor, uid: UUID, on: date) -> PositionTerm:
    mine = PositionTerm.objects.allowed(by, "organisation.edit").filter(position__uid=uid)
    found: PositionTerm | None = mine.as_of(on).first()
    if found is None:
        mine[:1].get()
        raise acts.NothingHolds(day=date_format(on))
    return found


def _change_seat(by: Actor, uid: UUID, wish: Wish) -> None:
    seat = Position.objects.get(uid=uid)
    facts: Any = dict(wish.facts)
    organisation.change_position(seat.pk, since=wish.on, by=by, reason=wish.reason, why=wish.why, **facts)


def _read_seat(by: Actor, uid: UUID, on: date) -> dict[str, str]:
    return _in_words(_seat(by, uid, on), by, on)


def _in_words(row: Any, by: Actor, on: date) -> dict[str, str]:
    names = [name for name in LABELS if name in row.facts]
    return {name: _words(getattr(row, name), by, on) for name in names}


def _words(value: Any, by: Actor, on: date) -> str:
    """Say a fact as people know it: a unit by its name of the day."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if not isinstance(value, Model):
        return str(value)
    terms = {"unit": UnitTerm, "position": PositionTerm}.get(value._meta.model_name or "")
    if terms is not None:
        told = terms.objects.allowed(by, "organisation.view").as_of(on)
        named = told.filter(**{str(value._meta.model_name): value}).first()
        return str(named) if named else str(value)
    return str(value)


register(
    Verb(
        key="job",
        listing="people",
        title=_("Change job"),
        permission=EDIT,
        form=JobFacts,
        named=_people,
        act=_change_job,
        read=_read_job,
        warn=_warn_of_job,
        reasons=reasons.JOB,
        labels=LABELS,
    ),
    Verb(
        key="seat",
        listing="positions",
        title=_("Change positions"),
        permission="organisation.edit",
        form=SeatFacts,
        named=_seats,
        act=_change_seat,
        read=_read_seat,
        reasons=reasons.JOB,
        labels=LABELS,
        may_correct=False,
    ),
)
