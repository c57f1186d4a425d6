"""Invented careers: who sits where since when, what changed, who left, who is still to come.

Pure: a seed and a day in, careers out; the same seed and day give the same company.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from dateutil.relativedelta import relativedelta

from . import company
from .names import Called, invent

SITES = {site.code: site for site in company.SITES}
WORKS = {work.code: work for work in company.WORKS}
VACANT_SHARE, CHANGED_SHARE = 0.05, 0.32


@dataclass(frozen=True)
class Seat:
    """A position: its job, unit and site, and the seat it reports to."""

    code: str
    work: str
    unit: str
    site: str
    reports_to: str
    leads: bool = False


@dataclass(frozen=True)
class Step:
    """From a day on: the seat, the job done in it, the share of full time, and why."""

    day: date
    seat: str
    work: str
    fte: str = "1"
    reason: str = "hire"


@dataclass(frozen=True)
class Raise:
    """From a day on: what a year is paid."""

    day: date
    amount: int
    reason: str


@dataclass
class Career:
    """One person's time with the company."""

    number: str
    called: Called
    born: date
    site: str
    hired: date
    steps: list[Step]
    pay: list[Raise]
    left: date | None = None
    end_reason: str = ""
    worker: str = "employee"
    contract_ends: date | None = None
    tags: set[str] = field(default_factory=set)

    @property
    def country(self) -> str:
        return SITES[self.site].country

    @property
    def entity(self) -> str:
        return SITES[self.site].entity

    @property
    def currency(self) -> str:
        return next(e.currency for e in company.ENTITIES if e.code == self.entity)

    @property
    def email(self) -> str:
        return f"{self.number.lower()}@alderbrook.example"


def seats() -> list[Seat]:
    """Lay out every seat of the company, the chief's first."""
    chiefs = [Seat(f"{unit}-01", work, unit, site, "" if unit == "AIN" else "AIN-01", leads=True)
              for unit, work, site in company.CHIEFS]  # fmt: skip
    return chiefs + [seat for team in company.TEAMS for seat in _team_seats(team)]


def _team_seats(team: company.Team) -> Iterator[Seat]:
    top = f"{next(p.parent for p in company.PARTS if p.code == team.unit)}-01"
    lead = f"{team.unit}-{team.site}-01"
    first = next(t for t in company.TEAMS if t.unit == team.unit)
    yield Seat(lead, team.lead, team.unit, team.site, top, leads=team is first)
    works = [work for work, count in team.members for _ in range(count)]
    for n, work in enumerate(works, start=2):
        yield Seat(f"{team.unit}-{team.site}-{n:02d}", work, team.unit, team.site, lead)


def careers(today: date, *, seed: int = 20) -> list[Career]:
    """Invent everybody who works, worked or will work in the seats."""
    random = Random(seed)
    found: list[Career] = []
    for seat in seats():
        found += _fill(seat, today, random, len(found))
    return found + _beside(today, random, len(found))


def _fill(seat: Seat, today: date, random: Random, so_far: int) -> list[Career]:
    is_lead = WORKS[seat.work].level in ("Lead", "Director", "Executive")
    share = random.random()
    if not is_lead and share < VACANT_SHARE:
        return [_leaver(seat, today, random, so_far, until=today - timedelta(days=random.randint(5, 120)))]
    if not is_lead and share < CHANGED_SHARE:
        changed = today - timedelta(days=random.randint(40, 1300))
        before = _leaver(seat, today, random, so_far, until=changed)
        return [
            before,
            _career(seat, changed + timedelta(days=random.randint(10, 60)), today, random, so_far + 1),
        ]
    years = 14 if is_lead else 9
    hired = today - timedelta(days=random.randint(60, 365 * years))
    return [_career(seat, hired, today, random, so_far)]


def _leaver(seat: Seat, today: date, random: Random, so_far: int, *, until: date) -> Career:
    one = _career(seat, until - timedelta(days=random.randint(200, 2200)), until, random, so_far)
    one.left = until
    one.end_reason = random.choice(
        ("resignation", "resignation", "resignation", "dismissal", "retirement", "end_of_contract")
    )
    return one


def _career(seat: Seat, hired: date, until: date, random: Random, so_far: int) -> Career:
    hired = _working_day(hired)
    called = invent(SITES[seat.site].country, random)
    born = hired - timedelta(days=random.randint(365 * 22, 365 * 48))
    one = Career(f"A{1001 + so_far:04d}", called, born, seat.site, hired, [], [])
    junior = next((low for low, high in company.PROMOTIONS.items() if high == seat.work), None)
    promoted = _promotion_day(hired, until, random) if junior else None
    one.steps.append(Step(hired, seat.code, junior if promoted and junior else seat.work))
    if promoted:
        one.steps.append(Step(promoted, seat.code, seat.work, reason="promotion"))
    _part_time(one, until, random)
    one.pay = _raises(one, until, random)
    return one


def _promotion_day(hired: date, until: date, random: Random) -> date | None:
    first, last = hired + timedelta(days=400), until - timedelta(days=60)
    if last <= first or random.random() < 0.35:
        return None
    return _first_of_month(first + timedelta(days=random.randint(0, (last - first).days)))


def _part_time(one: Career, until: date, random: Random) -> None:
    last = one.steps[-1]
    day = _first_of_month(last.day + timedelta(days=random.randint(120, 900)))
    if day < until and random.random() < 0.12:
        one.steps.append(Step(day, last.seat, last.work, random.choice(("0.8", "0.6", "0.5")), "hours"))


def _raises(one: Career, until: date, random: Random) -> list[Raise]:
    factor = company.PAY_FACTOR[one.country]
    years = max((until - one.hired).days // 365, 0)
    spread = random.uniform(0.88, 1.1)
    start = WORKS[one.steps[0].work].pay * factor * spread * 0.975 ** min(years, 6)
    found = [Raise(one.hired, _round(start), "hire")]
    days = {date(year, 4, 1): "annual_review" for year in range(one.hired.year + 1, until.year + 1)}
    days |= {step.day: "promotion" for step in one.steps if step.reason == "promotion"}
    for day in sorted(d for d in days if one.hired < d <= until):
        up = random.uniform(1.09, 1.14) if days[day] == "promotion" else random.uniform(1.015, 1.045)
        found.append(Raise(day, _round(found[-1].amount * up), days[day]))
    return found


def _beside(today: date, random: Random, so_far: int) -> list[Career]:
    """Invent contractors, agency workers and interns, and those who start soon."""
    where = [s for s in seats() if s.leads or s.code.endswith("-01")]
    kinds = ["contractor"] * 6 + ["agency"] * 4 + ["intern"] * 5 + ["starter"] * 4
    found = []
    for n, kind in enumerate(kinds):
        lead = where[(n * 5 + 7) % len(where)]
        team = (
            next(t for t in company.TEAMS if (t.unit, t.site) == (lead.unit, lead.site))
            if "-" in lead.unit
            else company.TEAMS[0]
        )
        found.append(_extra(team, kind, today, random, so_far + n))
    return found


def _extra(team: company.Team, kind: str, today: date, random: Random, so_far: int) -> Career:
    seat = Seat("", team.members[0][0], team.unit, team.site, f"{team.unit}-{team.site}-01")
    starts = (
        today + timedelta(days=random.randint(9, 50))
        if kind == "starter"
        else today - timedelta(days=random.randint(30, 150))
    )
    one = _career(seat, starts, max(today, starts), random, so_far)
    one.steps = one.steps[:1]
    one.tags |= {kind, f"unit:{team.unit}", f"lead:{seat.reports_to}"}
    if kind != "starter":
        one.worker = kind
        one.contract_ends = today + timedelta(days=random.randint(15, 200))
    return one


def _round(amount: float) -> int:
    return int(amount / 100 + 0.5) * 100


def _working_day(day: date) -> date:
    return day + timedelta(days=(7 - day.weekday()) % 7 if day.weekday() > 4 else 0)


def _first_of_month(day: date) -> date:
    return day + relativedelta(day=1, months=1)
