"""Checks of work: managers, jobs, contracts, and units and seats that hang in the air."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from tenure.domains.organisation.models import PositionTerm, UnitHead, UnitTerm
from tenure.foundation.effective import trees

from ..models import Assignment, Employment, EmploymentTerm, ReportingLine
from ._lines import Lines
from ._look import Found, Look, check


def _jobs(look: Look) -> QuerySet[Any]:
    rows: QuerySet[Any] = look.among(Assignment.objects.as_of(look.today).filter(primary=True))
    return rows.filter(person_id__in=look.working())


@check("no-manager")
def _without_manager(look: Look) -> Iterator[Found]:
    """Leave out those who have reports: somebody stands at the top."""
    lines = ReportingLine.objects.as_of(look.today)
    above = lines.filter(person_id=OuterRef("person_id"), manager__isnull=False)
    below = lines.filter(manager_id=OuterRef("person_id"))
    head = UnitHead.objects.as_of(look.today).filter(unit_id=OuterRef("unit_id")).values("position_id")[:1]
    holder = Assignment.objects.as_of(look.today).filter(position_id=OuterRef("seat")).in_order()
    jobs = (
        _jobs(look).filter(~Exists(above), ~Exists(below), manager__isnull=True).annotate(seat=Subquery(head))
    )
    rows = jobs.annotate(head=Subquery(holder.values("person_id")[:1]))
    for person, uid, proposed in rows.values_list("person_id", "uid", "head"):
        yield Found("no-manager", person, row=uid, proposed=proposed if proposed != person else None)


@check("manager-left")
def _manager_left(look: Look) -> Iterator[Found]:
    """Propose the first one above the leaver who still works here."""
    here = set(look.working().values_list("person_id", flat=True))
    rows = list(_jobs(look).filter(manager__isnull=False).exclude(manager_id__in=look.working()))
    last = ReportingLine.objects.filter(person_id__in={one.manager_id for one in rows}).order_by("valid_from")
    paths = {line.person_id: line.path for line in last}
    for row in rows:
        above = [
            key for key in reversed(paths.get(row.manager_id, [])) if key in here and key != row.person_id
        ]
        yield Found(
            "manager-left",
            row.person_id,
            other=row.manager_id,
            row=row.uid,
            proposed=above[0] if above else None,
        )


@check("manager-ring", by_person=False)
def _rings(look: Look) -> Iterator[Found]:
    for ring in Lines.rings():
        if ring.start <= look.today and (ring.end is None or look.today < ring.end):
            yield from _of_ring(ring, look)


def _of_ring(ring: trees.Cycle, look: Look) -> Iterator[Found]:
    jobs = Assignment.objects.as_of(look.today).filter(primary=True, person_id=ring.nodes[0])
    for person, uid in jobs.values_list("person_id", "uid"):
        yield Found("manager-ring", person, other=ring.nodes[1 % len(ring.nodes)], row=uid, on=ring.start)


@check("no-job")
def _without_job(look: Look) -> Iterable[Found]:
    rows = look.among(Employment.objects.as_of(look.today))
    jobs = Assignment.objects.as_of(look.today).filter(employment_id=OuterRef("pk"))
    found = rows.filter(~Exists(jobs)).values_list("person_id", "uid")
    return [Found("no-job", person, row=uid) for person, uid in found]


@check("no-unit", "no-place", "no-pattern", "no-hours")
def _incomplete_jobs(look: Look) -> Iterator[Found]:
    lacks = Q(unit__isnull=True) | Q(place__isnull=True) | Q(work_pattern__isnull=True) | Q(fte=0)
    for row in _jobs(look).filter(lacks):
        for kind, is_so in (
            ("no-unit", row.unit_id is None),
            ("no-place", row.place_id is None),
            ("no-pattern", row.work_pattern_id is None),
            ("no-hours", row.fte == 0),
        ):
            if is_so:
                yield Found(kind, row.person_id, row=row.uid)


@check("contract-over", "days-crossed")
def _contracts(look: Look) -> Iterator[Found]:
    """Find contracts that ran out and went on, and days before the first one."""
    terms = look.among(EmploymentTerm.objects.as_of(look.today), "employment__person_id")
    running = terms.filter(employment__valid__contains=look.today)
    begun = Q(contract_ends_on__gte=F("employment__valid_from"))
    over = running.filter(begun, contract_ends_on__lt=look.today)
    columns = ("employment__person_id", "employment__uid", "contract_ends_on")
    for person, uid, day in over.values_list(*columns):
        yield Found("contract-over", person, row=uid, on=day)
    crossed = terms.filter(contract_ends_on__lt=F("employment__valid_from"))
    for person, uid, day in crossed.values_list("employment__person_id", "uid", "contract_ends_on"):
        yield Found("days-crossed", person, row=uid, on=day)


@check("unit-orphan", "seat-orphan", by_person=False)
def _orphans(look: Look) -> Iterator[Found]:
    """Find units and seats whose unit, or whose seat above, is closed."""
    units, seats = UnitTerm.objects.as_of(look.today), PositionTerm.objects.as_of(look.today)
    alone = units.filter(~Exists(units.filter(unit_id=OuterRef("parent_id"))), parent__isnull=False)
    for unit, uid in alone.values_list("unit_id", "uid"):
        yield Found("unit-orphan", unit=unit, row=uid)
    closed = Q(unit__isnull=False) & ~Exists(units.filter(unit_id=OuterRef("unit_id")))
    beneath = Q(reports_to__isnull=False) & ~Exists(seats.filter(position_id=OuterRef("reports_to_id")))
    for seat, uid in seats.filter(closed | beneath).values_list("position_id", "uid"):
        yield Found("seat-orphan", position=seat, row=uid)
