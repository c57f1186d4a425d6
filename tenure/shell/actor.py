"""Builds whoever acts: for pages, the API, the command line and jobs alike."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo, available_timezones

from django.db.models import DateField, Exists, ExpressionWrapper, OuterRef, Subquery, Value
from django.utils import timezone

from tenure.foundation.access import Actor, Held
from tenure.foundation.identity.models import User
from tenure.foundation.identity.rights import rights_of
from tenure.foundation.identity.scopes import EVERYONE

DAY = timedelta(days=1)


class Standing(NamedTuple):
    """An actor, and what only the edge asks about: the time zone and the need of a second factor."""

    actor: Actor
    zone: str
    needs_second_factor: bool


@dataclass(frozen=True)
class _Somebody:
    """The person of an account: where it is which day for them, and on which days they work here."""

    person_id: int | None = None
    name: str = ""
    zone: str = ""
    works_on: frozenset[date] = frozenset()


def actor_for(
    user: User,
    *,
    channel: str,
    today: date | None = None,
    scopes: Iterable[str] | None = None,
    request_id: str = "",
) -> Actor | None:
    """Build the actor of an account with the rights of its day; a disabled account is nobody."""
    found = standing(user, channel=channel, today=today, scopes=scopes, request_id=request_id)
    return found.actor if found else None


def standing(
    user: User,
    *,
    channel: str,
    today: date | None = None,
    scopes: Iterable[str] | None = None,
    request_id: str = "",
) -> Standing | None:
    """Build the actor and what the edge needs beside it, in three queries; open emergencies are a fourth."""
    if not user.is_active:
        return None
    from tenure.domains.people.queries.glass import GLASS, opened

    now = timezone.now()
    somebody = _somebody(user, now, today)
    zone = _known_zone(user.time_zone or somebody.zone)
    day = today or now.astimezone(ZoneInfo(zone)).date()
    rights = rights_of(user.pk, day, implied=day in somebody.works_on)
    held = rights.held
    if any(one.permission == GLASS for one in held):
        held += opened(user.pk)
    actor = Actor(
        user_id=user.pk,
        person_id=somebody.person_id,
        today=day,
        held=held,
        channel=channel,
        scopes=None if scopes is None else frozenset(scopes),
        request_id=request_id,
        label=somebody.name or user.email,
    )
    return Standing(actor, zone, rights.second_factor)


def system_actor(label: str, *permissions: str, channel: str = "job", today: date | None = None) -> Actor:
    """Build the actor of a job or a command: the named permissions over everyone, and no other."""
    held = tuple(Held(code, EVERYONE) for code in permissions)
    return Actor(None, None, today or timezone.localdate(), held, channel, label=label)


def _somebody(user: User, now: datetime, today: date | None) -> _Somebody:
    """Find the person, and which of the days that it may be somewhere on earth are working days here."""
    from tenure.domains.people.models import Assignment, Employment, Person

    middle = today or now.astimezone(UTC).date()
    days = (middle - DAY, middle, middle + DAY)
    contracts = Employment.objects.filter(person=OuterRef("pk"))
    places = Assignment.objects.as_of(middle).filter(person=OuterRef("pk"), primary=True)
    row = (
        Person.objects.filter(user_id=user.pk)
        .annotate(
            zone=Subquery(places.values("place__time_zone")[:1]),
            **{
                f"works_{i}": Exists(contracts.filter(valid__contains=_day(day)))
                for i, day in enumerate(days)
            },
        )
        .values("pk", "name", "preferred_name", "zone", "works_0", "works_1", "works_2")
        .first()
    )
    if row is None:
        return _Somebody()
    works = frozenset(day for i, day in enumerate(days) if row[f"works_{i}"])
    return _Somebody(row["pk"], row["preferred_name"] or row["name"], row["zone"] or "", works)


def _day(day: date) -> "ExpressionWrapper[Any]":
    return ExpressionWrapper(Value(day), output_field=DateField())


@cache
def _zones() -> frozenset[str]:
    """Give the known time zones; finding them reads hundreds of files."""
    return frozenset(available_timezones())


def _known_zone(name: str) -> str:
    return name if name in _zones() else timezone.get_default_timezone_name()
