"""What a change of a dated fact would do, before anybody does it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tenure.foundation.access import Actor
from tenure.foundation.effective import acts
from tenure.foundation.effective.models import Effective
from tenure.foundation.ui.filters import date as words_of_day


@dataclass(frozen=True)
class Planned:
    """The facts on the day of the change, before and after, and the later rows that follow."""

    before: Mapping[str, Any]
    after: Mapping[str, Any]
    touched: tuple[str, ...]


@transaction.atomic
def preview(by: Actor, row: Effective, *, on: date, act: str, facts: Mapping[str, Any]) -> Planned:
    """Work out a change ("change") from a day, or a correction ("correct") of the row, changing nothing."""
    known = {name: value for name, value in facts.items() if name in row.facts}
    is_change = act == "change"
    effect = acts.plan_change(row, on, **known) if is_change else acts.plan_correction(row, **known)
    day = on if is_change else row.valid_from
    before = (
        type(row)._default_manager.filter(pk__in=row.siblings().values("pk"), valid__contains=day).first()
        or row
    )
    planned = {name: facts.get(name, getattr(before, name)) for name in row.facts}
    reached = type(row).objects.filter(pk__in=effect.reached).in_order()
    if not by.holds("people.plan"):
        reached = reached.filter(valid_from__lte=by.today)
    texts = [
        _("The entry from %s carried the old value and follows.") % words_of_day(r.valid_from)
        for r in reached
    ]
    return Planned({name: getattr(before, name) for name in row.facts}, planned, tuple(texts))
