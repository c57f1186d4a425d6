"""Places with the days of their own, and the weeks that are worked."""

from datetime import date
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tenure.foundation.access import Actor, require
from tenure.foundation.audit import trail
from tenure.foundation.refusal import Refused

from ..models import Place, PlaceDay, WorkPattern
from ._checks import EDIT, check_code, check_country, check_time_zone, check_week
from ._undated import Undated


class PlaceFacts(TypedDict, total=False):
    code: str
    name: str
    country: str
    subdivision: str
    locality: str
    address: str
    time_zone: str


class PatternFacts(TypedDict, total=False):
    code: str
    name: str
    minutes: list[int]
    full_time_minutes: int


class DayTaken(Refused):
    message = _("This place has a day of its own on {day} already. Take that one out first.")


@transaction.atomic
def create_place(*, by: Actor, **facts: Unpack[PlaceFacts]) -> Place:
    """Add a place; its country and part of it give the public holidays, its zone the midnight."""
    require(by, EDIT)
    place = Place(**facts)
    check_code(Place, place.code)
    _check(place)
    place.save()
    trail.record(by, "organisation.place.created", place)
    return place


@transaction.atomic
def edit_place(pk: int, *, by: Actor, version: int | None = None, **facts: Unpack[PlaceFacts]) -> Place:
    """Put right what is said of a place."""
    place = Undated.lock(Place, pk, by, version)
    changed = Undated.write(place, facts)
    _check(place)
    trail.record(by, "organisation.place.edited", place, fields=changed)
    return place


@transaction.atomic
def add_place_day(place_id: int, *, day: date, name: str, is_off: bool = True, by: Actor) -> PlaceDay:
    """Make a day off at a place, or a public holiday a day that is worked."""
    place = Undated.lock(Place, place_id, by)
    if place.own_days.filter(day=day).exists():
        raise DayTaken(day=day)
    own: PlaceDay = PlaceDay.objects.create(place=place, day=day, name=name, is_off=is_off)
    trail.record(by, "organisation.place_day.added", place, day=day, is_off=is_off)
    return own


@transaction.atomic
def remove_place_day(pk: int, *, by: Actor) -> None:
    """Take a place's own day out; the public calendar holds again."""
    own = (
        PlaceDay.objects.allowed(by, EDIT).select_related("place").select_for_update(of=("self",)).get(pk=pk)
    )
    own.delete()
    trail.record(by, "organisation.place_day.removed", own.place, day=own.day)


@transaction.atomic
def create_work_pattern(*, by: Actor, **facts: Unpack[PatternFacts]) -> WorkPattern:
    """Add a week: minutes for each weekday, Monday first."""
    require(by, EDIT)
    pattern = WorkPattern(**facts)
    check_code(WorkPattern, pattern.code)
    check_week(pattern.minutes)
    pattern.save()
    trail.record(by, "organisation.work_pattern.created", pattern)
    return pattern


@transaction.atomic
def edit_work_pattern(
    pk: int, *, by: Actor, version: int | None = None, **facts: Unpack[PatternFacts]
) -> WorkPattern:
    """Put a week right."""
    pattern = Undated.lock(WorkPattern, pk, by, version)
    changed = Undated.write(pattern, facts)
    check_week(pattern.minutes)
    trail.record(by, "organisation.work_pattern.edited", pattern, fields=changed)
    return pattern


def _check(place: Place) -> None:
    check_country(place.country, place.subdivision)
    check_time_zone(place.time_zone)
