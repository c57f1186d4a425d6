"""Sealing: to row and column, with keys that are not in the database."""

import base64
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given, settings as hypothesis_settings, strategies as st
from pytest_django import Settings

from tenure.foundation.crypto import CannotUnseal, blind, ending, seal, unseal, wrapping
from tenure.foundation.crypto.models import DataKey
from tenure.foundation.crypto.secrets import make, secret, secret_bytes
from tenure.foundation.crypto.wrapping import KeyIsMissing, KeyIsWrong

pytestmark = [pytest.mark.django_db, pytest.mark.capability("PLT-15")]

ROW, OTHER = UUID(int=1), UUID(int=2)
PAPER = "people.identity_paper.number"


@pytest.fixture(autouse=True)
def own_folder(settings: Settings, tmp_path: Path) -> Path:
    settings.DATA_DIR = tmp_path
    wrapping._open.clear()
    return tmp_path


def test_a_sealed_text_opens_where_it_belongs() -> None:
    sealed = seal("QQ 12 34 56 Ç", bound_to=ROW, purpose=PAPER)
    assert unseal(sealed, bound_to=ROW, purpose=PAPER) == "QQ 12 34 56 Ç"
    assert b"12" not in sealed


def test_two_seals_of_one_text_differ() -> None:
    assert seal("x", bound_to=ROW, purpose=PAPER) != seal("x", bound_to=ROW, purpose=PAPER)


@pytest.mark.parametrize(("row", "purpose"), [(OTHER, PAPER), (ROW, "people.bank_account.account")])
def test_a_sealed_text_does_not_open_elsewhere(row: UUID, purpose: str) -> None:
    sealed = seal("QQ123456C", bound_to=ROW, purpose=PAPER)
    with pytest.raises(CannotUnseal):
        unseal(sealed, bound_to=row, purpose=purpose)


def test_no_bit_can_be_flipped() -> None:
    sealed = seal("QQ", bound_to=ROW, purpose=PAPER)
    for at in (0, *range(17, len(sealed))):
        broken = bytearray(sealed)
        broken[at] ^= 1
        with pytest.raises(CannotUnseal):
            unseal(bytes(broken), bound_to=ROW, purpose=PAPER)


def test_rotation_keeps_every_value_readable_without_the_old_file(own_folder: Path) -> None:
    sealed = seal("QQ", bound_to=ROW, purpose=PAPER)
    assert wrapping.rotate() == "sealing-0002"
    (own_folder / "keys" / "sealing-0001").unlink()
    wrapping._open.clear()
    assert unseal(sealed, bound_to=ROW, purpose=PAPER) == "QQ"


def test_a_new_data_key_seals_and_the_old_one_still_opens() -> None:
    old = seal("QQ", bound_to=ROW, purpose=PAPER)
    fresh = wrapping.add_data_key()
    new = seal("QQ", bound_to=ROW, purpose=PAPER)
    assert (new[1:17], old[1:17] == new[1:17]) == (fresh.pk.bytes, False)
    assert unseal(old, bound_to=ROW, purpose=PAPER) == unseal(new, bound_to=ROW, purpose=PAPER) == "QQ"


def test_a_lost_key_file_is_named(own_folder: Path) -> None:
    sealed = seal("QQ", bound_to=ROW, purpose=PAPER)
    (own_folder / "keys" / "sealing-0001").unlink()
    wrapping._open.clear()
    with pytest.raises(KeyIsMissing, match="sealing-0001"):
        unseal(sealed, bound_to=ROW, purpose=PAPER)


def test_a_wrong_key_file_is_refused(own_folder: Path) -> None:
    seal("QQ", bound_to=ROW, purpose=PAPER)
    (own_folder / "keys" / "sealing-0001").write_text(base64.b64encode(b"x" * 32).decode())
    with pytest.raises(KeyIsWrong, match="sealing-0001"):
        wrapping.check()


def test_the_database_holds_no_open_key(own_folder: Path) -> None:
    seal("QQ", bound_to=ROW, purpose=PAPER)
    row = DataKey.objects.get()
    assert wrapping.data_key(row.pk) not in bytes(row.wrapped)


def test_equal_numbers_meet_however_they_are_written() -> None:
    assert blind("de 12-34", purpose=PAPER) == blind("DE1234", purpose=PAPER)
    assert blind("DE1234", purpose=PAPER) != blind("DE1234", purpose="people.bank_account.account")


@pytest.mark.parametrize(("number", "shown"), [("DE89 3704 0044", "0044"), ("1234567", ""), ("", "")])
def test_an_ending_tells_which_and_never_all(number: str, shown: str) -> None:
    assert ending(number) == shown


@hypothesis_settings(max_examples=50, deadline=None)
@given(st.text("abcXYZ0189 -./"))
def test_writing_a_number_in_its_normal_form_again_changes_nothing(text: str) -> None:
    from tenure.foundation.crypto.sealing import normal

    assert normal(normal(text)) == normal(text)


def test_a_key_file_is_made_whole_and_once(own_folder: Path) -> None:
    first = secret_bytes(own_folder, "one")
    make(own_folder / "keys" / "one", "other")
    assert (secret_bytes(own_folder, "one"), len(first)) == (first, 32)
    assert (own_folder / "keys" / "one").stat().st_mode & 0o777 == 0o600
    assert [p.name for p in (own_folder / "keys").iterdir()] == ["one"]


def test_the_environment_wins_over_the_file(own_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TENURE_SECRET_KEY", "given")
    assert secret(own_folder, "secret-key") == "given"
