"""Those beside the staff: contractors, agency workers, interns, and those who start soon."""

from collections.abc import Iterable
from datetime import timedelta

from . import company, raises
from .careers import Career, Inventor, Raise, Step, working_day
from .seats import Seat, seats

RATES = {"contractor": (450, "day"), "agency": (24, "hour"), "intern": (3100, "month")}
KINDS = ("contractor",) * 7 + ("agency",) * 6 + ("intern",) * 5
STARTERS, LEFT_VACANT = 4, 4
# Where agency workers share one seat.
POOL = Seat("OPS-MFG-BOS-AGENCY", "TEC", "OPS-MFG", "BOS", "OPS-MFG-BOS-01")


def beside(inventor: Inventor, staff: list[Career]) -> list[Career]:
    """Invent everybody who works here otherwise, and who will fill seats that are vacant now."""
    found = [_worker(inventor, kind, n) for n, kind in enumerate(KINDS)]
    return found + [_starter(inventor, seat, n) for n, seat in enumerate(_vacant(inventor, staff))]


def _worker(inventor: Inventor, kind: str, n: int) -> Career:
    """Invent somebody without a seat of their own, working for the lead of a team."""
    team = company.TEAMS[(n * 5 + 3) % len(company.TEAMS)]
    where = Seat(
        "",
        team.members[0][0] if team.members else team.lead,
        team.unit,
        team.site,
        f"{team.unit}-{team.site}-01",
    )
    seat = POOL if kind == "agency" else where
    days = (8, 28) if kind == "intern" else (30, 300)
    hired = working_day(inventor.today - timedelta(days=inventor.random.randint(*days)))
    one = inventor.career(seat, hired, hired)
    one.steps = one.steps[:1]
    one.worker = kind
    one.contract_ends = inventor.today + timedelta(days=inventor.random.randint(15, 200))
    one.left = one.contract_ends + timedelta(days=1) if kind == "intern" else None
    one.end_reason = "end_of_contract" if kind == "intern" else ""
    if kind == "intern":
        one.born = hired - timedelta(days=inventor.random.randint(365 * 20, 365 * 26))
    amount, period = RATES[kind]
    one.pay = [Raise(hired, int(amount * company.PAY_FACTOR[one.country]), "", period)]
    return one


def _vacant(inventor: Inventor, staff: Iterable[Career]) -> list[Seat]:
    taken = {one.last_seat.code for one in staff if one.left is None}
    vacant = [seat for seat in seats() if seat.code not in taken]
    inventor.random.shuffle(vacant)
    return vacant[: min(STARTERS, len(vacant) - LEFT_VACANT)]


def _starter(inventor: Inventor, seat: Seat, n: int) -> Career:
    soon = (1, 5) if n == 0 else (9, 50)
    starts = working_day(inventor.today + timedelta(days=inventor.random.randint(*soon)))
    one = inventor.career(seat, starts, starts)
    one.steps = [Step(one.hired, seat, seat.work)]
    one.pay = raises.of(one, inventor.today, inventor.random)
    return one
