"""Turns invented careers into the rows of the import sheets: people, their jobs and their pay."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from tenure.foundation.access import Actor

from . import homes, lives, private
from .bringing import bring_in
from .careers import Career, Step
from .seats import WORKS, Seat, cost_centre, seats
from .structure import level_rank

SEATS = {seat.code: seat for seat in seats()}
Row = Mapping[str, object]
PATTERN = {"AIN-US": "FT40", "AIN-GB": "FT375", "AIN-DE": "FT40"}
PROBATION = timedelta(days=182)


def bring(found: Sequence[Career], by: Actor) -> None:
    """Bring everybody in, in one run."""
    holders = _Holders(found, by.today)
    bring_in(
        {
            "people": [_person(one, by.today) | private.of(one) for one in found],
            "assignments": [row for one in found for row in _jobs(one, holders)],
            "pay": [row for one in found for row in _pay(one)],
            "emergency-contacts": private.emergency(found),
            "addresses": homes.addresses(found, by.today),
            "qualifications": lives.qualifications(found),
            "dependants": lives.dependants(found, by.today),
        },
        by=by,
    )


class _Holders:
    """Who had which seat when; for those who work for a lead without a seat of their own."""

    def __init__(self, found: Sequence[Career], today: date) -> None:
        self._today = today
        self._steps = [(step, one) for one in found for step in one.steps]

    def over(self, seat: Seat, day: date) -> Career | None:
        """Give whoever leads a seat's team since a day and still does, or leads that lead."""
        code = seat.reports_to
        while code:
            lead = self._of(code, day)
            if lead and self._of(code, self._today) is lead:
                return lead
            code = SEATS[code].reports_to
        return None

    def _of(self, code: str, day: date) -> Career | None:
        there = (
            one
            for step, one in self._steps
            if step.seat.code == code and step.day <= day and one.works_on(day)
        )
        return next((one for one in there if _on(one, day).seat.code == code), None)


def _on(one: Career, day: date) -> Step:
    return [step for step in one.steps if step.day <= day][-1]


def _person(one: Career, today: date) -> dict[str, object]:
    named = one.called
    probation = one.hired + PROBATION if one.worker == "employee" else None
    return {
        "number": one.number,
        "name": named.full,
        "given_name": named.given,
        "family_name": named.family,
        "preferred_name": named.preferred,
        "pronouns": named.pronouns,
        "pronunciation": named.pronunciation,
        "work_email": one.email,
        "work_phone": private.work_phone(one),
        "hire_date": one.hired,
        "until": one.left,
        "end_reason": one.end_reason,
        "probation_until": probation if probation and probation > today - timedelta(days=120) else None,
        "legal_entity": one.entity,
        "worker_type": one.worker,
        "contract": "fixed_term" if one.contract_ends else "permanent",
        "contract_ends_on": one.contract_ends,
    }


def _jobs(one: Career, holders: _Holders) -> Iterator[Row]:
    for n, step in enumerate(one.steps):
        follows = one.steps[n + 1].day if n + 1 < len(one.steps) else one.left
        yield {"person": one.number, "from": step.day, "until": follows, **_job(one, step, holders)}


def _job(one: Career, step: Step, holders: _Holders) -> dict[str, object]:
    seat, work = step.seat, WORKS[step.work]
    return {
        "title": work.title,
        "job": work.code,
        "level": f"L{level_rank(work.level)}",
        "position": seat.code,
        "unit": seat.unit,
        "place": seat.site,
        "cost_centre": cost_centre(seat.unit, seat.site),
        "work_pattern": "PT4" if step.fte == "0.8" else PATTERN[one.entity],
        "fte": step.fte,
        "reason": step.reason,
        "manager": _manager(seat, step.day, holders),
    }


def _manager(seat: Seat, day: date, holders: _Holders) -> str:
    """Name the lead of whoever has no seat; all others follow their seats."""
    lead = None if seat.code else holders.over(seat, day)
    return lead.number if lead else ""


def _pay(one: Career) -> Iterator[Row]:
    for n, rise in enumerate(one.pay):
        yield {
            "person": one.number,
            "from": rise.day,
            "until": one.pay[n + 1].day if n + 1 < len(one.pay) else one.left,
            "pay_amount": rise.amount,
            "pay_currency": one.currency,
            "pay_period": rise.period,
            "reason": rise.reason,
        }
