"""Hiring, changing, ending: one verb, one outcome."""

from datetime import date
from decimal import Decimal

import pytest

from tenure.domains.people import actions
from tenure.domains.people.models import Assignment, DottedLine, Employment, EmploymentTerm, Person
from tenure.foundation.access import Held
from tenure.foundation.audit.models import Entry
from tenure.foundation.effective.acts import AlreadyHolds, NothingHolds
from tenure.foundation.events.models import Announced
from tenure.foundation.refusal import Refused

from .factories import (
    START,
    TODAY,
    actor,
    contract_of,
    entity,
    hired,
    hr,
    job_of,
    over,
    pay_rows,
    place,
    seat,
    titles,
    unit,
)

pytestmark = pytest.mark.django_db

MAY = date(2026, 5, 1)
JULY = date(2026, 7, 1)


def events() -> list[str]:
    others = Announced.objects.exclude(name="people.ManagersChanged")
    return list(others.order_by("pk").values_list("name", flat=True))


@pytest.mark.capability("CORE-01")
class TestHiring:
    def test_a_hire_makes_person_contract_terms_job_and_pay(self):
        ana = hired("Ana Sá", title="Clerk", unit=unit(), pay=Decimal(50_000))
        employment = contract_of(ana)

        assert (employment.valid_from, employment.valid_until) == (START, None)
        assert titles(ana) == [(START, None, "Clerk")]
        assert pay_rows(ana) == [(START, None, Decimal("50000.0000"))]
        assert EmploymentTerm.objects.get(employment=employment).worker_type == "employee"
        assert Entry.objects.get(verb="people.person.hired").about == [ana.pk]
        assert events() == ["people.PersonHired"]

    def test_a_person_without_a_number_gets_the_next_one(self):
        Person.objects.create(name="A", number="0099")
        made = actions.hire(
            actions.NewPerson(name="B"), job=actions.FirstJob(legal_entity=entity(), starts_on=START), by=hr()
        )

        assert made.person.number == "0100"

    @pytest.mark.parametrize(
        ("facts", "field"),
        [
            ({"name": ""}, "name"),
            ({"name": "B", "work_email": "no address"}, "work_email"),
            ({"name": "B", "number": "T1"}, "number"),
        ],
    )
    def test_what_cannot_be_kept_is_said_by_field(self, facts, field):
        Person.objects.create(name="A", number="T1")
        with pytest.raises(actions.NotValid) as refused:
            actions.hire(
                actions.NewPerson(**facts),
                job=actions.FirstJob(legal_entity=entity(), starts_on=START),
                by=hr(),
            )

        assert list(refused.value.errors) == [field]

    def test_nobody_is_hired_to_end_before_they_begin(self):
        with pytest.raises(actions.NotValid):
            hired("Ana", on=TODAY, until=START)

    def test_a_seat_brings_its_title_unit_and_place(self):
        desk = seat("desk", unit=unit("ops"), place=place())
        ana = hired("Ana", position=desk, title="Expert")
        job = job_of(ana)

        assert (job.title, job.unit.code, job.place.code) == ("Expert", "ops", "berlin")

    def test_hr_of_one_entity_does_not_hire_into_another(self):
        north, south = entity(), entity("south")
        generalist = actor(*over("entity", "people.edit", "people.plan", targets=(north.pk,)))

        hired("Ana", at=north, by=generalist)
        with pytest.raises(actions.OutOfReach):
            hired("Bo", at=south, by=generalist)
        assert not Person.objects.filter(name="Bo").exists()

    @pytest.mark.capability("CORE-02")
    def test_a_rehire_is_the_same_person_with_another_contract(self):
        ana = hired("Ana", until=date(2024, 12, 31))
        job = actions.FirstJob(legal_entity=entity(), starts_on=TODAY, facts={"title": "Lead"})
        again = actions.hire(ana.uid, job=job, by=hr())

        assert again.person == ana
        assert Employment.objects.filter(person=ana).count() == 2
        assert [row[2] for row in titles(ana)] == ["", "Lead"]
        assert events()[-1] == "people.PersonRehired"

    @pytest.mark.capability("CORE-02")
    def test_two_contracts_at_once_have_one_main_job(self):
        ana = hired("Ana")
        job = actions.FirstJob(legal_entity=entity("south"), starts_on=TODAY)
        actions.hire(ana.uid, job=job, by=hr())

        assert list(Assignment.objects.filter(person=ana).in_order().values_list("primary", flat=True)) == [
            True,
            False,
        ]

    def test_the_same_contract_twice_is_refused_in_words(self):
        ana = hired("Ana")
        with pytest.raises(AlreadyHolds):
            actions.hire(ana.uid, job=actions.FirstJob(legal_entity=entity(), starts_on=TODAY), by=hr())


@pytest.mark.capability("CORE-04")
@pytest.mark.capability("CORE-06")
class TestAssignments:
    def test_a_change_begins_on_its_day_with_reason_and_trail(self):
        ana = hired("Ana", title="Clerk", unit=unit())
        begun = actions.change_assignment(
            job_of(ana).uid, on=MAY, title="Lead", reason="promotion", why="Well deserved", by=hr()
        )

        assert titles(ana) == [(START, MAY, "Clerk"), (MAY, None, "Lead")]
        assert (begun.reason, begun.why, job_of(ana).reason) == ("promotion", "Well deserved", "")
        line = Entry.objects.get(verb="people.assignment.changed")
        assert (line.reason, line.details["fields"]) == ("Well deserved", ["title"])

    def test_a_change_without_a_difference_is_refused(self):
        ana = hired("Ana", title="Clerk")
        with pytest.raises(actions.NothingChanges):
            actions.change_assignment(job_of(ana).uid, on=MAY, title="Clerk", by=hr())

    def test_a_change_outside_the_contract_is_refused(self):
        ana = hired("Ana", until=date(2026, 4, 30))
        with pytest.raises(NothingHolds):
            actions.change_assignment(job_of(ana).uid, on=MAY, title="Lead", by=hr())

    def test_a_correction_changes_the_past_and_its_row_only(self):
        ana = hired("Ana", title="Clrk")
        actions.correct_assignment(job_of(ana).uid, title="Clerk", by=hr())

        assert titles(ana) == [(START, None, "Clerk")]

    def test_a_rescinded_change_never_was(self):
        ana = hired("Ana", title="Clerk")
        begun = actions.change_assignment(job_of(ana).uid, on=MAY, title="Lead", by=hr())
        actions.rescind_assignment(begun.uid, by=hr())

        assert titles(ana) == [(START, None, "Clerk")]

    def test_the_only_row_is_not_rescinded(self):
        ana = hired("Ana")
        with pytest.raises(actions.NothingBefore):
            actions.rescind_assignment(job_of(ana).uid, by=hr())

    @pytest.mark.capability("CORE-19")
    def test_the_second_editor_is_refused_and_sees_both_versions(self):
        ana = hired("Ana", title="Clerk")
        row = job_of(ana)
        actions.correct_assignment(row.uid, title="Lead", version=row.version, by=hr())
        with pytest.raises(actions.Stale) as refused:
            actions.correct_assignment(row.uid, title="Chief", version=row.version, by=hr())

        assert refused.value.status == 409
        assert (refused.value.details["theirs"], refused.value.details["yours"]) == (
            {"title": "Lead"},
            {"title": "Chief"},
        )

    @pytest.mark.parametrize(
        ("facts", "field"),
        [({"fte": "2.5"}, "fte"), ({"unit": 10**9}, "unit"), ({"primary": False}, "primary")],
    )
    def test_values_that_cannot_be_are_said_by_field(self, facts, field):
        ana = hired("Ana")
        with pytest.raises(actions.NotValid) as refused:
            actions.change_assignment(job_of(ana).uid, on=MAY, by=hr(), **facts)

        assert list(refused.value.errors) == [field]

    def test_who_may_only_look_changes_nothing(self):
        ana = hired("Ana")
        with pytest.raises(Assignment.DoesNotExist):
            actions.change_assignment(
                job_of(ana).uid, on=MAY, title="X", by=actor(Held("people.view", "everyone"))
            )

    def test_the_leap_day_begins_and_ends_rows_like_others(self):
        leap = date(2024, 2, 29)
        ana = hired("Ana", on=leap, title="Clerk")
        actions.change_assignment(job_of(ana).uid, on=date(2024, 3, 1), title="Lead", by=hr())

        assert Assignment.objects.as_of(leap).get(person=ana).last_day == leap

    @pytest.mark.capability("CORE-02")
    def test_a_second_job_can_become_the_main_one(self):
        ana = hired("Ana", title="Clerk")
        second = actions.add_assignment(contract_of(ana).uid, on=TODAY, title="Union", fte="0.2", by=hr())
        actions.make_primary(second.uid, on=MAY, by=hr())

        assert [(job_of(ana, day).title) for day in (TODAY, MAY, JULY)] == ["Clerk", "Union", "Union"]
        assert Assignment.objects.as_of(MAY).filter(person=ana).count() == 2

    def test_a_second_job_outside_the_contract_is_refused(self):
        ana = hired("Ana", until=date(2026, 4, 30))
        with pytest.raises(actions.OutsideEmployment):
            actions.add_assignment(contract_of(ana).uid, on=MAY, by=hr())


@pytest.mark.capability("CORE-01")
class TestEnding:
    def test_everything_ends_with_the_contract(self):
        ana, bo = hired("Ana", pay=Decimal(1)), hired("Bo")
        actions.add_dotted_line(ana.uid, manager=bo, on=START, by=hr())
        actions.end_employment(contract_of(ana).uid, last_day=date(2026, 4, 30), reason="resigned", by=hr())

        assert contract_of(ana).valid_until == MAY
        assert titles(ana) == [(START, MAY, "")]
        assert pay_rows(ana)[0][1] == MAY
        assert DottedLine.objects.get().valid_until == MAY
        assert events()[-1] == "people.EmploymentEnding"

    def test_what_is_planned_for_later_is_taken_out_only_when_told(self):
        ana = hired("Ana", title="Clerk")
        actions.change_assignment(job_of(ana).uid, on=JULY, title="Lead", by=hr())
        end = {"last_day": date(2026, 4, 30), "reason": "resigned", "by": hr()}
        with pytest.raises(actions.LaterRows):
            actions.end_employment(contract_of(ana).uid, **end)
        actions.end_employment(contract_of(ana).uid, with_later=True, **end)

        assert titles(ana) == [(START, MAY, "Clerk")]

    def test_an_end_can_be_moved_and_taken_back(self):
        ana = hired("Ana", title="Clerk", pay=Decimal(1))
        uid = contract_of(ana).uid
        actions.end_employment(uid, last_day=date(2026, 4, 30), reason="resigned", by=hr())
        actions.end_employment(uid, last_day=date(2026, 6, 30), reason="resigned", by=hr())
        assert (titles(ana)[0][1], pay_rows(ana)[0][1]) == (JULY, JULY)
        actions.undo_end(uid, by=hr())
        assert (contract_of(ana).valid_until, titles(ana)[0][1], pay_rows(ana)[0][1]) == (None, None, None)
        with pytest.raises(actions.NoEndSet):
            actions.undo_end(uid, by=hr())

    def test_the_other_job_becomes_the_main_one(self):
        ana = hired("Ana")
        job = actions.FirstJob(legal_entity=entity("south"), starts_on=TODAY, facts={"title": "Other"})
        actions.hire(ana.uid, job=job, by=hr())
        first = Employment.objects.get(person=ana, legal_entity=entity())
        actions.end_employment(first.uid, last_day=date(2026, 4, 30), reason="moved", by=hr())

        assert job_of(ana, MAY).title == "Other"

    def test_a_first_day_moves_with_all_that_began_on_it(self):
        ana = hired("Ana", on=MAY, title="Clerk", pay=Decimal(1))
        actions.move_start(contract_of(ana).uid, to=JULY, by=hr())
        assert (contract_of(ana).valid_from, titles(ana)[0][0], pay_rows(ana)[0][0]) == (JULY, JULY, JULY)

        actions.change_assignment(job_of(ana, JULY).uid, on=date(2026, 8, 1), title="Lead", by=hr())
        with pytest.raises(actions.RowsBetween):
            actions.move_start(contract_of(ana).uid, to=date(2026, 9, 1), by=hr())

    def test_nobody_leaves_before_they_came(self):
        ana = hired("Ana")
        with pytest.raises(Refused):
            actions.end_employment(contract_of(ana).uid, last_day=date(2023, 1, 1), reason="x", by=hr())


@pytest.mark.capability("CORE-06")
class TestPay:
    def change(self, person, on=MAY, by=None, **given):
        facts = {"amount": Decimal(60_000), "currency": "EUR", **given}
        return actions.change_pay(contract_of(person).uid, on=on, by=by or hr(), **facts)

    def test_a_raise_holds_from_its_day(self):
        ana = hired("Ana", pay=Decimal(50_000))
        self.change(ana)

        assert [(row[0], row[2]) for row in pay_rows(ana)] == [(START, 50_000), (MAY, 60_000)]
        assert "60000" not in str(list(Entry.objects.values_list("details", flat=True)))

    def test_the_first_pay_begins_and_ends_with_what_is_there(self):
        ana = hired("Ana", until=date(2026, 12, 31))
        self.change(ana, on=JULY)
        self.change(ana, on=MAY, amount=Decimal(1))

        assert [row[:2] for row in pay_rows(ana)] == [(MAY, JULY), (JULY, date(2027, 1, 1))]

    def test_nobody_changes_their_own_pay(self):
        ana = hired("Ana", pay=Decimal(1))
        with pytest.raises(actions.NotYourOwnPay):
            self.change(ana, by=hr(person=ana))

    @pytest.mark.parametrize(
        ("given", "field"),
        [
            ({"amount": Decimal(-1)}, "amount"),
            ({"currency": "XXY"}, "currency"),
            ({"period": "fortnight"}, "period"),
        ],
    )
    def test_impossible_pay_is_refused_by_field(self, given, field):
        ana = hired("Ana", pay=Decimal(1))
        with pytest.raises(actions.NotValid) as refused:
            self.change(ana, **given)

        assert list(refused.value.errors) == [field]

    def test_pay_is_corrected_and_rescinded(self):
        ana = hired("Ana", pay=Decimal(50_000))
        raised = self.change(ana)
        actions.correct_pay(raised.uid, amount=Decimal(61_000), by=hr())
        assert pay_rows(ana)[1][2] == 61_000
        actions.rescind_pay(raised.uid, by=hr())
        assert pay_rows(ana) == [(START, None, 50_000)]

    def test_pay_outside_the_contract_is_refused(self):
        ana = hired("Ana", until=date(2026, 4, 30))
        with pytest.raises(actions.OutsideEmployment):
            self.change(ana)
