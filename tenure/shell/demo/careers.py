"""Invented careers: who sits where since when, what changed, who left, who is still to come.

Pure: a seed and a day in, careers out; the same seed and day give the same company.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from dateutil.relativedelta import relativedelta

from . import company
from .cast import CAST
from .names import Called, invent
from .seats import ENTITIES, SITES, WORKS, Seat, seats

VACANT_SHARE, CHANGED_SHARE, CHANGED_LEADS = 0.075, 0.33, 0.3
FOUR_YEARS = 365 * 4
JUNIOR = {high: low for low, high in company.PROMOTIONS.items()}


@dataclass(frozen=True)
class Step:
    """From a day on: the seat, the job done in it, the share of full time, and why."""

    day: date
    seat: Seat
    work: str
    fte: str = "1"
    reason: str = ""


@dataclass(frozen=True)
class Raise:
    """From a day on: what is paid, for how long."""

    day: date
    amount: int
    reason: str
    period: str = "year"


@dataclass
class Career:
    """One person's time with the company."""

    called: Called
    born: date
    hired: date
    steps: list[Step]
    pay: list[Raise] = field(default_factory=list)
    left: date | None = None
    end_reason: str = ""
    worker: str = "employee"
    contract_ends: date | None = None
    number: str = ""
    email: str = ""

    @property
    def site(self) -> str:
        return self.steps[-1].seat.site

    @property
    def country(self) -> str:
        return SITES[self.site].country

    @property
    def entity(self) -> str:
        return SITES[self.site].entity

    @property
    def currency(self) -> str:
        return ENTITIES[self.entity].currency

    @property
    def last_seat(self) -> Seat:
        return self.steps[-1].seat

    def works_on(self, day: date) -> bool:
        """Say whether this person works here on a day."""
        return self.hired <= day and (self.left is None or day < self.left)


@dataclass
class Inventor:
    """Invents one person after the other; no two have one name."""

    today: date
    random: Random
    names: set[str] = field(default_factory=lambda: {one.full for one in CAST.values()})

    def name(self, country: str) -> Called:
        while True:
            called = invent(country, self.random)
            if called.full not in self.names:
                self.names.add(called.full)
                return called

    def career(self, seat: Seat, hired: date, until: date, called: Called | None = None) -> Career:
        """Invent somebody who comes into a seat on a day and is followed until another."""
        hired = working_day(hired)
        called = called or self.name(SITES[seat.site].country)
        least = 32 if seat.is_lead else 19 if WORKS[seat.work].level == "Associate" else 22
        born = hired - timedelta(days=self.random.randint(365 * least, 365 * (least + 22)))
        one = Career(called, born, hired, [])
        self._grow(one, seat, until)
        return one

    def _grow(self, one: Career, seat: Seat, until: date) -> None:
        junior = JUNIOR.get(seat.work)
        promoted = self._promotion_day(one.hired, until) if junior else None
        one.steps.append(Step(one.hired, seat, junior if promoted and junior else seat.work))
        if promoted:
            one.steps.append(Step(promoted, seat, seat.work, reason="promotion"))
        last = one.steps[-1]
        day = first_of_month(last.day + timedelta(days=self.random.randint(120, 900)))
        if day < until and not seat.is_lead and self.random.random() < 0.12:
            one.steps.append(Step(day, seat, last.work, self.random.choice(("0.8", "0.6", "0.5")), "hours"))

    def _promotion_day(self, hired: date, until: date) -> date | None:
        first, last = hired + timedelta(days=400), until - timedelta(days=60)
        if last <= first or self.random.random() < 0.35:
            return None
        return first_of_month(first + timedelta(days=self.random.randint(0, (last - first).days)))

    def leaver(self, seat: Seat, until: date) -> Career:
        """Invent somebody who had a seat until a day."""
        one = self.career(seat, until - timedelta(days=self.random.randint(200, 2200)), until)
        one.left = until
        reasons = ("resignation", "resignation", "resignation", "mutual", "dismissal", "redundancy")
        is_old = (until - one.born).days > 365 * 63
        one.end_reason = "retirement" if is_old else self.random.choice(reasons)
        return one

    def fill(self, seat: Seat) -> list[Career]:
        """Invent who has, and who had, a seat."""
        share = self.random.random()
        if seat.code in CAST:
            hired = self.today - timedelta(days=self.random.randint(900, 3000) * (2 if seat.is_lead else 1))
            return [self.career(seat, hired, self.today, CAST[seat.code])]
        if share < VACANT_SHARE and not seat.is_lead:
            return [self.leaver(seat, self.today - timedelta(days=self.random.randint(5, 120)))]
        if share < (CHANGED_LEADS if seat.is_lead else CHANGED_SHARE):
            return self._changed(seat)
        years = (
            self.random.randint(FOUR_YEARS, 365 * 14) if seat.is_lead else self.random.randint(60, 365 * 9)
        )
        return [self.career(seat, self.today - timedelta(days=years), self.today)]

    def _changed(self, seat: Seat) -> list[Career]:
        changed = self.today - timedelta(days=self.random.randint(90, FOUR_YEARS - 60))
        gap = timedelta(days=self.random.randint(10, 60))
        return [self.leaver(seat, changed), self.career(seat, changed + gap, self.today)]


def careers(today: date, *, seed: int = 20) -> list[Career]:
    """Invent everybody who works, worked or will work here, numbered as they came."""
    from . import moves, others, raises

    inventor = Inventor(today, Random(seed))
    found = [one for seat in seats() for one in inventor.fill(seat)]
    moves.let_move(found, today)
    for one in found:
        one.pay = raises.of(one, today, inventor.random)
    found += others.beside(inventor, found)
    found.sort(key=lambda one: one.hired)
    for n, one in enumerate(found, start=1001):
        one.number = str(n)
    _give_addresses(found)
    return found


def _give_addresses(found: list[Career]) -> None:
    taken: dict[str, int] = {}
    for one in found:
        plain = one.called.address
        taken[plain] = taken.get(plain, 0) + 1
        count = "" if taken[plain] == 1 else str(taken[plain])
        one.email = f"{plain}{count}@alderbrook.example"


def working_day(day: date) -> date:
    """Move a day at a weekend to the Monday after."""
    return day + timedelta(days=(7 - day.weekday()) % 7 if day.weekday() > 4 else 0)


def first_of_month(day: date) -> date:
    """Give the first day of the month after."""
    return day + relativedelta(day=1, months=1)
