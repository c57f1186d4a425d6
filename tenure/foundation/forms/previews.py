"""What a change of a dated fact would do, before anybody does it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Q
from django.utils.translation import gettext as _

from tenure.foundation.access import Actor
from tenure.foundation.effective import acts
from tenure.foundation.effective.models import Effective
from tenure.foundation.ui.filters import date as words_of_day

from . import touches
from .dated import CHANGE, CORRECT
from .touches import Move, Touch

RESCIND: Final = "rescind"
ENTRIES: Final = "entries"


@dataclass(frozen=True)
class Planned:
    """The facts on the day of the change, before and after, until when, and what else is touched."""

    before: Mapping[str, Any]
    after: Mapping[str, Any]
    touched: tuple[Touch, ...]
    until: date | None = None


def preview(by: Actor, row: Effective, *, on: date, act: str, facts: Mapping[str, Any], known: Q) -> Planned:
    """Work out a change from a day, a correction or a rescission of the row, changing nothing.

    ``known`` names the rows that the reader may know of.
    """
    new = {name: value for name, value in facts.items() if name in row.facts}
    effect = _effect(row, on, act, new)
    day = on if act == CHANGE else row.valid_from
    before = row.siblings().filter(valid__contains=day).first() or row
    was = {name: getattr(before, name) for name in row.facts}
    after = _hidden(row) if act == RESCIND else {**was, **new}
    told = set(type(row).objects.filter(known, pk__in=[one.key for one in effect.before]).values_list("pk"))
    keys = {key for (key,) in told}
    move = Move(row, act, day, _until(effect, day, keys, by.today), was, after)
    lines = (*_reached(effect, keys), *_stopped(effect, move, keys))
    return Planned(was, after, (*lines, *touches.of(by, move)), move.until)


def _effect(row: Effective, on: date, act: str, new: Mapping[str, Any]) -> acts.Effect:
    if act == CORRECT:
        return acts.plan_correction(row, **new)
    return acts.plan_change(row, on, **new) if act == CHANGE else acts.plan_rescission(row)


def _hidden(row: Effective) -> dict[str, Any]:
    """Give the facts of the row before, which hold again once this one is taken out."""
    earlier = row.siblings().exclude(valid__isempty=True).filter(valid_from__lt=row.valid_from)
    back = earlier.order_by("valid_from").last()
    return {name: getattr(back, name) if back else None for name in row.facts}


def _until(effect: acts.Effect, day: date, keys: set[int], today: date) -> date | None:
    """Give the first day on which the rows are again as they were before, as far as it may be told."""
    new = [one.end for one in effect.outcome.rows if one not in effect.before]
    ends = [end for end in new if end is not None and end > day]
    known = {one.start for one in effect.before if one.key in keys}
    last = max(ends, default=None)
    return last if None not in new and last and (last <= today or last in known) else None


def _reached(effect: acts.Effect, keys: set[int]) -> Iterator[Touch]:
    for one in effect.before:
        if one.key in effect.reached and one.key in keys:
            text = _("The entry from %s carried the old value and follows.") % words_of_day(one.start)
            yield Touch(ENTRIES, text)


def _stopped(effect: acts.Effect, move: Move, keys: set[int]) -> Iterator[Touch]:
    """Name the first later row of each changed fact that changes it itself, and so stays as it is."""
    columns = {type(move.row)._meta.get_field(name).attname for name in move.changed}  # type: ignore[union-attr]
    for earlier, one in zip(effect.before, effect.before[1:], strict=False):
        own = {name for name in columns if one.facts[name] != earlier.facts[name]}
        if one.start > move.on and own and one.key in keys:
            columns -= own
            text = _("The entry from %s says something of its own and stays as it is.")
            yield Touch(ENTRIES, text % words_of_day(one.start))
