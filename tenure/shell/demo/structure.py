"""Builds the invented employer: entities, places, jobs, units and seats."""

from collections.abc import Iterator, Mapping
from datetime import date

from dateutil.relativedelta import relativedelta

from tenure.domains.organisation import actions
from tenure.domains.organisation.models import Place, Position, Unit
from tenure.foundation.access import Actor

from . import company
from .bringing import bring_in
from .others import POOL
from .seats import SITES, WORKS, Seat, cost_centre, seats

Row = Mapping[str, object]
WHY = "The field and laboratory teams join the people they work with every day."
CLOSED = ((12, 27, "Company closure"), (12, 28, "Company closure"), (12, 29, "Company closure"))


def build(by: Actor) -> None:
    """Build everything that exists without people."""
    began = by.today + relativedelta(years=-16, month=1, day=1)
    reorganised = by.today + relativedelta(months=-17, day=1)
    _patterns(by)
    bring_in(
        {
            "legal-entities": _entities(),
            "cost-centres": _cost_centres(),
            "places": _places(),
            "job-families": ({"code": code, "name": name} for code, name in company.FAMILIES.items()),
            "levels": (
                {"code": f"L{n}", "name": name, "rank": n} for n, name in enumerate(company.LEVELS, 1)
            ),
            "jobs": _jobs(),
            "units": _units(began),
            "positions": _positions(began, reorganised),
        },
        by=by,
    )
    _heads(began, by)
    _reorganise(reorganised, by)
    _own_days(by)


def _patterns(by: Actor) -> None:
    for code, name, minutes, days in company.PATTERNS:
        week = [minutes] * days + [0] * (7 - days)
        actions.create_work_pattern(by=by, code=code, name=name, minutes=week, full_time_minutes=minutes * 5)


def _entities() -> Iterator[Row]:
    for one in company.ENTITIES:
        yield {
            "code": one.code,
            "name": one.name,
            "country": one.country,
            "currency": one.currency,
            "language": one.language,
            "registration": one.registration,
        }


def _cost_centres() -> Iterator[Row]:
    for code, entity, name in company.COST_CENTRES:
        yield {"code": code, "name": name, "legal_entity": entity}


def _places() -> Iterator[Row]:
    for site in company.SITES:
        yield {
            "code": site.code,
            "name": site.name,
            "country": site.country,
            "subdivision": f"{site.country}-{site.subdivision}",
            "locality": site.locality,
            "time_zone": site.zone,
        }


def _jobs() -> Iterator[Row]:
    for work in company.WORKS:
        yield {
            "code": work.code,
            "title": work.title,
            "family": work.family,
            "level": f"L{level_rank(work.level)}",
            "soc_code": work.soc,
            "isco_code": work.isco,
        }


def level_rank(name: str) -> int:
    """Give the rank of a level."""
    return company.LEVELS.index(name) + 1


def _units(began: date) -> Iterator[Row]:
    for part in company.PARTS:
        name, parent = part.was or (part.name, part.parent)
        yield {"code": part.code, "name": name, "kind": part.kind, "parent": parent, "from": began}


def _positions(began: date, reorganised: date) -> Iterator[Row]:
    for seat in seats():
        yield _position(seat, began)
    yield _position(POOL, reorganised) | {
        "title": "Assembly Technician (agency)",
        "capacity": 8,
        "pooled": "yes",
    }


def _position(seat: Seat, began: date) -> dict[str, object]:
    work = WORKS[seat.work]
    return {
        "code": seat.code,
        "title": work.title,
        "job": seat.work,
        "level": f"L{level_rank(work.level)}",
        "unit": seat.unit,
        "place": seat.site,
        "cost_centre": cost_centre(seat.unit, seat.site),
        "reports_to": _before(seat),
        "from": began,
        **_pay_range(seat),
    }


def _before(seat: Seat) -> str:
    """Give the seat that one reported to before the reorganisation."""
    part = next(part for part in company.PARTS if part.code == seat.unit)
    return f"{part.was[1]}-01" if part.was and seat.is_lead else seat.reports_to


def _pay_range(seat: Seat) -> dict[str, object]:
    entity = next(one for one in company.ENTITIES if one.code == SITES[seat.site].entity)
    middle = WORKS[seat.work].pay * company.PAY_FACTOR[entity.country]
    low, high = (int(middle * share / 100) * 100 for share in (0.75, 1.25))
    return {"pay_minimum": low, "pay_maximum": high, "pay_currency": entity.currency, "pay_period": "year"}


def _heads(began: date, by: Actor) -> None:
    units, positions = _by_code(Unit), _by_code(Position)
    for seat in seats():
        if seat.leads:
            actions.appoint_head(units[seat.unit], position_id=positions[seat.code], since=began, by=by)


def _reorganise(day: date, by: Actor) -> None:
    """Move two departments under other divisions, with new names, and their leads with them."""
    units, positions = (
        {one.code: one for one in Unit.objects.all()},
        {one.code: one for one in Position.objects.all()},
    )
    for part in (p for p in company.PARTS if p.was):
        actions.change_unit(
            units[part.code].pk,
            since=day,
            by=by,
            reason="reorganisation",
            why=WHY,
            name=part.name,
            parent=units[part.parent],
        )
        for seat in (s for s in seats() if s.unit == part.code and s.is_lead):
            above = positions[seat.reports_to]
            actions.change_position(
                positions[seat.code].pk, since=day, by=by, reason="reorganisation", why=WHY, reports_to=above
            )


def _own_days(by: Actor) -> None:
    """Close the two German sites between the years, and Boston for a day of its own."""
    for place in Place.objects.filter(code__in=("MUC", "BER")):
        for month, day, name in CLOSED:
            actions.add_place_day(place.pk, day=date(by.today.year, month, day), name=name, by=by)
    founding = date(by.today.year, 6, 12)
    actions.add_place_day(_by_code(Place)["BOS"], day=founding, name="Founders' day", by=by)


def _by_code(model: type[Unit] | type[Position] | type[Place]) -> dict[str, int]:
    return dict(model.objects.values_list("code", "pk"))
