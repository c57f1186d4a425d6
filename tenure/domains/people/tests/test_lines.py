"""Reporting lines as rows: in step with every act, whatever moved."""

import random
import time
from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection

from tenure.domains.organisation.events import SeatsMoved
from tenure.domains.organisation.models import PositionTerm
from tenure.domains.people import actions, queries
from tenure.domains.people.actions.lines import Lines
from tenure.domains.people.models import Assignment, DottedLine, Employment, Person, ReportingLine
from tenure.foundation.events import announce
from tests.database import as_owner

from .factories import START, TODAY, contract_of, entity, hired, hr, job_of, seat

pytestmark = [pytest.mark.django_db, pytest.mark.capability("CORE-04")]

MAY = date(2026, 5, 1)


def path(person: Person, day: date = TODAY) -> list[str]:
    line = ReportingLine.objects.as_of(day).filter(person=person).first()
    called = {one.pk: one.name for one in Person.objects.all()}
    return [called[key] for key in line.path] if line else []


def stored() -> list[tuple[object, ...]]:
    rows = ReportingLine.objects.order_by("person_id", "valid_from")
    return list(rows.values_list("person_id", "manager_id", "path", "valid_from", "valid_until"))


def test_a_hire_stands_below_the_manager_and_the_managers_manager():
    ana = hired("Ana")
    bo = hired("Bo", manager=ana)
    cy = hired("Cy", manager=bo)

    assert path(cy) == ["Ana", "Bo", "Cy"]
    assert queries.manager_of(hr(), cy.pk, TODAY) == bo
    assert list(queries.reports_of(hr(), ana.pk, TODAY, deep=True)) == [bo, cy]


def test_a_move_takes_along_who_stands_below_from_its_day():
    ana, other = hired("Ana"), hired("Other")
    bo = hired("Bo", manager=ana)
    cy = hired("Cy", manager=bo)
    actions.change_assignment(job_of(bo).uid, on=MAY, manager=other, by=hr())

    assert [path(cy, day) for day in (TODAY, MAY)] == [["Ana", "Bo", "Cy"], ["Other", "Bo", "Cy"]]


def test_who_leaves_leaves_a_top_behind():
    ana = hired("Ana")
    bo = hired("Bo", manager=ana)
    actions.end_employment(contract_of(ana).uid, last_day=TODAY, reason="resigned", by=hr())

    assert path(bo, TODAY) == ["Ana", "Bo"]
    assert path(bo, TODAY + timedelta(days=1)) == ["Bo"]


def test_a_new_holder_of_a_vacant_seat_takes_over():
    top, mid, low = (
        (head := seat("head")),
        (lead := seat("lead", under=head)),
        seat("desk", under=lead),
    )
    ana, cy = hired("Ana", position=top), hired("Cy", position=low)
    assert path(cy) == ["Ana", "Cy"]
    bo = hired("Bo", position=mid, on=TODAY)
    assert path(cy) == ["Ana", "Bo", "Cy"]
    actions.end_employment(contract_of(bo).uid, last_day=MAY, reason="resigned", by=hr())
    assert path(cy, MAY + timedelta(days=1)) == ["Ana", "Cy"]
    assert path(ana) == ["Ana"]


def test_a_moved_seat_moves_its_people_in_the_same_transaction():
    head, other = seat("head"), seat("other")
    desk = seat("desk", under=head)
    hired("Ana", position=head)
    hired("Bo", position=other)
    cy = hired("Cy", position=desk)
    PositionTerm.objects.filter(position=desk).update(reports_to=other)
    announce(SeatsMoved(position_ids=(desk.pk,)))

    assert path(cy) == ["Bo", "Cy"]


def test_a_ring_is_refused_with_names_and_leaves_nothing():
    ana = hired("Ana")
    bo = hired("Bo", manager=ana)
    cy = hired("Cy", manager=bo)
    before = stored()
    with pytest.raises(actions.ManagersInARing) as refused:
        actions.change_assignment(job_of(ana).uid, on=MAY, manager=cy, by=hr())

    assert str(refused.value).startswith("From 1 May 2026 on, these people would manage one another: Ana")
    assert {"Ana", "Bo", "Cy"} <= set(str(refused.value).replace(".", "").split())
    assert stored() == before


def test_nobody_is_their_own_manager():
    ana = hired("Ana")
    with pytest.raises(actions.NotValid):
        actions.change_assignment(job_of(ana).uid, on=MAY, manager=ana, by=hr())


def test_two_who_swap_make_no_ring():
    ana = hired("Ana")
    bo = hired("Bo", manager=ana)
    actions.change_assignment(job_of(bo).uid, on=MAY, manager=None, by=hr())
    actions.change_assignment(job_of(ana).uid, on=MAY, manager=bo, by=hr())

    assert path(ana, MAY) == ["Bo", "Ana"]


def test_the_main_job_decides():
    ana, bo = hired("Ana"), hired("Bo")
    cy = hired("Cy", manager=ana)
    second = actions.add_assignment(contract_of(cy).uid, on=TODAY, manager=bo, by=hr())
    assert path(cy, MAY) == ["Ana", "Cy"]
    actions.make_primary(second.uid, on=MAY, by=hr())
    assert path(cy, MAY) == ["Bo", "Cy"]


def test_a_ring_from_an_import_is_cut_told_and_in_nobodys_way():
    ana = hired("Ana")
    bo = hired("Bo", manager=ana)
    cy = hired("Cy", manager=bo)
    Assignment.objects.filter(person=ana).update(manager=bo)
    rings = actions.rebuild_lines(by=hr())

    assert [set(ring.nodes) for ring in rings] == [{ana.pk, bo.pk}]
    assert [path(one) for one in (ana, bo, cy)] == [["Ana"], ["Bo"], ["Bo", "Cy"]]
    actions.change_assignment(job_of(cy).uid, on=MAY, title="Lead", by=hr())
    actions.change_assignment(job_of(cy).uid, on=MAY, manager=None, by=hr())


@pytest.mark.parametrize("seed", range(4))
def test_many_random_moves_leave_what_a_rebuild_gives(seed):
    chance = random.Random(seed)
    seats = [seat("s0")]
    seats += [seat(f"s{n}", under=chance.choice(seats)) for n in range(1, 6)]
    people = [hired(f"P{n}", position=chance.choice([None, *seats])) for n in range(8)]
    for _ in range(25):
        one = chance.choice(people)
        day = START + timedelta(days=chance.randrange(1, 900))
        facts = chance.choice(
            [
                {"manager": chance.choice([None, *people])},
                {"position": chance.choice([None, *seats]), "manager": None},
            ]
        )
        try:
            actions.change_assignment(job_of(one, day).uid, on=day, by=hr(), **facts)
        except (actions.ManagersInARing, actions.NotValid, actions.NothingChanges):
            continue
    kept = stored()
    assert actions.rebuild_lines(by=hr()) == []
    assert stored() == kept


def test_ten_thousand_people_are_rebuilt_in_seconds():
    chance = random.Random(1)
    Person.objects.bulk_create(
        [Person(name=f"P{n}", number=str(n), sort_key="p", folded="p") for n in range(10_000)]
    )
    people = list(Person.objects.order_by("pk").values_list("pk", flat=True))
    where = entity()
    Employment.objects.bulk_create(
        [Employment(person_id=pk, legal_entity=where, valid_from=START) for pk in people]
    )
    contracts = dict(Employment.objects.values_list("person_id", "pk"))
    rows = []
    for n, pk in enumerate(people):
        facts = {"employment_id": contracts[pk], "person_id": pk}
        above = [people[chance.randrange(max(1, n // 8))] if n else None for _ in range(2)]
        if n % 2:
            middle = START + timedelta(days=chance.randrange(1, 700))
            rows.append(Assignment(**facts, manager_id=above[0], valid_from=START, valid_until=middle))
            rows.append(Assignment(**facts, manager_id=above[1], valid_from=middle))
        else:
            rows.append(Assignment(**facts, manager_id=above[0], valid_from=START))
    Assignment.objects.bulk_create(rows, batch_size=2000)
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("ANALYZE people_assignment, people_person")
    began = time.perf_counter()
    assert Lines.rebuild() == []
    took = time.perf_counter() - began

    assert ReportingLine.objects.filter(valid_until=None).count() == 10_000
    assert took < 10, f"{took:.1f} s"


@pytest.mark.django_db(transaction=True)
def test_two_moves_at_once_do_not_make_a_ring():
    ana, bo = hired("Ana"), hired("Bo")
    start, refused = Barrier(2), []

    def move(who: Person, under: Person) -> None:
        try:
            start.wait(5)
            actions.change_assignment(job_of(who).uid, on=MAY, manager=under, by=hr())
        except actions.ManagersInARing as one:
            refused.append(one)
        finally:
            connection.close()

    threads = [Thread(target=move, args=pair) for pair in ((ana, bo), (bo, ana))]
    [one.start() for one in threads]
    [one.join(20) for one in threads]

    assert len(refused) == 1


def test_a_dotted_line_is_no_reporting_line():
    ana, bo = hired("Ana"), hired("Bo")
    actions.add_dotted_line(bo.uid, manager=ana, on=START, by=hr())

    assert path(bo) == ["Bo"]
    assert DottedLine.objects.get().kind == "functional"
    with pytest.raises(actions.NotValid):
        actions.add_dotted_line(bo.uid, manager=bo, on=START, by=hr())
