"""What a change of a dated fact would do, before anybody does it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from tenure.foundation.effective import acts
from tenure.foundation.effective.models import Effective
from tenure.foundation.ui.filters import date as words_of_day

from .dated import CHANGE


@dataclass(frozen=True)
class Planned:
    """The facts on the day of the change, before and after, and what else is touched, in words."""

    before: Mapping[str, Any]
    after: Mapping[str, Any]
    touched: tuple[str, ...]


def preview(row: Effective, *, on: date, act: str, facts: Mapping[str, Any], known: Q) -> Planned:
    """Work out a change from a day, or a correction of the row, changing nothing.

    ``known`` names the rows that the reader may know of.
    """
    new = {name: value for name, value in facts.items() if name in row.facts}
    is_change = act == CHANGE
    effect = acts.plan_change(row, on, **new) if is_change else acts.plan_correction(row, **new)
    day = on if is_change else row.valid_from
    before = row.siblings().filter(valid__contains=day).first() or row
    reached = type(row).objects.filter(known, pk__in=effect.reached).in_order()
    texts = [
        _("The entry from %s carried the old value and follows.") % words_of_day(r.valid_from)
        for r in reached
    ]
    was = {name: getattr(before, name) for name in row.facts}
    return Planned(was, {**was, **new}, tuple(texts))
