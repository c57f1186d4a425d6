"""Builds whoever acts: for pages, the API, the command line and jobs alike."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo, available_timezones

from django.db import connection
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


# Asked with every request: to put it together anew each time took longer than to answer it.
_WHO: Final = """
    SELECT person.id, coalesce(nullif(person.preferred_name, ''), person.name),
        (SELECT place.time_zone
         FROM people_assignment assignment JOIN organisation_place place ON place.id = assignment.place_id
         WHERE assignment.person_id = person.id AND assignment.primary AND assignment.valid @> %(day)s::date
         LIMIT 1),
        ARRAY(SELECT day FROM unnest(%(days)s::date[]) day
              WHERE EXISTS (SELECT FROM people_employment employment
                            WHERE employment.person_id = person.id AND employment.valid @> day))
    FROM people_person person WHERE person.user_id = %(user)s
"""


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
    middle = today or now.astimezone(UTC).date()
    days = [middle - DAY, middle, middle + DAY]
    with connection.cursor() as cursor:
        cursor.execute(_WHO, {"user": user.pk, "day": middle, "days": days})
        row = cursor.fetchone()
    if row is None:
        return _Somebody()
    person, name, zone, works = row
    return _Somebody(person, name, zone or "", frozenset(works))


@cache
def _zones() -> frozenset[str]:
    """Give the known time zones; finding them reads hundreds of files."""
    return frozenset(available_timezones())


def _known_zone(name: str) -> str:
    return name if name in _zones() else timezone.get_default_timezone_name()
