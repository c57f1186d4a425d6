"""Two records of one person made one, and a wrong merge taken apart."""

from datetime import date, timedelta
from decimal import Decimal
from threading import Thread
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse

from tenure.domains.people import actions, queries
from tenure.domains.people.actions._pairs import relations
from tenure.domains.people.models import (
    Assignment,
    BankAccount,
    Contact,
    Merge,
    Note,
    Person,
    PersonalDetails,
    PersonValue,
    ReportingLine,
)
from tenure.foundation.audit.models import Entry
from tenure.foundation.fields import actions as fields
from tenure.foundation.fields.lists import Roles
from tenure.foundation.identity.models import User

from . import factories as make
from .cast import Company

pytestmark = [pytest.mark.django_db, pytest.mark.capability("CORE-22")]
LEFT = date(2025, 6, 30)
BACK = date(2025, 9, 1)


def hr(**more: Any) -> Any:
    return make.hr("people.edit_bank", "people.view_bank", **more)


def two() -> tuple[Person, Person]:
    """Give the newer record, which stays, and the older one of the same person."""
    old = make.hired("Ana Sá", on=make.START, until=LEFT, pay=Decimal(40_000), title="Clerk")
    new = make.hired("Ana Sa", on=BACK, pay=Decimal(50_000), title="Lead", manager=make.hired("Top"))
    return new, old


def snapshot(*people: Person) -> dict[str, Any]:
    """Give everything that points at these people, and their own facts, without counts of changes."""
    found: dict[str, Any] = {}
    for person in people:
        for one in relations():
            rows = one.of(person).order_by("pk").values()
            left_out = ("version", "account_sealed")
            found[f"{person.number}.{one.name}"] = [
                {k: v for k, v in row.items() if k not in left_out} for row in rows
            ]
        row = Person.objects.filter(pk=person.pk).values().get()
        found[person.number] = {k: v for k, v in row.items() if k != "version"}
        lines = ReportingLine.objects.filter(person=person).order_by("valid_from")
        found[f"{person.number}.lines"] = list(lines.values_list("path", "valid_from", "valid_until"))
    return found


def told(person: Person) -> dict[str, Any]:
    """Give what fields of one's own say of somebody, opened."""
    rows = PersonValue.objects.filter(person=person).select_related("person", "field")
    return {row.field.code: row.plain() for row in rows}


class TestMerging:
    def test_all_that_belonged_to_one_belongs_to_the_other(self):
        new, old = two()
        actions.add_contact(old.uid, kind="phone", value="1", by=hr())
        note = actions.write_note(old.uid, visibility="hr", text="x", by=hr())
        below = make.hired("Bo", on=make.START, until=LEFT, manager=old)
        merge = actions.merge_persons(new.uid, old.uid, why="Twice", by=hr())

        assert make.titles(new) == [
            (make.START, LEFT + timedelta(days=1), "Clerk"),
            (BACK, None, "Lead"),
        ]
        assert [row[2] for row in make.pay_rows(new)] == [40_000, 50_000]
        assert Contact.objects.get().person == Note.objects.get(pk=note.pk).person == new
        assert queries.manager_of(hr(), below.pk, LEFT) == new
        assert not Assignment.objects.filter(person=old).exists()
        entry = Entry.objects.get(verb="people.person.merged")
        assert (sorted(entry.about), merge.absorbed) == (sorted([new.pk, old.pk]), old)

    def test_facts_are_taken_one_by_one(self):
        new, old = two()
        actions.update_person(old.uid, work_email="ana@example.org", work_phone="12", by=hr())
        actions.set_personal_details(old.uid, birth_date=date(1990, 1, 2), birth_place="Faro", by=hr())
        actions.merge_persons(new.uid, old.uid, take=["name", "work_email", "birth_date"], by=hr())

        new.refresh_from_db()
        details = PersonalDetails.objects.get(person=new)
        assert (new.name, new.work_email, new.work_phone) == ("Ana Sá", "ana@example.org", "")
        assert (details.birth_date, details.birth_place) == (date(1990, 1, 2), "")

    def test_the_old_number_and_address_lead_to_the_record_that_stays(self):
        company = Company()
        other = company.hire("Bo Bergstrom")
        actions.end_employment(
            make.contract_of(other).uid, last_day=company.start, reason="error", by=company.hr
        )
        actions.merge_persons(company.bo.uid, other.uid, main_job="survivor", by=company.hr)
        client = company.client(company.hal, "hr_generalist")
        answer = client.get(reverse("person", args=[other.uid]))
        assert (answer.status_code, answer.url) == (302, reverse("person", args=[company.bo.uid]))
        assert str(company.bo.uid) in client.get(reverse("people"), {"q": other.number}).content.decode()
        assert "Merged records" in client.get(reverse("person", args=[company.bo.uid])).content.decode()
        told = client.get(f"/api/v1/people/{other.uid}").json()
        assert told["uid"] == str(company.bo.uid)

    def test_two_main_jobs_at_once_are_refused_until_one_steps_aside(self):
        one = make.hired("Ana", title="Clerk")
        other = make.hired("Ana", on=BACK, at=make.entity("south"), title="Lead")
        with pytest.raises(actions.CannotMerge) as refused:
            actions.merge_persons(one.uid, other.uid, by=hr())
        assert "main job" in refused.value.errors["__all__"]
        actions.merge_persons(one.uid, other.uid, main_job="survivor", by=hr())
        assert list(
            Assignment.objects.as_of(make.TODAY).order_by("title").values_list("title", "primary")
        ) == [
            ("Clerk", True),
            ("Lead", False),
        ]

    def test_who_manages_the_other_is_not_the_other(self):
        ana = make.hired("Ana")
        bo = make.hired("Bo", manager=ana)
        with pytest.raises(actions.CannotMerge):
            actions.merge_persons(ana.uid, bo.uid, main_job="survivor", by=hr())

    def test_bank_accounts_go_over_sealed_anew_or_stay_with_the_closed_record(self):
        new, old = two()
        account = {"holder": "A", "account": "DE89370400440532013000", "country": "DE", "currency": "EUR"}
        actions.change_bank_account(old.uid, on=make.START, by=hr(), **account)
        actions.merge_persons(new.uid, old.uid, by=make.hr())
        assert BankAccount.objects.get().person == old
        actions.split_persons(Merge.objects.get().uid, by=make.hr())
        actions.merge_persons(new.uid, old.uid, by=hr())
        row = BankAccount.objects.get()
        assert (row.person, row.account) == (new, account["account"])

    @pytest.mark.capability("CORE-09")
    @pytest.mark.parametrize("level", ["internal", "special"])
    def test_what_fields_of_ones_own_say_goes_over_sealed_anew_or_stays_where_one_says_it(self, level):
        new, old = two()
        own = [f"fields.{right}.person.{code}" for right in ("see", "edit") for code in ("car", "badge")]
        by = make.hr(*own, "people.edit_bank")
        maker, listed = make.hr("fields.configure"), Roles(see=("hr_manager",), edit=("hr_manager",))
        for name in ("Car", "Badge"):
            fields.make_field(
                "person", label=name, kind="text", by=maker, level=level, own_list=True, roles=listed
            )
        actions.set_custom(old.uid, values={"car": "Red", "badge": "1"}, by=by)
        actions.set_custom(new.uid, values={"badge": "2"}, by=by)
        merge = actions.merge_persons(new.uid, old.uid, by=by)
        assert told(new) == {"car": "Red", "badge": "2"}
        assert told(old) == {"badge": "1"}
        actions.split_persons(merge.uid, by=by)
        assert (told(new), told(old)) == ({"badge": "2"}, {"car": "Red", "badge": "1"})

    def test_nobody_moves_an_account_who_does_not_look_after_accounts(self):
        new, old = two()
        old.user = User.objects.create_user("a@example.org")
        old.save(update_fields=["user"])
        with pytest.raises(actions.AccountStays):
            actions.merge_persons(new.uid, old.uid, by=hr())
        actions.merge_persons(old.uid, new.uid, by=hr())
        assert Person.objects.get(pk=old.pk).user is not None


class TestRights:
    def test_rights_over_both_are_needed(self):
        one = make.hired("Ana", at=make.entity("north"), until=LEFT)
        other = make.hired("Ana", at=make.entity("south"), on=BACK)
        north = (make.entity("north").pk,)
        half = make.actor(*make.over("entity", *make.HR, targets=north))
        for pair in ((one.uid, other.uid), (other.uid, one.uid)):
            with pytest.raises(Person.DoesNotExist):
                actions.merge_persons(*pair, by=half)
        without_pay = make.actor(*make.over("everyone", *(p for p in make.HR if p != "pay.edit")))
        with pytest.raises(Person.DoesNotExist):
            actions.merge_persons(one.uid, other.uid, by=without_pay)

    def test_nobody_merges_or_splits_themself(self):
        new, old = two()
        with pytest.raises(actions.YourOwnRecord):
            actions.merge_persons(new.uid, old.uid, by=hr(person=new))
        merge = actions.merge_persons(new.uid, old.uid, by=hr())
        with pytest.raises(actions.YourOwnRecord):
            actions.split_persons(merge.uid, by=hr(person=new))

    def test_a_closed_record_is_not_there(self):
        new, old = two()
        actions.merge_persons(new.uid, old.uid, by=hr())
        for permission in ("people.directory", "people.view", "people.edit", "people.plan"):
            assert not Person.objects.allowed(hr(), permission).filter(pk=old.pk).exists()


class TestSplitting:
    @pytest.mark.parametrize("main_job", ["survivor", "absorbed"])
    def test_what_came_from_each_goes_back_whole(self, main_job):
        one = make.hired("Ana", title="Clerk", pay=Decimal(1), manager=make.hired("Top"))
        other = make.hired("Anna", on=BACK, until=date(2025, 12, 31), at=make.entity("south"), title="Lead")
        make.hired("Bo", manager=other, on=BACK)
        for person, day in ((one, 1), (other, 2)):
            actions.set_personal_details(person.uid, birth_date=date(1990, 1, day), by=hr())
            actions.add_contact(person.uid, kind="phone", value=str(day), by=hr())
        actions.update_person(other.uid, work_email="b@example.org", by=hr())
        before = snapshot(one, other)
        merge = actions.merge_persons(
            one.uid, other.uid, take=["name", "work_email", "birth_date"], main_job=main_job, by=hr()
        )
        actions.split_persons(merge.uid, why="Two people", by=hr())
        after = snapshot(one, other)
        changed = {name for name in before if before[name] != after[name]}
        assert {name: after[name] for name in changed} == {name: before[name] for name in changed}

    def test_what_was_made_since_must_be_assigned(self):
        new, old = two()
        merge = actions.merge_persons(new.uid, old.uid, by=hr())
        theirs = actions.add_contact(new.uid, kind="phone", value="1", by=hr())
        mine = actions.add_contact(new.uid, kind="phone", value="2", by=hr())
        with pytest.raises(actions.Unassigned) as refused:
            actions.split_persons(merge.uid, give=[theirs.uid], by=hr())
        assert list(refused.value.errors) == [str(mine.uid)]
        actions.split_persons(merge.uid, give=[theirs.uid], keep=[mine.uid], by=hr())
        assert (Contact.objects.get(value="1").person, Contact.objects.get(value="2").person) == (old, new)

    def test_a_change_made_since_follows_its_contract(self):
        new, old = two()
        merge = actions.merge_persons(new.uid, old.uid, by=hr())
        row = Assignment.objects.get(person=new, title="Clerk")
        actions.change_assignment(row.uid, on=date(2025, 1, 1), title="Senior clerk", by=hr())
        actions.split_persons(merge.uid, by=hr())
        assert [title for _s, _e, title in make.titles(old)] == ["Clerk", "Senior clerk"]

    def test_a_merge_is_taken_apart_once(self):
        new, old = two()
        merge = actions.merge_persons(new.uid, old.uid, by=hr())
        actions.split_persons(merge.uid, by=hr())
        with pytest.raises(Merge.DoesNotExist):
            actions.split_persons(merge.uid, by=hr())
        assert Merge.objects.get().split_on == make.TODAY


class TestPages:
    def test_look_merge_and_take_apart_in_the_browser(self):
        company = Company()
        client = company.client(company.hal, "hr_generalist")
        other = company.hire("Bo Berg")
        address = f"{reverse('person-merge', args=[company.bo.uid])}?with={other.uid}"
        page = client.get(address).content.decode()
        assert "Bo Berg" in page
        assert "Which stays the main one?" in page
        assert client.post(address, {}).status_code == 409
        data = {"main_job": "survivor", "take-name": "theirs", "why": "Twice"}
        assert client.post(address, data).status_code == 302
        merge = Merge.objects.get()
        split = reverse("person-split", args=[merge.uid])
        assert client.get(split).status_code == 200
        assert client.post(split, {"why": "Two people"}).status_code == 302
        company.bo.refresh_from_db()
        assert company.bo.name == "Bo Bergström"


@pytest.mark.django_db(transaction=True)
def test_of_two_merges_at_once_one_is_done():
    new, old = two()
    outcomes: list[str] = []

    def merge(survivor: Person, absorbed: Person) -> None:
        try:
            actions.merge_persons(survivor.uid, absorbed.uid, by=hr())
            outcomes.append("merged")
        except Person.DoesNotExist:
            outcomes.append("not there")
        finally:
            connection.close()

    threads = [Thread(target=merge, args=pair) for pair in ((new, old), (old, new))]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(outcomes) == ["merged", "not there"]
    assert Merge.objects.count() == 1
    assert Entry.objects.filter(verb="people.person.merged").count() == 1
