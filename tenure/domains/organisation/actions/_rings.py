"""Finds seats that would report to one another."""

from datetime import date
from typing import NamedTuple

from django.db import connection
from django.utils.translation import gettext_lazy as _

from tenure.foundation.refusal import Refused

from ..models import PositionTerm
from ..rules import Named, name_on

# Climbs from one seat, day by day: a step is taken only on days on which both links hold.
CLIMB = """
WITH RECURSIVE up(seat, span, chain) AS (
    SELECT reports_to_id, valid, ARRAY[position_id, reports_to_id]
    FROM organisation_positionterm
    WHERE position_id = %(seat)s AND reports_to_id IS NOT NULL AND NOT isempty(valid)
  UNION
    SELECT above.reports_to_id, up.span * above.valid, up.chain || above.reports_to_id
    FROM up JOIN organisation_positionterm above ON above.position_id = up.seat AND above.valid && up.span
    WHERE above.reports_to_id IS NOT NULL AND up.seat <> %(seat)s
      AND (above.reports_to_id = %(seat)s OR above.reports_to_id <> ALL(up.chain))
)
SELECT chain, lower(span) FROM up WHERE seat = %(seat)s ORDER BY lower(span) LIMIT 1
"""


class SeatUnderItself(Refused):
    message = _("From {day} on, {seat} would report to itself: {chain}.")


class Ring(NamedTuple):
    chain: list[int]
    day: date


def check_rings(seat: int) -> None:
    """Refuse when a seat reports, over however many others, to itself on some day."""
    with connection.cursor() as cursor:
        cursor.execute(CLIMB, {"seat": seat})
        found = cursor.fetchone()
    if found is not None:
        ring = Ring(*found)
        names = _names(ring)
        raise SeatUnderItself(day=ring.day, seat=names[seat], chain=" → ".join(names[i] for i in ring.chain))


def _names(ring: Ring) -> dict[int, str]:
    terms = PositionTerm.objects.filter(position_id__in=ring.chain)
    rows = terms.values_list("position_id", "title", "valid_from")
    return name_on((Named(*row) for row in rows), ring.day)
