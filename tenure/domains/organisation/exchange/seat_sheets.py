"""The sheet of seats: what they are, to whom they report, what they may be paid."""

from collections import defaultdict
from decimal import Decimal
from typing import Any, Final, NamedTuple

from django.utils.translation import gettext as _, gettext_lazy as lazy

from tenure.foundation.exchange import spans, values
from tenure.foundation.exchange.desk import Desk
from tenure.foundation.exchange.findings import Choice
from tenure.foundation.exchange.lookup import code_for, relations
from tenure.foundation.exchange.sheets import Column, Given, Sheet
from tenure.foundation.exchange.values import one_of, text

FROZEN: Final = "frozen"


class SeatRow(NamedTuple):
    """One row about a seat, held back until all rows about it are known."""

    given: Given
    facts: dict[str, Any]
    reports_to: str


def _seat(given: Given, desk: Desk) -> None:
    code = seat_code(given.get("code"))
    facts = given.only("title", "capacity", "state") | relations(
        given, desk, "job", "level", "unit", "place", "cost_centre"
    )
    desk.put("position", (code,), {"is_pooled": given.get("pooled", False)}, given.source)
    rows = desk.aside.setdefault("seats", defaultdict(list))
    rows[code].append(SeatRow(given, facts, given.get("reports_to", "")))
    _pay(given, desk, code)


def seat_code(words: str) -> str:
    """Give the code of a seat."""
    return code_for(words, 80)


def _pay(given: Given, desk: Desk, code: str) -> None:
    low, high, currency = given.get("pay_minimum"), given.get("pay_maximum"), given.get("pay_currency")
    if low is None or high is None or not currency:
        return
    if high < low:
        words = _("The pay range ends (%(high)s) below where it begins (%(low)s). Park leaves it out.")
        desk.warn(
            given.at("pay_maximum"), "pay_range_reversed", words % {"low": low, "high": high}, Choice.PARK
        )
        return
    facts = {"minimum": low, "maximum": high, "currency": currency, "period": given.get("pay_period", "year")}
    if ((code,),) not in desk.undated["position_pay"] and ((code,),) not in desk.pieces["position_pay"]:
        spans.hold(given, desk, "position_pay", ((code,),), facts)


def settle_shared(desk: Desk) -> None:
    """Let every seat hold; one that several rows name is a shared seat, if that is accepted."""
    seats: dict[str, list[SeatRow]] = desk.aside.get("seats", {})
    for code, rows in seats.items():
        first, *more = _in_use_first(rows)
        capacity = first.facts.get("capacity", Decimal(1))
        for row in more:
            words = _(
                "%(code)s stands on several rows. Accept makes one shared seat, skip leaves the later row out."
            )
            chosen = desk.warn(
                row.given.source, "seat_twice", words % {"code": code}, Choice.ACCEPT, Choice.SKIP
            )
            if chosen == Choice.ACCEPT and row.facts.get("state") != FROZEN:
                capacity += row.facts.get("capacity", Decimal(1))
        facts = {**first.facts, "capacity": capacity}
        spans.hold(first.given, desk, "position_term", ((code,),), facts)


def settle_reports(desk: Desk) -> None:
    """Say to which seat each seat reports; unknown seats and rings are listed and parked."""
    seats: dict[str, list[SeatRow]] = desk.aside.get("seats", {})
    above = {code: _above(code, _in_use_first(rows)[0], desk) for code, rows in seats.items()}
    for code, rows in seats.items():
        first = _in_use_first(rows)[0]
        for row in rows:
            if row is not first:
                _above(code, row, desk)
        chain = _ring(code, above)
        if chain:
            words = _("%(code)s would report to itself: %(chain)s. Park leaves it at the top.")
            told = {"code": code, "chain": " → ".join(chain)}
            desk.warn(first.given.at("reports_to"), "reports_ring", words % told, Choice.PARK)
        elif first.reports_to:
            first.facts["reports_to"] = (above[code],) if above[code] else None


def _above(code: str, row: SeatRow, desk: Desk) -> str:
    if not row.reports_to:
        return ""
    wanted = seat_code(row.reports_to)
    is_there = (wanted,) in desk.drafts["position"] or desk.index.pk("position", (wanted,)) is not None
    if is_there and wanted != code:
        return wanted
    told = {"code": code, "wanted": row.reports_to}
    words = _("%(code)s reports to %(wanted)s, which is nowhere to be found. Park leaves it at the top.")
    weight = "reports_ring" if wanted == code else "reports_to_unknown"
    desk.warn(row.given.at("reports_to"), weight, words % told, Choice.PARK)
    return ""


def _ring(code: str, above: dict[str, str]) -> list[str]:
    chain, at = [code], above.get(code, "")
    while at and at not in chain:
        chain.append(at)
        at = above.get(at, "")
    return [*chain, code] if at == code else []


def _in_use_first(rows: list[SeatRow]) -> list[SeatRow]:
    return sorted(rows, key=lambda row: row.facts.get("state") == FROZEN)


SHEETS: Final = (
    Sheet(
        "positions",
        lazy("Positions"),
        lazy("Seats, with or without people: title, unit, what they report to, range of pay."),
        (
            Column(
                "code",
                lazy("Code"),
                text(300),
                required=True,
                also=("position id", "post unique reference"),
                example="P-17",
            ),
            Column(
                "title",
                lazy("Title"),
                text(300),
                required=True,
                also=("job title", "position"),
                example="Analyst",
            ),
            Column("unit", lazy("Unit"), text(300), also=("department",)),
            Column("reports_to", lazy("Reports to position"), text(300), also=("reports to senior post",)),
            Column("job", lazy("Job"), text(200)),
            Column("level", lazy("Level"), text(160), also=("grade", "grade (or equivalent)")),
            Column("place", lazy("Place"), also=("location",)),
            Column("cost_centre", lazy("Cost centre"), also=("cost center",)),
            Column("capacity", lazy("Capacity in full-time equivalents"), values.number(2), also=("fte",)),
            Column("pooled", lazy("Stands for many alike"), values.yes_or_no),
            Column(
                "state", lazy("State"), one_of({"approved": (), "frozen": ()}), choices=("approved", "frozen")
            ),
            Column(
                "pay_minimum",
                lazy("Pay from"),
                values.number(),
                permission="pay.edit",
                also=("minimum", "pay floor"),
            ),
            Column(
                "pay_maximum",
                lazy("Pay to"),
                values.number(),
                permission="pay.edit",
                also=("maximum", "pay ceiling"),
            ),
            Column("pay_currency", lazy("Pay currency"), values.currency, permission="pay.edit"),
            Column(
                "pay_period",
                lazy("Pay period"),
                one_of({"year": (), "month": (), "hour": ()}),
                permission="pay.edit",
            ),
            *spans.SPAN,
        ),
        _seat,
        order=24,
        permission="organisation.edit",
    ),
)
