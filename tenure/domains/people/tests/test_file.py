"""The staff file: private facts, papers, accounts, notes."""

from datetime import date

import pytest
from django.db import connection

from tenure.domains.people import actions, models, queries
from tenure.foundation.audit import changes
from tenure.foundation.audit.models import Entry
from tenure.foundation.crypto import CannotUnseal
from tenure.foundation.identity.models import User

from .factories import EMPLOYEE, START, TODAY, actor, hired, hr

pytestmark = pytest.mark.django_db

IBAN = "DE89 3704 0044 0532 0130 00"
MAY = date(2026, 5, 1)


def bank(person, *, on=START, account=IBAN, **more):
    facts = {"holder": "Ana", "country": "DE", "currency": "EUR", **more}
    by = hr("people.view_bank", "people.edit_bank")
    return actions.change_bank_account(person.uid, on=on, account=account, by=by, **facts)


@pytest.mark.capability("CORE-14")
class TestPrivate:
    def test_only_what_is_named_changes(self):
        ana = hired("Ana")
        actions.set_personal_details(ana.uid, birth_date=date(1988, 2, 29), nationalities=["DE"], by=hr())
        details = actions.set_personal_details(ana.uid, legal_name="Ana Sá", by=hr())

        assert (details.legal_name, details.birth_date) == ("Ana Sá", date(1988, 2, 29))

    @pytest.mark.parametrize(
        ("facts", "field"),
        [
            ({"birth_date": date(2026, 1, 1)}, "birth_date"),
            ({"birth_date": date(1890, 1, 1)}, "birth_date"),
            ({"nationalities": ["DE", "XQ"]}, "nationalities"),
            ({"sex": "maybe"}, "sex"),
        ],
    )
    def test_what_cannot_be_is_said_by_field(self, facts, field):
        ana = hired("Ana")
        with pytest.raises(actions.NotValid) as refused:
            actions.set_personal_details(ana.uid, by=hr(), **facts)

        assert list(refused.value.errors) == [field]

    def test_a_stale_form_is_refused(self):
        ana = hired("Ana")
        seen = actions.set_personal_details(ana.uid, legal_name="A", by=hr())
        actions.set_personal_details(ana.uid, legal_name="B", version=seen.version, by=hr())
        with pytest.raises(actions.Stale):
            actions.set_personal_details(ana.uid, legal_name="C", version=seen.version, by=hr())

    def test_rows_are_added_updated_and_removed_with_a_trail(self):
        ana = hired("Ana")
        row = actions.add_emergency_contact(ana.uid, name="Mo", phone="1", by=hr())
        actions.update_emergency_contact(row.uid, phone="2", version=row.version, by=hr())
        actions.remove_emergency_contact(row.uid, by=hr())

        assert not models.EmergencyContact.objects.exists()
        verbs = Entry.objects.filter(verb__startswith="people.emergency").order_by("pk")
        assert [one.verb.rpartition(".")[2] for one in verbs] == ["added", "updated", "removed"]
        assert [one.act for one in changes.of_rows(models.EmergencyContact)] == ["insert", "update", "delete"]

    @pytest.mark.capability("GLB-08")
    def test_an_address_holds_from_its_day_and_in_any_script(self):
        ana = hired("Ana")
        actions.change_address(ana.uid, on=START, lines="Straße 1", country="DE", by=hr())
        actions.change_address(ana.uid, on=MAY, lines="東京都千代田区1-1", country="JP", by=hr())
        rows = models.Address.objects.in_order().values_list("valid_from", "lines", "country")

        assert list(rows) == [(START, "Straße 1", "DE"), (MAY, "東京都千代田区1-1", "JP")]

    @pytest.mark.parametrize(
        ("facts", "field"),
        [({"country": "UK"}, "country"), ({"country": "DE", "subdivision": "US-CA"}, "subdivision")],
    )
    @pytest.mark.capability("GLB-08")
    def test_an_unknown_country_is_refused_in_words(self, facts, field):
        ana = hired("Ana")
        with pytest.raises(actions.NotValid) as refused:
            actions.change_address(ana.uid, on=START, lines="1", by=hr(), **facts)

        assert list(refused.value.errors) == [field]


@pytest.mark.capability("CORE-18")
class TestPapers:
    def test_the_number_is_sealed_and_read_only_with_a_line_in_the_log(self):
        ana = hired("Ana")
        paper = actions.add_paper(ana.uid, kind="passport", country="DE", number="C01X00T47", by=hr())
        with connection.cursor() as cursor:
            cursor.execute("SELECT number_sealed, number_ending FROM people_identitypaper")
            sealed, ending = cursor.fetchone()

        assert b"C01X00T47" not in bytes(sealed)
        assert ending == "0T47"
        assert queries.number_of_paper(hr(), paper.uid, reason="permit check") == "C01X00T47"
        assert Entry.objects.get(verb="people.paper.viewed").reason == "permit check"

    def test_a_number_moved_to_another_paper_does_not_open(self):
        ana = hired("Ana")
        one = actions.add_paper(ana.uid, kind="passport", country="DE", number="C01X00T47", by=hr())
        other = actions.add_paper(ana.uid, kind="visa", country="DE", number="V9999999", by=hr())
        models.IdentityPaper.objects.filter(pk=other.pk).update(number_sealed=one.number_sealed)
        with pytest.raises(CannotUnseal):
            queries.number_of_paper(hr(), other.uid)

    def test_an_update_keeps_the_number_unless_another_is_given(self):
        ana = hired("Ana")
        paper = actions.add_paper(ana.uid, kind="passport", country="DE", number="C01X00T47", by=hr())
        actions.update_paper(paper.uid, expires_on=MAY, by=hr())
        paper.refresh_from_db()
        assert (paper.number, paper.expires_on) == ("C01X00T47", MAY)
        changed = actions.update_paper(paper.uid, number="NEW12345", by=hr())
        assert (changed.number, changed.number_ending) == ("NEW12345", "2345")
        with pytest.raises(actions.NothingChanges):
            actions.update_paper(paper.uid, number="NEW12345", expires_on=MAY, by=hr())

    def test_a_paper_does_not_expire_before_it_was_issued(self):
        ana = hired("Ana")
        with pytest.raises(actions.NotValid):
            actions.add_paper(ana.uid, kind="visa", country="DE", issued_on=MAY, expires_on=START, by=hr())


@pytest.mark.capability("CORE-14")
class TestBank:
    def test_an_account_holds_from_its_day_and_is_sealed(self):
        ana = hired("Ana")
        bank(ana)
        other = bank(ana, on=MAY, account="GB82 WEST 1234 5698 7654 32", country="GB", currency="GBP")
        rows = models.BankAccount.objects.in_order().values_list("valid_from", "account_ending")

        assert list(rows) == [(START, "3000"), (MAY, "5432")]
        assert queries.number_of_account(hr("people.view_bank"), other.uid) == "GB82WEST12345698765432"
        assert "5432" not in str(list(Entry.objects.values_list("details", flat=True)))

    def test_a_mistyped_iban_is_refused(self):
        ana = hired("Ana")
        with pytest.raises(actions.NotValid) as refused:
            bank(ana, account="DE89 3704 0044 0532 0130 01")

        assert list(refused.value.errors) == ["account"]

    def test_the_same_account_again_changes_nothing(self):
        ana = hired("Ana")
        bank(ana)
        with pytest.raises(actions.NothingChanges):
            bank(ana, on=MAY)

    def test_an_account_that_is_no_iban_is_kept_as_it_is(self):
        assert (
            bank(hired("Ana"), account="000123456789", country="US", currency="USD").account_ending == "6789"
        )


@pytest.mark.capability("CORE-15")
class TestQualifications:
    def test_what_was_checked_is_unchecked_again_after_a_change(self):
        ana = hired("Ana")
        row = actions.add_qualification(ana.uid, kind="licence", title="Forklift", by=hr())
        checked = actions.check_qualification(row.uid, confirmed=True, by=hr())
        assert (checked.check_state, checked.checked_on) == ("confirmed", TODAY)
        changed = actions.update_qualification(row.uid, title="Forklift B", by=hr())
        assert (changed.check_state, changed.checked_on) == ("unchecked", None)

    def test_it_is_not_awarded_before_it_began(self):
        with pytest.raises(actions.NotValid):
            actions.add_qualification(
                hired("Ana").uid, kind="education", title="BA", started_on=MAY, awarded_on=START, by=hr()
            )


@pytest.mark.capability("CORE-16")
class TestNotes:
    def test_an_edit_keeps_what_stood_there_before(self):
        ana, by = hired("Ana"), hr(user=User.objects.create_user("w@example.org"))
        note = actions.write_note(ana.uid, visibility="hr", text="First", by=by)
        edited = actions.edit_note(note.uid, text="Second", version=note.version, by=by)

        assert edited.edited_at is not None
        assert [one.values["text"] for one in changes.of(note)] == ["First", "Second"]

    def test_only_its_writer_edits_or_removes_it(self):
        ana = hired("Ana")
        one, other = (hr(user=User.objects.create_user(f"{n}@example.org")) for n in "ab")
        note = actions.write_note(ana.uid, visibility="hr", text="First", by=one)
        for act in (
            lambda: actions.edit_note(note.uid, text="X", by=other),
            lambda: actions.remove_note(note.uid, reason="x", by=other),
        ):
            with pytest.raises(actions.NotYourNote):
                act()

    def test_nobody_writes_what_they_could_not_read(self):
        ana, boss = hired("Ana"), hired("Boss")
        from tenure.foundation.access import Held

        by = actor(Held("notes.write", "everyone"), Held("notes.view_manager", "everyone"), person=boss)
        with pytest.raises(actions.NotForYou):
            actions.write_note(ana.uid, visibility="hr", text="x", by=by)


class TestAccounts:
    admin = staticmethod(lambda **more: hr("identity.manage", **more))

    def test_an_account_is_linked_once_and_unlinked(self):
        ana, bo = hired("Ana"), hired("Bo")
        user = User.objects.create_user("ana@example.org")
        actions.link_account(ana.uid, user_id=user.pk, by=self.admin())
        with pytest.raises(actions.AccountTaken):
            actions.link_account(bo.uid, user_id=user.pk, by=self.admin())
        with pytest.raises(actions.AccountAlready):
            actions.link_account(
                ana.uid, user_id=User.objects.create_user("x@example.org").pk, by=self.admin()
            )
        assert actions.unlink_account(ana.uid, by=self.admin()).user is None

    def test_an_administrator_does_not_become_somebody(self):
        user = User.objects.create_user("admin@example.org")
        with pytest.raises(actions.NotYourself):
            actions.link_account(hired("Ana").uid, user_id=user.pk, by=self.admin(user=user))

    def test_who_accepts_an_invitation_is_linked(self):
        from tenure.domains.people.reactions import link_the_invited
        from tenure.foundation.identity.events import InvitationAccepted

        ana, user = hired("Ana"), User.objects.create_user("ana@example.org")
        happened = InvitationAccepted(user_id=user.pk, person_uid=ana.uid)
        for _ in range(2):  # a reaction may run twice
            link_the_invited(happened, by=actor(*hr("identity.manage").held))
        ana.refresh_from_db()

        assert ana.user == user


def test_special_answers_come_back_to_oneself_only():
    ana = hired("Ana")
    herself = actor(*EMPLOYEE, person=ana)
    actions.set_special_details(ana.uid, answers={"disability": "nein"}, by=herself)

    assert queries.special_answers(herself, ana.uid) == {"disability": "nein"}
    assert queries.special_answers(hr("people.view_special"), ana.uid) == {}
    actions.remove_special_details(ana.uid, by=herself)
    assert queries.special_answers(herself, ana.uid) == {}
