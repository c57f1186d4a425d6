"""Sealed values of people: bound to their rows, sealed anew with their history, closed without their keys."""

from datetime import date
from pathlib import Path

import pytest
from django.db import connection

from tenure.domains.people import actions, queries
from tenure.domains.people.models import BankAccount, IdentityPaper
from tenure.foundation.audit.history import past_of
from tenure.foundation.crypto import CannotUnseal, proof, renewal, wrapping
from tenure.foundation.crypto.models import DataKey, KeyPrint
from tenure.foundation.crypto.renewal import DoNotOpen
from tenure.foundation.crypto.sealing import key_of
from tenure.foundation.crypto.wrapping import KeyIsGone, KeyIsMissing, KeyIsWrong
from tests.database import as_owner

from .factories import START, hired, hr

pytestmark = [pytest.mark.django_db, pytest.mark.capability("PLT-15")]

HR = hr("people.view_identity", "people.edit_identity", "people.view_bank", "people.edit_bank")


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path) -> Path:
    settings.DATA_DIR = tmp_path
    wrapping.forget()
    yield tmp_path / "keys"
    wrapping.forget()


@pytest.fixture
def ana():
    """Give somebody with a changed paper and two accounts."""
    ana = hired("Ana")
    paper = actions.add_paper(ana.uid, kind="passport", country="US", number="AB111111X", by=HR)
    actions.update_paper(paper.uid, issuer="Somebody", by=HR)
    actions.update_paper(paper.uid, number="AB222222X", by=HR)
    for day, account in ((START, "000123456789"), (date(2026, 5, 1), "000987654321")):
        facts = {"holder": "Ana", "country": "US", "currency": "USD", "account": account}
        actions.change_bank_account(ana.uid, on=day, by=HR, **facts)
    return ana


def past(model, column: str) -> list[bytes]:
    rows = past_of(model).objects.order_by("pgh_id").values_list(column, flat=True)
    return [bytes(one) for one in rows if one]


def shape(values: list[bytes]) -> list[int]:
    """Tell which of the values are equal, whatever they are."""
    return [values.index(one) for one in values]


def test_everything_is_sealed_anew_with_its_history_and_the_old_key_is_gone(ana):
    before = {one: past(*one) for one in ((IdentityPaper, "number_sealed"), (BankAccount, "account_sealed"))}
    (old,) = DataKey.objects.values_list("pk", flat=True)
    with as_owner():
        done = renewal.renew()
    (new,) = DataKey.objects.values_list("pk", flat=True)

    assert (done.destroyed, new == old) == (1, False)
    for (model, column), values in before.items():
        after = past(model, column)
        assert shape(after) == shape(values)
        assert {key_of(one) for one in after} == {new}
    assert IdentityPaper.objects.get().number == "AB222222X"
    assert [row.account for row in BankAccount.objects.in_order()] == ["000123456789", "000987654321"]
    assert [one.person for one in queries.whose_number(HR, "000-987-654-321")] == [ana]


def test_a_renewal_that_was_stopped_goes_on(ana):
    wrapping.add_data_key()
    with as_owner():
        renewal.renew()

    assert DataKey.objects.count() == 1
    assert IdentityPaper.objects.get().number == "AB222222X"


def test_what_an_old_key_sealed_does_not_open_once_it_is_gone(ana):
    kept = bytes(IdentityPaper.objects.get().number_sealed)
    with as_owner():
        renewal.renew()
    wrapping.forget()
    with pytest.raises(KeyIsGone):
        wrapping.data_key(key_of(kept))


def swap(ana) -> None:
    """Put one row's seal into another."""
    bo = hired("Bo")
    actions.add_paper(bo.uid, kind="passport", country="US", number="AB333333X", by=HR)
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE people_identitypaper SET number_sealed = (SELECT number_sealed FROM people_identitypaper "
            "WHERE person_id = %s) WHERE person_id = %s",
            [ana.pk, bo.pk],
        )


def test_a_seal_moved_to_another_row_is_an_error_and_keeps_the_old_key(ana):
    swap(ana)
    moved = IdentityPaper.objects.exclude(person=ana).get()
    with pytest.raises(CannotUnseal):
        queries.number_of_paper(HR, moved.uid)
    with as_owner(), pytest.raises(DoNotOpen):
        renewal.renew()

    assert DataKey.objects.count() == 2


def test_fingerprints_can_be_made_anew_with_another_key(ana, own_folder):
    (own_folder / "blind-index").unlink()
    assert queries.whose_number(HR, "AB222222X") == []
    assert renewal.reindex() == 3

    assert [one.person for one in queries.whose_number(HR, "AB222222X")] == [ana]
    assert renewal.reindex(only_missing=True) == 0


def test_a_start_needs_every_key(ana, own_folder):
    proof.keep_prints()
    assert proof.prove() == 1
    (own_folder / "blind-index").rename(own_folder / "away")
    with pytest.raises(KeyIsMissing, match="blind-index"):
        proof.prove()
    wrapping.secret_of("blind-index")
    with pytest.raises(KeyIsWrong, match="blind-index"):
        proof.prove()


def test_keys_lost_for_good_can_be_given_up(ana, own_folder):
    proof.keep_prints()
    (own_folder / "sealing-0001").unlink()
    (own_folder / "sign-in-key").unlink()
    wrapping.forget()
    with pytest.raises(KeyIsMissing):
        proof.prove()

    assert proof.give_up() == (1, ["sign-in-key"])
    assert proof.prove() == 0
    with pytest.raises(KeyIsGone):
        queries.number_of_paper(HR, IdentityPaper.objects.get().uid)
    assert KeyPrint.objects.count() == 2
