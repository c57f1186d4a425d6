"""How rows say from when until when."""

from datetime import date, timedelta
from typing import Any, Final

from django.utils.translation import gettext as _, gettext_lazy as lazy

from tenure.foundation.exchange import values
from tenure.foundation.exchange.desk import Desk, Piece
from tenure.foundation.exchange.sheets import Column, Given
from tenure.foundation.exchange.targets import Key

FROM: Final = Column(
    "from",
    lazy("From"),
    values.day,
    lazy("The first day on which this holds."),
    also=("from date", "start date", "effective date", "valid from", "start"),
    example="2026-03-01",
)
UNTIL: Final = Column(
    "until",
    lazy("Until (not included)"),
    values.day,
    lazy("The first day on which it holds no more; blank while it goes on."),
    also=("to date", "valid until"),
)
LAST_DAY: Final = Column(
    "last_day",
    lazy("Last day"),
    values.day,
    lazy("The last day on which this holds."),
    also=("end date", "end", "valid to"),
)
SPAN: Final = (FROM, UNTIL, LAST_DAY)


def end_of(given: Given) -> date | None:
    """Give the day on which a row holds no more, however the file says it."""
    if given.has("last_day"):
        day: date = given.get("last_day")
        return day + timedelta(days=1)
    until: date | None = given.get("until")
    return until


def is_possible(given: Given, desk: Desk) -> bool:
    """Report a row that ends before it begins."""
    start, end = given.get("from"), end_of(given)
    if start is None or end is None or start <= end:
        return True
    words = _("It ends on %(end)s, before it begins on %(start)s.")
    desk.error(given.at("until"), "ends_before_start", words % {"start": start, "end": end})
    return False


def hold(given: Given, desk: Desk, target: str, key: Key, facts: dict[str, Any]) -> None:
    """Let facts hold for the time the row says; without a start, as long as the files speak of."""
    if not given.has("from"):
        desk.hold_always(target, key, facts, given.source)
    elif is_possible(given, desk):
        desk.hold(target, key, Piece(given.get("from"), end_of(given), facts, given.source))
