"""Finds what was built on a run since: rows changed again, and rows that point at what it made."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db import connection
from django.db.models import Model
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tenure.foundation.access import Actor
from tenure.foundation.audit.history import past_of
from tenure.foundation.audit.models import Entry, Kind
from tenure.foundation.records.sensitivity import Sensitivity

from .reading import Deeds
from .registry import columns_to, is_derived, label_of, name_of

SHOWN: Final = 20
CLOSED: Final = frozenset({Sensitivity.CASE, Sensitivity.SPECIAL, Sensitivity.IDENTITY})


@dataclass(frozen=True)
class Built:
    """One thing that stands in the way of taking a run back, in words."""

    what: str
    which: str
    why: str

    def __str__(self) -> str:
        return f"{self.what}: {self.which} ({self.why})" if self.which else f"{self.what} ({self.why})"


def built_on(deeds: Sequence[Deeds], run: UUID, by: Actor) -> list[Built]:
    """List what was built on a run since it was done."""
    made = {one.model: one.made for one in deeds}
    return list(dict.fromkeys([*_changed_since(deeds, run, by), *_pointing_at(made, by)]))


def _changed_since(deeds: Sequence[Deeds], run: UUID, by: Actor) -> Iterator[Built]:
    for one in deeds:
        later = _later(one, run)
        told = _told(later.values())
        rows = one.model._default_manager.in_bulk(list(later)[:SHOWN])
        for key, after in list(later.items())[:SHOWN]:
            yield Built(_label(one.model), _which(rows.get(key), by), told.get(after) or _("changed since"))
        if len(later) > SHOWN:
            yield _more(one.model, len(later) - SHOWN)


def _later(one: Deeds, run: UUID) -> dict[int, UUID]:
    """Give the rows that another run touched after this one, with the last that did."""
    table = past_of(one.model)._meta.db_table
    sql = f"""
        SELECT DISTINCT ON (past.pgh_obj_id) past.pgh_obj_id, past.pgh_run
        FROM "{table}" past
        JOIN unnest(%s::bigint[], %s::bigint[]) AS mine(key, last)
          ON past.pgh_obj_id = mine.key AND past.pgh_id > mine.last
        WHERE past.pgh_run <> %s AND mine.key = ANY(%s)
        ORDER BY past.pgh_obj_id, past.pgh_id DESC
    """  # noqa: S608 — the name of a table of our own
    keys = list(one.last)
    with connection.cursor() as cursor:
        cursor.execute(sql, [keys, [one.last[key] for key in keys], run, list(one.all)])
        return dict(cursor.fetchall())


def _told(runs: Iterable[UUID]) -> dict[UUID, str]:
    """Say of runs what they were and when, by the trail."""
    entries = Entry.objects.filter(run__in=set(runs), kind=Kind.ACT).order_by("-pk")
    words = _("%(verb)s on %(day)s")
    return {one.run: words % {"verb": one.verb, "day": date_format(one.at)} for one in entries}


def _pointing_at(made: Mapping[type[Model], frozenset[int]], by: Actor) -> Iterator[Built]:
    for model, keys in made.items():
        for other, column in columns_to(model):
            if is_derived(other):
                continue
            rows = other._default_manager.filter(**{f"{column}__in": keys})
            mine = made.get(other, frozenset())
            rows = rows.exclude(pk__in=mine) if mine else rows
            count = rows.count() if keys else 0
            for row in rows[:SHOWN] if count else ():
                target = getattr(row, column.removesuffix("_id"), None)
                why = _("belongs to %(what)s, which the run made") % {"what": _which(target, by)}
                yield Built(_label(other), _which(row, by), why)
            if count > SHOWN:
                yield _more(other, count - SHOWN)


def _which(row: Model | None, by: Actor) -> str:  # noqa: ARG001 — what is closed is closed to everybody here
    if row is None or getattr(row, "sensitivity", Sensitivity.CASE) in CLOSED:
        return ""
    return name_of(row)


def _label(model: type[Model]) -> str:
    if getattr(model, "sensitivity", Sensitivity.CASE) in CLOSED:
        return _("confidential records")
    return label_of(model)


def _more(model: type[Model], count: int) -> Built:
    return Built(_label(model), "", _("and %(count)s more") % {"count": count})
