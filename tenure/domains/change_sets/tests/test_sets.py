"""A reorganisation prepared, checked, approved, written, as one."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist

from tenure.domains.change_sets import actions, queries
from tenure.domains.change_sets.access import KIND
from tenure.domains.change_sets.models import ChangeSet
from tenure.domains.organisation.models import UnitTerm
from tenure.domains.people import actions as people
from tenure.domains.people.models import Assignment, ReportingLine
from tenure.domains.people.tests import factories as make
from tenure.foundation.access import Held
from tenure.foundation.approvals import StepSpec, actions as approvals, chain, deciding
from tenure.foundation.approvals.models import Approval, Signature
from tenure.foundation.audit.models import Entry
from tenure.foundation.identity.models import Grant, Role, User
from tenure.foundation.refusal import NotThere
from tenure.foundation.runs.actions import BuiltUpon
from tests.sums import sums

pytestmark = [pytest.mark.django_db, pytest.mark.capability("CORE-05")]
DAY = make.TODAY + timedelta(days=30)
RIGHTS = ("change_sets.prepare", "change_sets.approve", "approvals.view", "approvals.decide")


def somebody(name, *more):
    user = User.objects.create_user(f"{name}@example.org")
    role = Role.objects.get(code="hr_manager")
    Grant.objects.create(user=user, role=role, scope="everyone", targets=[], valid_from=make.TODAY)
    return replace(make.hr(*more, user=user), label=name)


@pytest.fixture
def cast():
    class Cast:
        sales, ops = make.unit("sales"), make.unit("ops")
        ada = make.hired("Ada Lovelace", title="Head", unit=sales)
        bo = make.hired("Bo Berg", title="Clerk", unit=sales, manager=ada)
        cy = make.hired("Cy Young", title="Clerk", unit=sales, manager=bo)
        hal, ida = somebody("hal", *RIGHTS), somebody("ida", *RIGHTS)

    return Cast


def begun(cast, **more):
    return actions.create_change_set(name="Spring", on=DAY, by=cast.hal, **more)


def job(person):
    return Assignment.objects.as_of(DAY).get(person=person)


def test_a_set_is_prepared_submitted_approved_and_written(cast):
    held = begun(cast)
    actions.add_unit(held.uid, verb="unit_new", code="north", name="North", parent=None, by=cast.hal)
    actions.add_people(held.uid, people=[cast.bo, cast.cy], unit=cast.ops, by=cast.hal)
    actions.submit_change_set(held.uid, by=cast.hal)
    with pytest.raises(chain.NotForYourself):
        actions.approve_change_set(held.uid, by=cast.hal)
    held = actions.approve_change_set(held.uid, by=cast.ida)
    assert (held.state, job(cast.bo).unit, job(cast.cy).unit) == ("applied", cast.ops, cast.ops)
    assert Assignment.objects.as_of(make.TODAY).get(person=cast.bo).unit == cast.sales
    assert UnitTerm.objects.get(unit__code="north").valid_from == DAY
    runs = Entry.objects.filter(
        verb__in=("people.assignment.changed", "organisation.unit.created"), run=held.run
    )
    assert runs.count() == 3


def test_people_move_into_a_unit_that_the_set_itself_makes_and_the_old_one_closes(cast):
    held = begun(cast)
    actions.add_unit(held.uid, verb="unit_new", code="new", name="New", by=cast.hal)
    actions.add_unit(held.uid, verb="unit_close", unit=cast.sales, by=cast.hal)
    actions.add_people(held.uid, people=[cast.ada, cast.bo, cast.cy], unit="new:new", by=cast.hal)
    actions.submit_change_set(held.uid, by=cast.hal)
    actions.approve_change_set(held.uid, by=cast.ida)
    assert {job(one).unit.code for one in (cast.ada, cast.bo, cast.cy)} == {"new"}
    assert UnitTerm.objects.get(unit=cast.sales).valid_until == DAY


def test_what_is_a_ring_on_the_way_only_is_none(cast):
    """Bo reports to Ada; then Ada to Bo, and Bo to nobody: line by line the first would be a ring."""
    held = begun(cast)
    actions.add_people(held.uid, people=[cast.ada], manager=cast.bo, by=cast.hal)
    held = actions.check_change_set(held.uid, by=cast.hal)
    assert "Ada Lovelace" in held.problem
    actions.add_people(held.uid, people=[cast.bo], manager=None, by=cast.hal)
    held = actions.check_change_set(held.uid, by=cast.hal)
    assert (held.problem, held.found["alone"]) == ("", [cast.bo.pk])
    assert sorted(held.found["moved"]) == sorted(
        [[cast.ada.pk, None, cast.bo.pk], [cast.bo.pk, cast.ada.pk, None]]
    )


def test_a_check_changes_nothing_and_says_what_would_differ(cast):
    held = begun(cast)
    actions.add_people(held.uid, people=[cast.bo, cast.cy], unit=cast.ops, by=cast.hal)
    held = actions.check_change_set(held.uid, by=cast.hal)
    assert held.found["units"] == {"ops": (0, 2), "sales": (2, 0)}
    assert (Assignment.objects.count(), ReportingLine.objects.count()) == (3, 3)
    shown = queries.review(cast.hal, held.uid)
    assert [(one.name, [(c.label, c.before, c.after) for c in one.changes]) for one in shown.lines] == [
        ("Bo Berg", [("Unit", "Sales", "Ops")]),
        ("Cy Young", [("Unit", "Sales", "Ops")]),
    ]
    assert shown.units == [("Ops", 0, 2), ("Sales", 2, 0)]


def test_a_line_is_refused_with_its_problem_and_the_others_are_not(cast):
    held = begun(cast)
    actions.add_people(held.uid, people=[cast.bo], fte="7", by=cast.hal)
    actions.add_people(held.uid, people=[cast.cy], unit=cast.ops, by=cast.hal)
    with pytest.raises(actions.NotReady, match="1 line has a problem"):
        actions.submit_change_set(held.uid, by=cast.hal)
    held = actions.check_change_set(held.uid, by=cast.hal)
    assert [bool(line.problem) for line in held.lines.all()] == [True, False]


def test_a_stale_line_is_refused_with_the_difference_and_can_be_renewed(cast):
    held = begun(cast)
    (line,) = actions.add_people(held.uid, people=[cast.bo], unit=cast.ops, by=cast.hal)
    people.change_assignment(job(cast.bo).uid, on=make.TODAY, title="Lead", by=make.hr())
    shown = queries.review(cast.hal, held.uid).lines[0]
    assert [(c.label, c.before, c.now) for c in shown.changes if c.now] == [("Title", "Clerk", "Lead")]
    with pytest.raises(actions.NotReady, match="changed since"):
        actions.submit_change_set(held.uid, by=cast.hal)
    actions.renew_line(line.uid, by=cast.hal)
    assert not queries.review(cast.hal, held.uid).lines[0].is_stale
    actions.submit_change_set(held.uid, by=cast.hal)


def test_what_changed_between_submission_and_approval_is_refused(cast):
    held = begun(cast)
    actions.add_people(held.uid, people=[cast.bo], unit=cast.ops, by=cast.hal)
    actions.submit_change_set(held.uid, by=cast.hal)
    people.change_assignment(job(cast.bo).uid, on=make.TODAY, title="Lead", by=make.hr())
    with pytest.raises(actions.NotReady, match="changed since"):
        actions.approve_change_set(held.uid, by=cast.ida)
    assert ChangeSet.objects.get().state == "submitted"


def test_nobody_approves_a_change_of_their_own_work(cast):
    held = begun(cast)
    actions.add_people(held.uid, people=[cast.bo], unit=cast.ops, by=cast.hal)
    actions.submit_change_set(held.uid, by=cast.hal)
    with pytest.raises(chain.NotForYourself):
        actions.approve_change_set(held.uid, by=replace(cast.ida, person_id=cast.bo.pk))


def asked():
    return set(Signature.objects.values_list("user__email", flat=True))


def submitted(cast, **more):
    held = begun(cast, **more)
    actions.add_people(held.uid, people=[cast.bo], unit=cast.ops, by=cast.hal)
    return actions.submit_change_set(held.uid, by=cast.hal)


def test_it_waits_in_the_inbox_of_those_who_approve_and_did_not_prepare_it(cast):
    submitted(cast)
    assert asked() == {"ida@example.org"}


def test_who_declines_says_why_and_it_is_prepared_again(cast):
    held = submitted(cast)
    with pytest.raises(chain.ReasonMissing):
        actions.decline_change_set(held.uid, by=cast.ida)
    actions.decline_change_set(held.uid, words="Too early.", by=cast.ida)
    held.refresh_from_db()
    assert (held.state, Approval.objects.get().reason) == ("draft", "Too early.")
    actions.submit_change_set(held.uid, by=cast.hal)
    assert list(Approval.objects.values_list("state", flat=True)) == ["declined", "waiting"]


def test_who_submitted_takes_it_back_and_nobody_else(cast):
    held = submitted(cast)
    with pytest.raises(NotThere):
        actions.withdraw_change_set(held.uid, by=cast.ida)
    deciding.withdraw(Approval.objects.get().uid, by=cast.hal)
    held.refresh_from_db()
    assert (held.state, Approval.objects.get().state) == ("draft", "withdrawn")


def test_a_delegate_signs_and_who_prepared_it_never_does_so_as_one(cast):
    jo = somebody("jo", *RIGHTS[2:])
    approvals.delegate(User.objects.get(pk=jo.user_id).uid, start=make.TODAY, by=cast.ida)
    Grant.objects.filter(user=jo.user_id).delete()
    held = submitted(cast)
    assert asked() == {"ida@example.org", "jo@example.org"}
    assert actions.approve_change_set(held.uid, by=jo).state == "applied"
    assert job(cast.bo).unit == cast.ops


def test_nobody_adds_people_whom_they_may_not_move(cast):
    held = begun(cast)
    narrow = tuple(one for one in cast.hal.held if one.permission != "people.edit")
    with pytest.raises(actions.NobodyNamed):
        actions.add_people(held.uid, people=[cast.bo], unit=cast.ops, by=replace(cast.hal, held=narrow))


class TestUndo:
    def written(self, cast):
        held = begun(cast)
        actions.add_unit(held.uid, verb="unit_new", code="new", name="New", by=cast.hal)
        actions.add_unit(held.uid, verb="unit_close", unit=cast.sales, by=cast.hal)
        crowd = [cast.ada, cast.bo, cast.cy]
        actions.add_people(held.uid, people=crowd, unit="new:new", by=cast.hal)
        actions.add_people(held.uid, people=[cast.cy], manager=cast.ada, title="Lead", by=cast.hal)
        before = sums()
        actions.submit_change_set(held.uid, by=cast.hal)
        return before, actions.approve_change_set(held.uid, by=cast.ida)

    def test_every_record_is_as_it_was(self, cast):
        before, held = self.written(cast)
        assert sums()["people_assignment"] != before["people_assignment"]
        held = actions.undo_change_set(held.uid, by=cast.hal)
        assert (held.state, different(before)) == ("undone", set())

    def test_what_was_built_on_is_not_undone_and_said(self, cast):
        _before, held = self.written(cast)
        people.change_assignment(job(cast.bo).uid, on=DAY + timedelta(days=9), title="Chief", by=make.hr())
        with pytest.raises(BuiltUpon, match="Bo Berg"):
            actions.undo_change_set(held.uid, by=cast.hal)

    def test_once_its_day_has_come_it_stays(self, cast):
        _before, held = self.written(cast)
        with pytest.raises(actions.TooLateToUndo):
            actions.undo_change_set(held.uid, by=replace(cast.hal, today=DAY))


def different(before):
    """Name the tables that are not as before; those of the sets and their approval may differ."""
    after = sums()
    own = ("change_sets", "approvals")
    return {name for name in before if before[name] != after[name] and not name.startswith(own)}


@pytest.mark.capability("CORE-05")
def test_two_hundred_people_are_moved_and_moved_back(cast, django_assert_max_num_queries):
    by = make.hr()
    crowd = [make.hired(f"P{n:03}", unit=cast.sales, manager=cast.ada, by=by) for n in range(200)]
    held = begun(cast)
    actions.add_people(held.uid, people=crowd, unit=cast.ops, manager=cast.bo, by=cast.hal)
    with django_assert_max_num_queries(200 * EACH + 100):
        actions.submit_change_set(held.uid, by=cast.hal)
    before = sums()
    actions.approve_change_set(held.uid, by=cast.ida)
    assert ReportingLine.objects.as_of(DAY).filter(manager=cast.bo).count() == 201
    with django_assert_max_num_queries(200):
        actions.undo_change_set(held.uid, by=cast.hal)
    assert different(before) == set()


EACH = 22


class TestConfidential:
    def approved(self, cast):
        held = begun(cast, is_confidential=True)
        actions.let_in(held.uid, person=self.person(cast), part="approves", by=cast.hal)
        actions.add_people(held.uid, people=[cast.bo], unit=cast.ops, by=cast.hal)
        actions.submit_change_set(held.uid, by=cast.hal)
        return actions.approve_change_set(held.uid, by=cast.ida)

    def person(self, cast):
        person = make.hired("Ida")
        person.user_id = cast.ida.user_id
        person.save()
        return person

    def test_nothing_is_in_the_records_before_it_is_announced(self, cast):
        held = self.approved(cast)
        assert (held.state, Assignment.objects.filter(valid_from=DAY).count()) == ("approved", 0)
        named = Entry.objects.filter(about__contains=[cast.bo.pk])
        assert set(named.values_list("verb", flat=True)) == {"people.person.hired"}

    def test_other_people_of_hr_never_see_it(self, cast):
        held = self.approved(cast)
        other = somebody("jo", *RIGHTS)
        assert list(queries.listed(other)) == []
        for act in (actions.drop_change_set, actions.check_change_set):
            with pytest.raises(ObjectDoesNotExist):
                act(held.uid, by=other)
        with pytest.raises(ObjectDoesNotExist):
            queries.review(other, held.uid)

    def test_it_needs_somebody_let_in_to_approve_it(self, cast):
        with pytest.raises(actions.NobodyDecides):
            submitted(cast, is_confidential=True)

    def test_no_chain_no_delegate_and_no_stand_in_lets_anybody_in(self, cast):
        jo = somebody("jo", *RIGHTS)
        approvals.delegate(User.objects.get(pk=jo.user_id).uid, start=make.TODAY, by=cast.ida)
        by = make.hr("approvals.configure")
        approvals.set_chain(KIND, [StepSpec(("role:hr_manager", "change_set"))], by=by)
        held = begun(cast, is_confidential=True)
        actions.add_people(held.uid, people=[cast.bo], unit=cast.ops, by=cast.hal)
        actions.let_in(held.uid, person=self.person(cast), part="approves", by=cast.hal)
        actions.submit_change_set(held.uid, by=cast.hal)
        assert asked() == {"ida@example.org"}
        assert Approval.objects.get().about == []

    def test_who_moves_in_it_is_not_asked_though_let_in(self, cast):
        held = begun(cast, is_confidential=True)
        ida = self.person(cast)
        actions.let_in(held.uid, person=ida, part="approves", by=cast.hal)
        actions.add_people(held.uid, people=[cast.bo, ida], unit=cast.ops, by=cast.hal)
        with pytest.raises(actions.NobodyDecides):
            actions.submit_change_set(held.uid, by=cast.hal)

    def test_who_is_let_in_later_is_asked_at_once(self, cast):
        held = begun(cast, is_confidential=True)
        actions.add_people(held.uid, people=[cast.bo], unit=cast.ops, by=cast.hal)
        actions.let_in(held.uid, person=self.person(cast), part="approves", by=cast.hal)
        actions.submit_change_set(held.uid, by=cast.hal)
        jo, person = somebody("jo", *RIGHTS), make.hired("Jo")
        person.user_id = jo.user_id
        person.save()
        actions.let_in(held.uid, person=person, part="approves", by=cast.hal)
        assert asked() == {"ida@example.org", "jo@example.org"}

    def test_it_is_written_when_announced(self, cast):
        held = self.approved(cast)
        held = actions.announce_change_set(held.uid, on=make.TODAY, by=cast.hal)
        assert (held.state, job(cast.bo).unit) == ("applied", cast.ops)

    def test_it_is_written_by_the_machine_on_its_day_and_not_before(self, cast):
        self.approved(cast)
        machine = make.hr(*RIGHTS)
        machine = replace(machine, user_id=None, channel="job")
        assert actions.write_due_sets(day=DAY - timedelta(days=1), by=machine) == 0
        assert actions.write_due_sets(day=DAY, by=machine) == 1
        assert job(cast.bo).unit == cast.ops
        assert actions.write_due_sets(day=DAY, by=machine) == 0

    def test_one_that_cannot_be_written_says_why_and_stays(self, cast):
        held = self.approved(cast)
        people.change_assignment(job(cast.bo).uid, on=make.TODAY, title="Lead", by=make.hr())
        machine = replace(make.hr(*RIGHTS), user_id=None, channel="job")
        assert actions.write_due_sets(day=DAY, by=machine) == 0
        held.refresh_from_db()
        assert (held.state, "changed since" in held.problem) == ("approved", True)

    def test_it_is_announced_on_its_day_at_the_latest(self, cast):
        held = self.approved(cast)
        with pytest.raises(actions.TooLate):
            actions.announce_change_set(held.uid, on=DAY + timedelta(days=1), by=cast.hal)


def test_who_plans_for_a_part_only_sees_the_sets_they_are_in(cast):
    begun(cast)
    partly = tuple(
        Held(one.permission, "entity", (1,)) if one.permission.startswith("change_sets") else one
        for one in cast.ida.held
    )
    assert list(queries.listed(replace(cast.ida, held=partly))) == []
    assert queries.listed(cast.ida).count() == 1


@pytest.mark.parametrize("many", [1, 3])
def test_a_review_takes_the_same_queries_whatever_its_size(cast, many, django_assert_num_queries):
    held = begun(cast)
    crowd = [cast.bo, cast.cy, cast.ada][:many]
    actions.add_people(held.uid, people=crowd, unit=cast.ops, by=cast.hal)
    actions.check_change_set(held.uid, by=cast.hal)
    with django_assert_num_queries(QUERIES):
        queries.review(cast.hal, held.uid)


QUERIES = 8
