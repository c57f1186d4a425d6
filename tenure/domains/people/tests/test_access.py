"""Who sees and may what: every role against every class of facts, with those who must not."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db.models import Model

from tenure.domains.people import actions, models, queries
from tenure.domains.people.queries.sections import PARTS
from tenure.foundation.access import Actor, Held
from tenure.foundation.identity.models import User

from .factories import (
    EMPLOYEE,
    MANAGER,
    START,
    TODAY,
    actor,
    contract_of,
    entity,
    hired,
    hr,
    job_of,
    over,
    place,
    unit,
)

pytestmark = [pytest.mark.django_db, pytest.mark.capability("CPL-08"), pytest.mark.capability("CORE-07")]

LATER = TODAY + timedelta(days=30)
GENERALIST = (
    "people.directory",
    "people.view",
    "people.view_personal",
    "people.view_identity",
    "people.plan",
    "people.edit",
    "people.edit_contact",
    "people.edit_personal",
    "people.edit_identity",
    "notes.view_hr",
    "notes.view_manager",
    "notes.view_employee",
    "notes.write",
    "pay.view",
    "pay.edit",
)
PAYROLL = (
    "people.directory",
    "people.view",
    "people.view_identity",
    "people.view_bank",
    "people.edit_bank",
    "people.export",
    "pay.view",
)
COMPENSATION = ("people.directory", "people.view", "pay.view", "pay.edit", "insights.view")


@dataclass
class Cast:
    """Ana, about whom everything is known, and who stands around her."""

    ana: models.Person
    actors: dict[str, Actor]


def _user(name: str) -> User:
    return User.objects.create_user(f"{name}@example.org")


def _file_of(ana: models.Person) -> None:
    full = hr("people.view_bank", "people.edit_bank", user=_user("writer"))
    himself = actor(*EMPLOYEE, person=ana)
    actions.set_personal_details(ana.uid, birth_date=date(1990, 2, 28), by=full)
    actions.add_contact(ana.uid, kind="email", value="a@home.example", by=full)
    actions.change_address(ana.uid, on=START, lines="1 Way", country="DE", by=full)
    actions.add_emergency_contact(ana.uid, name="Mo", phone="1", by=full)
    actions.add_dependant(ana.uid, name="Kid", relationship="child", by=full)
    actions.add_paper(ana.uid, kind="passport", country="DE", number="C01X00T47", by=full)
    bank = {"holder": "Ana", "account": "DE89370400440532013000", "country": "DE", "currency": "EUR"}
    actions.change_bank_account(ana.uid, on=START, by=full, **bank)
    actions.set_special_details(ana.uid, answers={"disability": "no"}, by=himself)
    actions.add_qualification(ana.uid, kind="skill", title="Tin whistle", by=full)
    for visibility in models.Note.Visibility.values:
        actions.write_note(ana.uid, visibility=visibility, text=f"For {visibility}", by=full)


@pytest.fixture
def cast() -> Cast:
    north, south = entity(), entity("south")
    sales = unit("sales", parent=unit("company"))
    boss, elsewhere = hired("Boss", at=north), hired("Elsewhere", at=south)
    peer = hired("Peer", at=north)
    ana = hired("Ana", at=north, manager=boss, unit=sales, place=place(), pay=Decimal(50_000))
    hired("Under", at=south, manager=elsewhere)
    actions.add_dotted_line(ana.uid, manager=peer, on=START, by=hr())
    gone = hired("Gone", at=north, until=TODAY - timedelta(days=1))
    _file_of(ana)
    granted = {
        "generalist of the entity": ("entity", north.pk),
        "generalist of another entity": ("entity", south.pk),
        "generalist of the unit above": ("unit", unit("company").pk),
        "generalist of another unit": ("unit", unit("ops").pk),
        "generalist of the place": ("place", place().pk),
        "generalist of another place": ("place", place("oslo").pk),
    }
    actors = {
        "herself": actor(*EMPLOYEE, person=ana),
        "colleague": actor(*EMPLOYEE, person=peer),
        "manager": actor(*EMPLOYEE, *MANAGER, person=boss),
        "manager elsewhere": actor(*EMPLOYEE, *MANAGER, person=elsewhere),
        "payroll": actor(*over("entity", *PAYROLL, targets=(north.pk,))),
        "payroll elsewhere": actor(*over("entity", *PAYROLL, targets=(south.pk,))),
        "compensation": actor(*over("everyone", *COMPENSATION)),
        "auditor": actor(*over("everyone", "audit.view", "audit.view_reads", "people.directory")),
        "administrator": actor(*over("everyone", "identity.manage", "system.configure", "identity.grant")),
        "account of somebody gone": actor(person=gone),
        "account without a person": actor(*EMPLOYEE),
        "nobody": actor(),
    }
    for name, (scope, target) in granted.items():
        actors[name] = actor(*over(scope, *GENERALIST, targets=(target,)))
    return Cast(ana, actors)


PUBLIC = {"person", "dotted_lines"}
INTERNAL = {"employment", "terms", "job", "qualifications"}
PERSONAL = {"personal", "contacts", "addresses", "emergency_contacts", "dependants"}
NOTES = {"note hr", "note manager", "note employee"}
ALL_BUT_BANK = PUBLIC | INTERNAL | PERSONAL | NOTES | {"papers", "pay"}

SEES = {
    "herself": PUBLIC | INTERNAL | PERSONAL | {"papers", "bank", "pay", "special", "note employee"},
    "colleague": PUBLIC,
    "manager": PUBLIC | INTERNAL | {"note manager"},
    "manager elsewhere": PUBLIC,
    "generalist of the entity": ALL_BUT_BANK,
    "generalist of another entity": set(),
    "generalist of the unit above": ALL_BUT_BANK,
    "generalist of another unit": set(),
    "generalist of the place": ALL_BUT_BANK,
    "generalist of another place": set(),
    "payroll": PUBLIC | INTERNAL | {"papers", "bank", "pay"},
    "payroll elsewhere": set(),
    "compensation": PUBLIC | INTERNAL | {"pay"},
    "auditor": PUBLIC,
    "administrator": set(),
    "account of somebody gone": set(),
    "account without a person": PUBLIC,
    "nobody": set(),
}

EVERY_EDIT = {
    "people.edit",
    "people.edit_contact",
    "people.edit_personal",
    "people.edit_identity",
    "pay.edit",
}
MAY = {
    "herself": {"people.edit_contact", "people.edit_special"},
    "manager": {"notes.write"},
    "generalist of the entity": EVERY_EDIT | {"notes.write"},
    "generalist of the unit above": EVERY_EDIT | {"notes.write"},
    "generalist of the place": EVERY_EDIT | {"notes.write"},
    "payroll": {"people.edit_bank"},
    "compensation": {"pay.edit"},
}
EDITS = EVERY_EDIT | {"people.edit_bank", "people.edit_special", "notes.write"}


def seen(by: Actor, ana: models.Person) -> set[str]:
    found = {code for code, part in PARTS.items() if code != "notes" and part.found(by, ana.pk).exists()}
    notes = models.Note.objects.allowed(by, "notes.view").filter(person=ana)
    found |= {f"note {one.visibility}" for one in notes}
    if models.Person.objects.allowed(by, "people.directory").filter(pk=ana.pk).exists():
        found.add("person")
    return found


def test_each_sees_what_the_role_says_and_no_more(cast):
    assert {name: seen(by, cast.ana) for name, by in cast.actors.items()} == SEES


def test_each_may_change_what_the_role_says_and_no_more(cast):
    def may(by: Actor) -> set[str]:
        return {
            code for code in EDITS if models.Person.objects.allowed(by, code).filter(pk=cast.ana.pk).exists()
        }

    assert {name: may(by) for name, by in cast.actors.items()} == {n: MAY.get(n, set()) for n in cast.actors}


def test_the_profile_has_only_the_parts_that_one_may_see(cast):
    for name, by in cast.actors.items():
        expected = {
            code.split(" ")[0].replace("note", "notes") if " " in code else code for code in SEES[name]
        }
        if "person" not in expected:
            with pytest.raises(queries_not_there()):
                queries.profile(by, cast.ana.uid)
            continue
        page = queries.profile(by, cast.ana.uid)
        filled = {code for code, part in page.sections.items() if part.rows}
        assert filled == expected - {"person"}, name


def queries_not_there() -> type[Exception]:
    from tenure.foundation.refusal import NotThere

    return NotThere


def test_sibling_verbs_are_shut_to_those_who_may_only_look(cast):
    by = cast.actors["colleague"]
    ana = cast.ana
    for verb, missing in (
        (lambda: actions.update_person(ana.uid, preferred_name="X", by=by), models.Person),
        (lambda: actions.change_assignment(job_of(ana).uid, on=TODAY, title="X", by=by), models.Assignment),
        (
            lambda: actions.end_employment(contract_of(ana).uid, last_day=TODAY, reason="x", by=by),
            models.Employment,
        ),
        (lambda: actions.add_paper(ana.uid, kind="visa", country="DE", by=by), models.Person),
        (lambda: actions.remove_paper(ana.papers.get().uid, by=by), models.IdentityPaper),
        (lambda: actions.rescind_bank_account(ana.bank_accounts.get().uid, by=by), models.BankAccount),
        (lambda: actions.correct_pay(ana.pay.get().uid, amount=1, by=by), models.Pay),
        (lambda: actions.set_special_details(ana.uid, answers={}, by=by), models.Person),
        (lambda: actions.edit_note(ana.notes.first().uid, text="X", by=by), models.Note),
    ):
        with pytest.raises(missing.DoesNotExist):
            verb()


def test_a_person_changes_their_own_preferred_name_but_not_the_recorded_one(cast):
    by = cast.actors["herself"]
    assert actions.update_person(cast.ana.uid, preferred_name="Annie", by=by).called == "Annie"
    with pytest.raises(models.Person.DoesNotExist):
        actions.update_person(cast.ana.uid, name="Anna", by=by)


def test_hr_notes_about_oneself_stay_shut_whatever_roles_one_holds(cast):
    hr_person = hr(person=cast.ana)
    notes = models.Note.objects.allowed(hr_person, "notes.view").filter(person=cast.ana)

    assert [one.visibility for one in notes] == ["employee"]


def test_special_details_open_to_nobody_else_whatever_a_role_says(cast):
    greedy = actor(*over("everyone", "people.view_special", "people.edit_special"))

    assert not models.SpecialDetails.objects.allowed(greedy, "people.view_special").exists()
    with pytest.raises(models.Person.DoesNotExist):
        actions.set_special_details(cast.ana.uid, answers={}, by=greedy)


@pytest.mark.capability("CORE-04")
def test_a_manager_who_moves_away_loses_access_with_the_next_request(cast):
    by = cast.actors["manager"]
    assert "job" in seen(by, cast.ana)
    actions.change_assignment(job_of(cast.ana).uid, on=TODAY, manager=None, by=hr())
    assert seen(by, cast.ana) == PUBLIC


def test_rights_follow_a_planned_move_on_its_day_not_before(cast):
    boss = cast.actors["manager"]
    actions.change_assignment(job_of(cast.ana).uid, on=LATER, manager=None, by=hr())

    assert "job" in seen(boss, cast.ana)
    tomorrow = Actor(**{**vars(boss), "today": LATER})
    assert "job" not in seen(tomorrow, cast.ana)


class TestEmbargo:
    """What lies ahead is seen by those who plan, and by nobody else: not by the person either."""

    def planned(self, cast: Cast) -> None:
        actions.change_assignment(job_of(cast.ana).uid, on=LATER, title="Secret", by=hr())
        actions.change_pay(contract_of(cast.ana).uid, on=LATER, amount=Decimal(1), currency="EUR", by=hr())

    @pytest.mark.parametrize("who", ["herself", "manager", "payroll", "compensation"])
    def test_future_rows_are_hidden(self, cast, who):
        self.planned(cast)
        by = cast.actors[who]
        for model, permission in ((models.Assignment, "people.view"), (models.Pay, "pay.view")):
            assert not model.objects.allowed(by, permission).filter(valid_from__gt=TODAY).exists()
        page = queries.profile(by, cast.ana.uid, day=LATER)
        assert page.person.title != "Secret"
        assert {row.last_day for part in page.sections.values() for row in part.rows} == {None}

    def test_planners_see_them(self, cast):
        self.planned(cast)
        page = queries.profile(cast.actors["generalist of the entity"], cast.ana.uid)

        assert [row["title"] for row in page.sections["job"].future] == ["Secret"]
        assert page.sections["job"].current[0].last_day == LATER - timedelta(days=1)

    def test_a_planned_end_does_not_show(self, cast):
        actions.end_employment(contract_of(cast.ana).uid, last_day=LATER, reason="dismissed", by=hr())
        status = {
            who: queries.directory(cast.actors[who], day=day).get(pk=cast.ana.pk).status
            for who, day in (
                ("herself", TODAY),
                ("colleague", LATER + timedelta(days=9)),
                ("manager", TODAY),
                ("generalist of the entity", TODAY),
            )
        }
        assert status == {
            "herself": "active",
            "colleague": "active",
            "manager": "active",
            "generalist of the entity": "leaving",
        }

    def test_a_starter_is_unknown_to_colleagues_until_the_first_day(self, cast):
        new = hired("New", on=LATER)
        known = {
            who: models.Person.objects.allowed(cast.actors[who], "people.directory")
            .filter(pk=new.pk)
            .exists()
            for who in ("colleague", "auditor", "generalist of the entity")
        }
        assert known == {"colleague": False, "auditor": False, "generalist of the entity": True}


def test_who_has_left_is_known_to_those_who_keep_the_records(cast):
    gone = models.Person.objects.get(name="Gone")
    known = {
        who: models.Person.objects.allowed(by, "people.directory").filter(pk=gone.pk).exists()
        for who, by in cast.actors.items()
    }
    assert {who for who, is_known in known.items() if is_known} == {
        "generalist of the entity",
        "payroll",
        "compensation",
    }


PERSONAL_MODELS: list[type[Model]] = [part.model for part in PARTS.values()]


@pytest.mark.parametrize("model", PERSONAL_MODELS, ids=lambda m: m.__name__)
@pytest.mark.parametrize("scope", ["own", "reports"])
def test_an_account_without_a_person_matches_nobody(cast, model, scope):
    by = actor(Held("x", scope), *(Held(f"notes.view_{v}", scope) for v in models.Note.Visibility.values))
    permission = "notes.view" if model is models.Note else "x"

    assert not model.objects.allowed(by, permission).exists()


def test_an_unknown_scope_gives_nothing(cast):
    assert not models.Person.objects.allowed(actor(Held("people.view", "galaxy")), "people.view").exists()


@pytest.mark.capability("CPL-09")
def test_reading_pay_identity_and_bank_is_written_down_once_a_part(cast):
    from tenure.foundation.audit.models import Entry

    by = cast.actors["payroll"]
    queries.profile(by, cast.ana.uid)
    verbs = Entry.objects.filter(kind="view", about=[cast.ana.pk]).values_list("verb", flat=True)

    assert sorted(verbs) == ["people.bank.viewed", "people.papers.viewed", "people.pay.viewed"]


@pytest.mark.capability("CPL-09")
def test_a_colleagues_directory_row_holds_no_internal_facts(cast):
    row = queries.directory(cast.actors["colleague"]).get(pk=cast.ana.pk)

    assert (row.starts_on, row.worker_type) == (None, None)
    assert (row.title, row.unit_name, row.manager_name) == ("", "Sales", "Boss")
