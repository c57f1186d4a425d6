"""The writes that all dated records of the organisation have in common."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any, Generic, TypeVar
from zlib import crc32

from django.db import connection
from django.utils.translation import gettext_lazy as _

from tenure.foundation.access import Actor
from tenure.foundation.effective import acts
from tenure.foundation.effective.models import Effective
from tenure.foundation.refusal import Clash, Refused

from ..rules import life
from ._checks import EDIT, NothingChanges

E = TypeVar("E", bound=Effective)
Facts = Mapping[str, Any]


class GoesOn(Refused):
    message = _("Something is planned from {day} on. Take that out first, or choose a later last day.")


class NeverBegan(Refused):
    message = _("It would end before it began, on {day}. Rescind it instead if it never was.")


class LastOne(Refused):
    message = _("This is all that is known of it. Close it instead, or correct it.")


def check_life(row: Effective, seen: int | None) -> None:
    """Refuse a form that was opened before any row of the same owner changed."""
    acts.lock_owner(row)
    rows = row.siblings().values_list("pk", "version")
    if seen is not None and seen != life(rows):
        raise Clash


@dataclass(frozen=True)
class Why:
    """The reason that a row carries."""

    reason: str = ""
    why: str = ""


class Tree:
    """Holds back other moves in one tree until this one is done, so that two make no ring."""

    @staticmethod
    def hold(name: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [crc32(f"organisation.{name}".encode())])


class Dated(Generic[E]):
    """Rows of one model that follow one another."""

    def __init__(self, model: type[E]) -> None:
        self.model = model

    def newest(self, by: Actor, permission: str = EDIT, **owner: int) -> E:
        """Give the last row of an owner, if the actor may change it."""
        reachable = self.model._default_manager.allowed(by, permission)
        row: E | None = reachable.filter(**owner).order_by("valid_from").last()
        if row is None:
            raise self.model.DoesNotExist
        return row

    def change(self, row: E, since: date, facts: Facts, why: Why) -> E:
        """From a day on, let facts hold that differ."""
        acts.lock_owner(row)
        held = next((one for one in row.siblings() if one.holds_on(since)), None)
        if held is not None and _says(held, facts):
            raise NothingChanges
        return acts.change_from(row, since, stamp=asdict(why), **facts)

    def correct(self, row: E, facts: Facts, why: Why) -> E:
        """Put a row right."""
        if _says(row, facts):
            raise NothingChanges
        return acts.correct(row, stamp=asdict(why), **facts)

    def rescind(self, row: E) -> None:
        """Take a row out that never was true."""
        if row.siblings().count() == 1:
            raise LastOne
        acts.rescind(row)

    def end(self, row: E, last_day: date, why: Why) -> E:
        """Let the last row end; nothing may be planned after it."""
        acts.lock_owner(row)
        after = last_day + timedelta(days=1)
        *before, last = row.siblings().order_by("valid_from")
        if last.valid_from >= after:
            raise GoesOn(day=last.valid_from) if before else NeverBegan(day=last.valid_from)
        last.valid_until, last.reason, last.why = after, why.reason, why.why
        last.save(update_fields=["valid_until", "reason", "why"])
        ended: E = last
        return ended

    def put(self, since: date, facts: Facts, **owner: int) -> E:
        """Let facts hold from a day on, whether or not anything held before."""
        fresh = self.model(**owner, **facts, valid_from=since)
        acts.lock_owner(fresh)
        rows = list(fresh.siblings().order_by("valid_from"))
        held: E | None = next((row for row in rows if row.holds_on(since)), None)
        if held is not None:
            return acts.change_from(held, since, **facts)
        fresh.valid_until = next((row.valid_from for row in rows if row.valid_from > since), None)
        return acts.begin(fresh)


def _says(row: Effective, facts: Facts) -> bool:
    return all(getattr(row, name) == value for name, value in facts.items())
