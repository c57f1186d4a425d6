"""The seats of the invented company: who reports to whom before anybody sits there."""

from collections.abc import Iterator
from dataclasses import dataclass

from . import company

SITES = {site.code: site for site in company.SITES}
WORKS = {work.code: work for work in company.WORKS}
PARTS = {part.code: part for part in company.PARTS}
ENTITIES = {entity.code: entity for entity in company.ENTITIES}
LEADING = ("Lead", "Director", "Executive")


@dataclass(frozen=True)
class Seat:
    """A position: its job, unit and site, and the seat it reports to."""

    code: str
    work: str
    unit: str
    site: str
    reports_to: str
    leads: bool = False

    @property
    def is_lead(self) -> bool:
        return WORKS[self.work].level in LEADING

    @property
    def is_chief(self) -> bool:
        return WORKS[self.work].level == "Executive"

    @property
    def entity(self) -> str:
        return SITES[self.site].entity


def seats() -> list[Seat]:
    """Lay out every seat of the company, the chief's first."""
    chiefs = [
        Seat(f"{unit}-01", work, unit, site, "" if unit == "AIN" else "AIN-01", leads=True)
        for unit, work, site in company.CHIEFS
    ]
    return chiefs + [seat for team in company.TEAMS for seat in _team_seats(team)]


def cost_centre(unit: str, site: str) -> str:
    """Say which account a seat is booked on."""
    entity, division = SITES[site].entity, unit.partition("-")[0]
    wanted = company.BOOKED.get(division, company.BOOKED["COR"])
    mine = [code for code, owner, _name in company.COST_CENTRES if owner == entity]
    return next((code for code in mine if code.endswith(wanted)), mine[0])


def _team_seats(team: company.Team) -> Iterator[Seat]:
    top = team.under or f"{PARTS[team.unit].parent}-01"
    lead = f"{team.unit}-{team.site}-01"
    first = next(t for t in company.TEAMS if t.unit == team.unit)
    yield Seat(lead, team.lead, team.unit, team.site, top, leads=team is first)
    works = [work for work, count in team.members for _ in range(count)]
    for n, work in enumerate(works, start=2):
        yield Seat(f"{team.unit}-{team.site}-{n:02d}", work, team.unit, team.site, lead)
