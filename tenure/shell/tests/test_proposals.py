"""One's own details: some change at once, some after somebody else agreed, all by the same verbs."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection

from tenure.domains.people import actions
from tenure.domains.people.models import Address, BankAccount, DottedLine, Person, PersonalDetails, Proposal
from tenure.domains.people.queries.proposals import side_by_side, waiting_of
from tenure.domains.people.tests.cast import Company
from tenure.foundation.access import Actor, Held
from tenure.foundation.approvals import actions as approvals, chain, deciding
from tenure.foundation.approvals.models import Approval
from tenure.foundation.approvals.registry import StepSpec
from tenure.foundation.audit.models import Entry, Kind
from tenure.foundation.identity.models import User
from tenure.foundation.identity.roles import sync_roles
from tenure.foundation.jobs import run_due_now
from tenure.foundation.notify.models import Notice
from tenure.foundation.refusal import Refused
from tenure.foundation.settings import actions as settings
from tenure.foundation.states import WrongStep
from tenure.shell.actor import actor_for

pytestmark = [pytest.mark.django_db, pytest.mark.capability("CORE-11")]
IBAN, OTHER_IBAN = "DE89370400440532013000", "GB33BUKB20201555555555"
BANK = {"holder": "Bo", "account": OTHER_IBAN, "country": "GB", "currency": "GBP"}


class Cast(Company):
    """The company, with accounts for Bo, the manager, and those who decide."""

    def __init__(self) -> None:
        sync_roles()
        super().__init__()
        self.private_facts()
        self.client(self.bo)
        self.client(self.ada)
        self.client(self.hal, "hr_generalist")
        self.client(None, "payroll")
        self.payroll = User.objects.latest("pk")

    def acting(self, who: object) -> Actor:
        user = who if isinstance(who, User) else Person.objects.get(pk=who.pk).user
        found = actor_for(user, channel="test", today=self.today)
        assert found is not None
        return found

    def propose(self, what: str = "personal", **facts: object) -> actions.Proposed:
        facts = facts or {"marital_status": "married", "legal_name": "Bo Bertil Berg"}
        return actions.propose_change(self.bo.uid, what, facts, why="New papers.", by=self.acting(self.bo))


@pytest.fixture
def house(db: None) -> Cast:
    return Cast()


def approval() -> Approval:
    return Approval.objects.latest("pk")


def married(house: Cast) -> str:
    return PersonalDetails.objects.get(person=house.bo).marital_status


def test_what_is_free_holds_at_once_and_what_is_not_waits(house: Cast) -> None:
    done = house.propose("card", preferred_name="Bosse", pronouns="he/him")
    assert (done.applied, done.proposal) == (("preferred_name", "pronouns"), None)
    assert Person.objects.get(pk=house.bo.pk).called == "Bosse"
    waits = house.propose()
    assert (waits.applied, waits.proposal.fields) == ((), ["legal_name", "marital_status"])
    assert married(house) == ""


def test_which_fields_wait_is_for_the_house_to_say(house: Cast) -> None:
    by = Actor(None, None, house.today, (Held("approvals.configure", "everyone"),))
    settings.set_value("people.self_service.card.pronouns", "approval", start=house.today, by=by)
    settings.set_value("people.self_service.personal.legal_name", "hr", start=house.today, by=by)
    done = house.propose("card", preferred_name="Bosse", pronouns="he/him")
    assert (done.applied, done.proposal.fields) == (("preferred_name",), ["pronouns"])
    with pytest.raises(actions.NotValid) as refused:
        house.propose()
    assert list(refused.value.errors) == ["legal_name"]
    with pytest.raises(actions.NeedsApproval):
        actions.update_person(house.bo.uid, pronouns="they/them", by=house.acting(house.bo))


def test_the_last_signature_makes_the_change_by_the_verb_of_the_record(house: Cast) -> None:
    house.propose()
    deciding.approve(approval().uid, note="Seen the certificate.", by=house.acting(house.hal))
    assert (married(house), Proposal.objects.get().state) == ("married", "applied")
    verbs = list(
        Entry.objects.filter(kind=Kind.ACT).order_by("-pk").values_list("verb", "actor_person_id")[:3]
    )
    assert verbs == [
        ("people.proposal.signed", house.hal.pk),
        ("people.personal.updated", house.hal.pk),
        ("approvals.step.signed", house.hal.pk),
    ]
    run_due_now()
    assert Notice.objects.filter(user=house.acting(house.bo).user_id).count() == 1


def test_a_bank_account_goes_to_payroll_and_waits_sealed(house: Cast) -> None:
    done = house.propose("bank", **BANK)
    assert OTHER_IBAN.encode() not in bytes(done.proposal.values_sealed)
    assert not Approval.objects.allowed(house.acting(house.hal), "approvals.decide").exists()
    deciding.approve(approval().uid, by=house.acting(house.payroll))
    held = BankAccount.objects.as_of(house.today).get(person=house.bo)
    assert (held.account, held.valid_from) == (OTHER_IBAN, house.today)


def test_an_address_holds_from_its_day(house: Cast) -> None:
    day = house.today + timedelta(days=10)
    facts = {"lines": "1 New Road", "country": "DE", "locality": "Ulm"}
    actions.propose_change(house.bo.uid, "address", facts, on=day, by=house.acting(house.bo))
    deciding.approve(approval().uid, by=house.acting(house.hal))
    assert Address.objects.get(person=house.bo).valid_from == day


def test_what_the_record_would_refuse_is_refused_when_asked(house: Cast) -> None:
    for what, facts, field in (
        ("bank", {**BANK, "account": "DE00370400440532013000"}, "account"),
        ("bank", {"holder": "Bo", "account": OTHER_IBAN}, ""),
        ("personal", {"birth_date": "soon"}, "birth_date"),
        ("personal", {"birth_date": house.today}, "birth_date"),
        ("personal", {"number": "1"}, "number"),
        ("address", {"locality": "Ulm"}, "lines"),
    ):
        if field:
            with pytest.raises(actions.NotValid) as refused:
                house.propose(what, **facts)
            assert field in refused.value.errors
    with pytest.raises(actions.NothingChanges):
        house.propose("personal", legal_name="Bo Bertil")
    assert (Approval.objects.count(), Proposal.objects.count()) == (0, 0)


def test_a_stale_proposal_is_refused_and_shows_the_difference(house: Cast) -> None:
    house.propose()
    actions.set_personal_details(house.bo.uid, legal_name="Bo B. Berg", by=house.hr)
    hal = house.acting(house.hal)
    with pytest.raises(actions.Outdated):
        deciding.approve(approval().uid, by=hal)
    assert married(house) == ""
    side = side_by_side(hal, Proposal.objects.get())
    rows = [(one.name, one.before, one.now, one.after, one.is_stale) for one in side.changes]
    assert rows == [
        ("legal_name", "Bo Bertil", "Bo B. Berg", "Bo Bertil Berg", True),
        ("marital_status", "", "", "married", False),
    ]


def test_values_are_for_those_who_may_see_the_facts_and_reading_is_logged(house: Cast) -> None:
    proposal = house.propose("bank", **BANK).proposal
    for who, sees in ((house.payroll, True), (house.hal, False), (house.ada, False), (house.bo, True)):
        side = side_by_side(house.acting(who), proposal)
        assert (side.is_open, "Account number or IBAN" in side.labels) == (sees, True)
    side = side_by_side(house.acting(house.payroll), proposal)
    account = next(one for one in side.changes if one.name == "account")
    assert (account.before, account.after) == ("ends in 3000", OTHER_IBAN)
    assert Entry.objects.filter(verb="people.proposal.viewed").count() == 2


def test_one_sees_what_waits_and_takes_it_back(house: Cast) -> None:
    house.propose()
    bo = house.acting(house.bo)
    [side] = waiting_of(bo, house.bo)
    assert waiting_of(house.acting(house.hal), house.bo) == []
    with pytest.raises(chain.AlreadyWaiting):
        house.propose("personal", marital_status="single")
    deciding.withdraw(approval().uid, by=bo)
    assert (waiting_of(bo, house.bo), side.path) == ([], approval().path)
    with pytest.raises(WrongStep):
        deciding.approve(approval().uid, by=house.acting(house.hal))


def test_nobody_proposes_for_somebody_else(house: Cast) -> None:
    for who in (house.ada, house.hal, house.payroll):
        with pytest.raises(Person.DoesNotExist):
            actions.propose_change(house.bo.uid, "personal", {"marital_status": "x"}, by=house.acting(who))


def test_j06_hr_does_not_change_its_own_record_past_approval(house: Cast) -> None:
    hal = house.acting(house.hal)
    wide = Actor(hal.user_id, hal.person_id, hal.today, (*hal.held, *house.hr.held), "test")
    for act in (
        lambda: actions.set_personal_details(house.hal.uid, legal_name="H", by=wide),
        lambda: actions.change_address(house.hal.uid, on=house.today, lines="1", country="DE", by=wide),
        lambda: actions.change_bank_account(house.hal.uid, on=house.today, **BANK, by=wide),
        lambda: actions.add_dependant(house.hal.uid, name="N", relationship="child", by=wide),
    ):
        with pytest.raises(actions.NeedsApproval):
            act()
    actions.propose_change(house.hal.uid, "personal", {"legal_name": "H"}, by=hal)
    with pytest.raises(chain.NotForYourself):
        deciding.approve(approval().uid, by=wide)


@pytest.mark.capability("CORE-08")
def test_a_dotted_line_manager_decides_where_the_chain_says_so(house: Cast) -> None:
    by = Actor(None, None, house.today, (Held("approvals.configure", "everyone"),))
    actions.add_dotted_line(house.bo.uid, manager=house.hal, on=house.start, by=house.hr)
    assert DottedLine.objects.count() == 1
    steps = [StepSpec(("manager",)), StepSpec(("dotted_line",))]
    approvals.set_chain("people.own_details", steps, conditions={"fields": ["marital_status"]}, by=by)
    house.propose("personal", marital_status="married")
    deciding.approve(approval().uid, by=house.acting(house.ada))
    assert married(house) == ""
    deciding.approve(approval().uid, by=house.acting(house.hal))
    assert married(house) == "married"


def test_a_manager_who_moved_away_sees_it_no_more(house: Cast) -> None:
    by = Actor(None, None, house.today, (Held("approvals.configure", "everyone"),))
    approvals.set_chain("people.own_details", [StepSpec(("manager",))], by=by)
    house.propose()
    ada = house.acting(house.ada)
    assert Approval.objects.allowed(ada, "approvals.decide").count() == 1
    house.client(house.cy)
    job = house.bo.assignments.get()
    actions.change_assignment(job.uid, on=house.today, manager=house.cy, by=house.hr)
    assert Approval.objects.allowed(ada, "approvals.view").count() == 0
    cy = house.acting(house.cy)
    assert Approval.objects.allowed(cy, "approvals.decide").count() == 1


@pytest.mark.django_db(transaction=True)
def test_j01_two_threads_approving_one_change_are_one_transition_and_one_notice(house: Cast) -> None:
    house.client(None, "hr_generalist")
    users = [house.acting(house.hal), house.acting(User.objects.latest("pk"))]
    house.propose()
    found, start, outcomes = approval(), Barrier(4), []

    def sign(by: Actor) -> None:
        start.wait()
        try:
            deciding.approve(found.uid, by=by)
            outcomes.append("approved")
        except Refused as refused:
            outcomes.append(str(refused.status))
        finally:
            connection.close()

    threads = [Thread(target=sign, args=(one,)) for one in (*users, *users)]
    [one.start() for one in threads]
    [one.join() for one in threads]
    run_due_now()
    assert sorted(outcomes) == ["409", "409", "409", "approved"]
    assert (
        Entry.objects.filter(
            verb="people.personal.updated", details__fields=["legal_name", "marital_status"]
        ).count()
        == 1
    )
    assert Notice.objects.filter(kind="approvals.decided").count() == 1
