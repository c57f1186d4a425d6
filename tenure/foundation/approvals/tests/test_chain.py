"""Chains: who signs, in which order, and who never does."""

from collections.abc import Iterator
from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection

from tenure.foundation.access import Actor
from tenure.foundation.approvals import actions, chain, deciding, resolving, steps
from tenure.foundation.approvals.models import Approval, Chain, ChainStep, Delegation
from tenure.foundation.approvals.registry import _absent, _kinds, absence_of
from tenure.foundation.approvals.states import State
from tenure.foundation.audit.models import Entry
from tenure.foundation.events.models import Announced
from tenure.foundation.jobs import run_due_now
from tenure.foundation.jobs.actor import machine
from tenure.foundation.notify.models import Notice
from tenure.foundation.records.sensitivity import Sensitivity
from tenure.foundation.refusal import NotThere, Refused
from tenure.foundation.settings import actions as settings
from tenure.foundation.states import WrongStep

from . import cast
from .cast import Rule, StepSpec, actor, names, thing, user

pytestmark = [pytest.mark.django_db, pytest.mark.capability("CORE-11")]
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    cast.effects.clear()
    cast.named.clear()
    cast.people.clear()
    cast.declare()
    yield
    _kinds.pop("tests.thing", None)


def ask(by: Actor | None = None, **more) -> Approval:
    return chain.start(thing(), "tests.thing", by=by or actor(user("ann")), label="The thing", **more)


def waits(who: Actor) -> list[str]:
    return [one.label for one in Approval.objects.allowed(who, "approvals.decide")]


def test_one_signature_of_one_approver_completes_and_the_effect_is_the_domains() -> None:
    bob = user("bob")
    names(bob)
    found = ask()
    assert waits(actor(bob)) == ["The thing"]
    deciding.approve(found.uid, note="fine", by=actor(bob))
    found.refresh_from_db()
    assert (found.state, found.decided_by_id, cast.effects) == (State.APPROVED, bob.pk, [found.subject_uid])
    assert waits(actor(bob)) == []
    verbs = [*Entry.objects.order_by("pk").values_list("verb", flat=True)]
    assert verbs == ["approvals.approval.asked", "approvals.step.signed"]


def test_steps_follow_one_another_and_nobody_signs_before_the_turn() -> None:
    bob, cem = user("bob"), user("cem")
    cast.declare(StepSpec(("tests:first",)), StepSpec(("tests:second",)))
    names(bob)
    cast.named["second"] = {cem.pk}
    found = ask()
    with pytest.raises(Approval.DoesNotExist):
        deciding.approve(found.uid, by=actor(cem))
    deciding.approve(found.uid, by=actor(bob))
    assert (cast.effects, waits(actor(cem))) == ([], ["The thing"])
    deciding.approve(found.uid, by=actor(cem))
    assert cast.effects == [found.subject_uid]


def test_all_of_them_means_every_one() -> None:
    bob, cem = user("bob"), user("cem")
    cast.declare(StepSpec(("tests:first",), Rule.ALL))
    names(bob, cem)
    found = ask()
    deciding.approve(found.uid, by=actor(bob))
    assert cast.effects == []
    with pytest.raises(chain.NotYourTurn):
        deciding.approve(found.uid, by=actor(bob))
    deciding.approve(found.uid, by=actor(cem))
    assert cast.effects == [found.subject_uid]


def test_whoever_signed_one_step_does_not_sign_the_next_unless_the_house_says_so() -> None:
    bob, cem = user("bob"), user("cem")
    cast.declare(StepSpec(("tests:first",)), StepSpec(("tests:second",)))
    names(bob)
    cast.named["second"] = {bob.pk, cem.pk}
    found = ask()
    deciding.approve(found.uid, by=actor(bob))
    assert (waits(actor(bob)), waits(actor(cem))) == ([], ["The thing"])
    by = actor(user("ada"), "approvals.configure")
    settings.set_value(resolving.APART.key, value=False, start=cast.TODAY, by=by)
    steps.refresh_of([cem.pk], cast.TODAY)
    assert waits(actor(bob)) == ["The thing"]


def test_declining_takes_a_reason_and_ends_it() -> None:
    bob = user("bob")
    names(bob)
    found = ask()
    with pytest.raises(chain.ReasonMissing):
        deciding.decline(found.uid, reason="  ", by=actor(bob))
    deciding.decline(found.uid, reason="Not like this.", by=actor(bob))
    found.refresh_from_db()
    assert (found.state, found.reason, cast.effects) == (State.DECLINED, "Not like this.", [])


def test_what_waits_is_not_asked_for_twice() -> None:
    names(user("bob"))
    found = ask()
    subject = cast.SettingKey.objects.get(pk=found.subject_id)
    with pytest.raises(chain.AlreadyWaiting):
        chain.start(subject, "tests.thing", by=actor(user("ann")), label="Again")


def test_a_chain_is_chosen_by_its_conditions() -> None:
    bob, cem, dee = user("bob"), user("cem"), user("dee")
    names(bob)
    cast.named.update({"big": {cem.pk}, "name": {dee.pk}})
    by = actor(user("ada"), "approvals.configure")
    actions.set_chain("tests.thing", [StepSpec(("tests:big",))], conditions={"amount_over": 1000}, by=by)
    actions.set_chain("tests.thing", [StepSpec(("tests:name",))], conditions={"fields": ["name"]}, by=by)
    assert Chain.objects.count() == 2
    for facts, expected in (
        ({}, bob),
        ({"amount": 1000}, bob),
        ({"amount": 1001}, cem),
        ({"fields": ["name", "other"]}, dee),
        ({"fields": ["other"]}, bob),
    ):
        found = chain.start(thing(str(facts)), "tests.thing", by=actor(user("ann")), label="x", facts=facts)
        assert list(found.steps.get().signatures.values_list("user_id", flat=True)) == [expected.pk]


def test_only_who_may_says_who_decides() -> None:
    with pytest.raises(Refused):
        actions.set_chain("tests.thing", [StepSpec(("tests:big",))], by=actor(user("ann")))
    by = actor(user("ada"), "approvals.configure")
    with pytest.raises(actions.NotAChain):
        actions.set_chain("tests.thing", [StepSpec(("nobody-knows",))], by=by)
    assert ChainStep.objects.count() == 0


def test_who_is_away_is_not_asked_where_somebody_else_is_there() -> None:
    bob, cem = user("bob"), user("cem")
    names(bob, cem)
    absence_of(lambda _users, _day: {bob.pk})
    try:
        ask()
        assert (waits(actor(bob)), waits(actor(cem))) == ([], ["The thing"])
    finally:
        _absent.pop()


def test_a_delegate_signs_for_a_time_and_never_pay() -> None:
    bob, cem = user("bob"), user("cem")
    names(bob)
    actions.delegate(cem.uid, start=cast.TODAY, last_day=cast.TODAY, by=actor(bob))
    found = ask()
    assert waits(actor(cem)) == ["The thing"]
    tomorrow = cast.TODAY + DAY
    with pytest.raises(chain.NotYourTurn):
        deciding.approve(found.uid, by=actor(cem, today=tomorrow))
    deciding.approve(found.uid, by=actor(cem))
    assert found.steps.get().signatures.get(user=cem).in_place_of_id == bob.pk
    for closed in (Sensitivity.PAY, Sensitivity.CASE):
        cast.declare(sensitivity=closed)
        chain.start(thing(closed), "tests.thing", by=actor(user("ann")), label="Pay")
        assert (waits(actor(cem)), "Pay" in waits(actor(bob))) == ([], True)


def test_ending_a_delegation_ends_the_right_at_once() -> None:
    bob, cem = user("bob"), user("cem")
    names(bob)
    row = actions.delegate(cem.uid, start=cast.TODAY, by=actor(bob))
    ask()
    actions.end_delegation(row.uid, by=actor(bob))
    assert (waits(actor(cem)), waits(actor(bob)), Delegation.objects.count()) == ([], ["The thing"], 0)


def test_what_nobody_signs_is_announced_and_then_passed_on() -> None:
    bob, cem = user("bob"), user("cem")
    cast.declare(StepSpec(("tests:first",), escalate_after=3, escalate_to="tests:boss"))
    names(bob)
    cast.named["boss"] = {cem.pk}
    monday = date(2026, 3, 5)  # a Thursday: three working days on is Tuesday
    found = chain.start(thing(), "tests.thing", by=actor(user("ann"), today=monday), label="The thing")

    def on(day: date) -> list[int]:
        return actions.follow_up(by=Actor(None, None, day, label="job"))

    assert on(date(2026, 3, 6)) == []
    assert on(date(2026, 3, 9)) == []  # told: one working day ahead
    assert Announced.objects.filter(name="approvals.EscalationAhead").count() == 1
    assert waits(actor(cem)) == []
    assert on(date(2026, 3, 10)) == [found.steps.get().pk]
    assert on(date(2026, 3, 11)) == []
    assert waits(actor(cem)) == ["The thing"]
    run_due_now()
    assert Notice.objects.filter(user=cem, kind="approvals.escalated").count() == 1
    deciding.approve(found.uid, by=actor(cem, today=date(2026, 3, 11)))
    assert cast.effects == [found.subject_uid]


def test_notices_go_to_who_decides_and_then_to_who_asked() -> None:
    ann, bob = user("ann"), user("bob")
    names(bob)
    found = ask()
    run_due_now()
    assert [*Notice.objects.values_list("user_id", "kind")] == [(bob.pk, "approvals.waits")]
    deciding.approve(found.uid, by=actor(bob))
    run_due_now()
    assert [*Notice.objects.filter(user=ann).values_list("kind", flat=True)] == ["approvals.decided"]


def test_the_queue_does_not_tell_of_what_is_decided_already() -> None:
    bob = user("bob")
    names(bob)
    found = ask()
    deciding.approve(found.uid, by=actor(bob))
    run_due_now()
    assert Notice.objects.filter(user=bob).count() == 0


@pytest.mark.parametrize(
    "way",
    [
        "asked",
        "about",
        "prepared",
        "own account",
        "delegate",
        "ring of delegates",
        "administrator",
        "escalation",
    ],
)
def test_j06_nobody_approves_for_themself_in_any_channel(way: str) -> None:
    ann, bob = user("ann"), user("bob")
    cast.people[7] = ann.pk
    person = 7
    by, about, prepared = actor(bob), (), ()
    names(ann, bob)
    if way == "asked":
        by = actor(ann, person=person)
    elif way == "about":
        about = (7,)
    elif way == "prepared":
        prepared = (ann.pk,)
    elif way == "own account":
        about, person = (7,), None  # the account is recognised even where the actor carries no person
    elif way == "delegate":
        actions.delegate(ann.uid, start=cast.TODAY, by=actor(bob))
        names(bob)
        by = actor(ann)
    elif way == "ring of delegates":
        actions.delegate(ann.uid, start=cast.TODAY, by=actor(bob))
        actions.delegate(bob.uid, start=cast.TODAY, by=actor(ann))
        names(bob)
        by = actor(ann)
    elif way == "administrator":
        by = actor(ann)
    else:
        cast.declare(StepSpec(("tests:nobody",), escalate_after=1, escalate_to="tests:first"))
        by = actor(ann)
    found = chain.start(thing(), "tests.thing", by=by, label="The thing", about=about, prepared_by=prepared)
    rights = ("approvals.view", "approvals.decide", "approvals.configure", "system.configure")
    me = actor(ann, *rights, person=person)
    assert waits(me) == []
    with pytest.raises((chain.NotForYourself, NotThere)):
        deciding.approve(found.uid, by=me)
    with pytest.raises((chain.NotForYourself, NotThere)):
        deciding.decline(found.uid, reason="No.", by=me)
    found.refresh_from_db()
    assert (found.state, cast.effects) == (State.WAITING, [])


def test_a_delegate_is_never_oneself() -> None:
    ann = user("ann")
    with pytest.raises(actions.NoDelegate):
        actions.delegate(ann.uid, start=cast.TODAY, by=actor(ann))


def test_j07_what_was_withdrawn_is_not_approved() -> None:
    ann, bob = user("ann"), user("bob")
    names(bob)
    found = ask()
    with pytest.raises(NotThere):
        deciding.withdraw(found.uid, by=actor(bob))
    deciding.withdraw(found.uid, by=actor(ann))
    for act in (
        lambda: deciding.approve(found.uid, by=actor(bob)),
        lambda: deciding.decline(found.uid, reason="No.", by=actor(bob)),
        lambda: deciding.withdraw(found.uid, by=actor(ann)),
    ):
        with pytest.raises(WrongStep):
            act()
    assert cast.effects == []


def test_strangers_jobs_and_programs_sign_nothing() -> None:
    names(user("bob"))
    found = ask()
    for nobody in (
        machine("job", "approvals.decide", "approvals.view"),
        actor(user("eve"), "approvals.view"),
    ):
        with pytest.raises(NotThere):
            deciding.approve(found.uid, by=nobody)


@pytest.mark.django_db(transaction=True)
def test_j01_two_approvals_at_once_are_one_transition_and_one_notice() -> None:
    ann, bob, cem = user("ann"), user("bob"), user("cem")
    names(bob, cem)
    found = ask()
    outcomes: list[str] = []
    start = Barrier(4)

    def sign(who) -> None:
        start.wait()
        try:
            deciding.approve(found.uid, by=actor(who))
            outcomes.append("approved")
        except Refused as refused:
            outcomes.append(str(refused.status))
        finally:
            connection.close()

    threads = [Thread(target=sign, args=(who,)) for who in (bob, bob, cem, cem)]
    [one.start() for one in threads]
    [one.join() for one in threads]
    run_due_now()
    assert sorted(outcomes) == ["409", "409", "409", "approved"]
    assert cast.effects == [found.subject_uid]
    assert Announced.objects.filter(name="approvals.Decided").count() == 1
    assert Notice.objects.filter(user=ann).count() == 1
    assert Entry.objects.filter(verb="approvals.step.signed").count() == 1
