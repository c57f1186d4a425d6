"""Whose number is this? Found by fingerprint, by those who hold the right, and written down."""

from datetime import date

import pytest
from django.db import connection

from tenure.domains.people import actions, models, queries
from tenure.domains.people.queries.numbers import MistypedIban, NotAWholeNumber
from tenure.foundation.audit.models import Entry
from tenure.foundation.refusal import NotAllowed

from .cast import Company
from .factories import START, actor, hired, hr, over

pytestmark = [pytest.mark.django_db, pytest.mark.capability("CORE-14")]

IBAN, NUMBER = "DE89 3704 0044 0532 0130 00", "QQ 12 34 56 C"
HR = hr("people.view_identity", "people.edit_identity", "people.view_bank", "people.edit_bank")


def paper(person, number=NUMBER):
    return actions.add_paper(person.uid, kind="national_id", country="GB", number=number, by=HR)


def account(person, number=IBAN):
    facts = {"holder": "Ana", "country": "DE", "currency": "EUR", "account": number}
    return actions.change_bank_account(person.uid, on=START, by=HR, **facts)


@pytest.mark.parametrize("written", [NUMBER, "qq123456c", "QQ-12-34-56-C", "ＱＱ123456Ｃ"])
def test_a_paper_is_found_however_its_number_is_written(written):
    ana, _bo = hired("Ana"), hired("Bo")
    kept = paper(ana)

    (found,) = queries.whose_number(HR, written)

    assert (found.person, found.uid, found.ending) == (ana, kept.uid, "456C")


def test_an_account_is_found_and_a_changed_one_by_both_its_numbers():
    ana = hired("Ana")
    account(ana)
    facts = {"holder": "Ana", "country": "US", "currency": "USD", "account": "000123456789"}
    actions.change_bank_account(ana.uid, on=date(2026, 5, 1), by=HR, **facts)

    assert [one.person for one in queries.whose_number(HR, IBAN)] == [ana]
    assert [one.person for one in queries.whose_number(HR, "000123456789")] == [ana]


def test_two_people_with_one_number_are_both_found():
    people = [hired("Ana"), hired("Bo")]
    for one in people:
        paper(one)

    assert [one.person for one in queries.whose_number(HR, NUMBER)] == people


def test_no_part_of_a_number_finds_anything():
    paper(hired("Ana"))

    assert queries.whose_number(HR, "456C") == []


@pytest.mark.parametrize("part", ["QQ1234*", "%", "123", "Q_123456C", "  "])
def test_what_is_no_whole_number_is_said_to_be_none(part):
    with pytest.raises(NotAWholeNumber) as refused:
        queries.whose_number(HR, part)

    assert list(refused.value.errors) == ["number"]


def test_a_mistyped_iban_is_said_to_be_one():
    with pytest.raises(MistypedIban):
        queries.whose_number(HR, "DE89 3704 0044 0532 0130 01")


def test_a_search_is_in_the_trail_with_whom_it_found_and_without_the_number():
    ana = hired("Ana")
    kept = paper(ana)
    queries.whose_number(HR, NUMBER)
    queries.whose_number(HR, "AB999999X")

    found, missed = Entry.objects.order_by("-pk")[1], Entry.objects.order_by("-pk")[0]
    assert (found.verb, found.subject_id, found.about) == ("people.paper.viewed", kept.pk, [ana.pk])
    assert (missed.verb, missed.details) == ("people.number.searched", {"found": 0})
    assert "123456" not in str(Entry.objects.values_list("details", flat=True))


@pytest.mark.parametrize(
    ("right", "found"),
    [("people.view_identity", ["papers"]), ("people.view_bank", ["bank"]), ("people.view_personal", None)],
)
def test_each_right_finds_its_own_kind(right, found):
    ana = hired("Ana")
    paper(ana, IBAN), account(ana)
    asker = actor(*over("everyone", right))
    if found is None:
        with pytest.raises(NotAllowed):
            queries.whose_number(asker, IBAN)
    else:
        assert [one.what for one in queries.whose_number(asker, IBAN)] == found


def test_the_right_over_oneself_asks_for_nobody():
    ana = hired("Ana")
    paper(ana)
    with pytest.raises(NotAllowed):
        queries.whose_number(actor(*over("own", "people.view_identity"), person=ana), NUMBER)


def test_a_changed_or_removed_number_is_not_found_any_more():
    ana = hired("Ana")
    kept = paper(ana)
    actions.update_paper(kept.uid, number="AB999999X", by=HR)

    assert queries.whose_number(HR, NUMBER) == []
    assert [one.uid for one in queries.whose_number(HR, "AB999999X")] == [kept.uid]
    actions.update_paper(kept.uid, number="", by=HR)
    assert models.IdentityPaper.objects.get().number_blind is None


def test_history_and_fingerprints_tell_no_number():
    ana = hired("Ana")
    paper(ana), account(ana)
    with connection.cursor() as cursor:
        for table in ("people_identitypaperevent", "people_bankaccountevent"):
            cursor.execute(f"SELECT string_agg(t::text, '') FROM {table} t")
            assert "123456" not in cursor.fetchone()[0]


def test_the_page_asks_by_post_and_says_what_it_found():
    company = Company()
    client = company.client(role="hr_generalist")
    page = client.get("/people/numbers")

    assert page.status_code == 200
    assert 'name="number"' in page.content.decode()
    missed = client.post("/people/numbers", {"number": "AB999999X"})
    assert "Nobody has this number" in missed.content.decode()
    assert missed["Cache-Control"] == "no-store"
    wrong = client.post("/people/numbers", {"number": "12"})
    assert wrong.status_code == 422
    assert "Give the whole number" in wrong.content.decode()
