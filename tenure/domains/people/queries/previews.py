"""What a change of a dated fact would do, before anybody does it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q

from tenure.domains.organisation.scopes import planned
from tenure.foundation.access import Actor
from tenure.foundation.effective.models import Effective
from tenure.foundation.forms import previews
from tenure.foundation.forms.previews import Planned


@transaction.atomic
def preview(by: Actor, row: Effective, *, on: date, act: str, facts: Mapping[str, Any]) -> Planned:
    """Work out a change ("change") from a day, a correction ("correct") of the row, or its rescission ("rescind").

    Nothing is changed. Raises ``NothingHolds`` for a change from a day on which nothing is known.
    """
    known = Q(valid_from__lte=by.today) | planned(type(row), by)
    return previews.preview(by, row, on=on, act=act, facts=facts, known=known)
