"""What a change of a unit or a seat would do, and what it touches, before anybody does it."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _, ngettext

from tenure.foundation.access import Actor
from tenure.foundation.effective.models import Effective
from tenure.foundation.forms import previews
from tenure.foundation.forms.previews import Planned
from tenure.foundation.forms.touches import Move, Touch

from ..models import PositionTerm, UnitLine, UnitTerm
from ..scopes import known_on, planned


@transaction.atomic
def preview(by: Actor, row: Effective, *, on: date, act: str, facts: Mapping[str, Any]) -> Planned:
    """Work out a change ("change") from a day, or a correction ("correct") of the row, changing nothing."""
    known = Q(valid_from__lte=by.today) | planned(type(row), by)
    return previews.preview(by, row, on=on, act=act, facts=facts, known=known)


def touched(by: Actor, move: Move) -> Iterator[Touch]:
    """Name the units and seats that move along with a unit or a seat."""
    row = move.row
    if isinstance(row, UnitTerm):
        url = reverse("organisation-unit", args=[row.unit.uid])
        yield from (Touch("units", text, url) for text in _of_unit(by, row, move.on, move.changed))
    elif isinstance(row, PositionTerm):
        url = reverse("organisation-position", args=[row.position.uid])
        yield from (Touch("positions", text, url) for text in _of_seat(by, row, move.on, move.changed))


def _of_unit(by: Actor, row: UnitTerm, on: date, changed: frozenset[str]) -> Iterator[str]:
    if "parent" not in changed:
        return
    day = min(on, by.today)
    lines = UnitLine.objects.as_of(day).filter(path__contains=[row.unit_id])
    units = lines.exclude(unit=row.unit_id).count()
    seats = PositionTerm.objects.as_of(day).filter(unit__in=lines.values("unit_id")).count()
    if units:
        yield ngettext("%(n)s unit below it moves along.", "%(n)s units below it move along.", units) % {
            "n": units
        }
    if seats:
        yield ngettext("%(n)s position in it moves along.", "%(n)s positions in it move along.", seats) % {
            "n": seats
        }
    yield _("Rights that are given over a unit follow what stands below it.")


def _of_seat(by: Actor, row: Any, on: date, changed: frozenset[str]) -> Iterator[str]:
    below = PositionTerm.objects.filter(known_on(PositionTerm, by, on), reports_to=row.position_id).count()
    if "reports_to" in changed and below:
        yield ngettext(
            "%(n)s position that reports to it moves along.",
            "%(n)s positions that report to it move along.",
            below,
        ) % {"n": below}
    if "reports_to" in changed:
        yield _("The reporting lines of whoever sits in it follow, unless a manager is set by hand.")
