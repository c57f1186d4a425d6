import tarfile
from io import BytesIO
from pathlib import Path

import pytest

from tenure.config.archive.manifest import Damaged, NotABackup
from tenure.config.archive.reading import unpack, verify
from tests.operations.tenure import ask, facts, tenure, until

AWKWARD = """
    CREATE TABLE awkward (at timestamptz, valid daterange, raw bytea, amount numeric, words text, "Order" jsonb);
    INSERT INTO awkward SELECT '2024-02-29 23:59+05:45'::timestamptz + n * interval '1 hour',
        daterange('2024-02-29', NULL), sha256(n::text::bytea), n / 3.0, E'Åsa\\n→ ' || n, '{"a": 1}'
    FROM generate_series(1, 1000) n;
"""


@pytest.fixture(scope="module")
def source(migrated) -> Path:
    """Give a data folder with rows, a file and keys."""
    data = migrated("source")
    ask(data, AWKWARD)
    (data / "files" / "ab").mkdir(parents=True)
    (data / "files" / "ab" / "contract.pdf").write_bytes(b"%PDF-1.7 signed")
    return data


@pytest.fixture(scope="module")
def backup(source, home) -> Path:
    facts(source, "backup", str(home / "backup.tar"), "--with-keys")
    return home / "backup.tar"


def test_a_restored_backup_equals_its_source_table_by_table(source, backup, home):
    restored = home / "restored"
    done = facts(restored, "restore", str(backup))
    again = facts(restored, "backup", str(home / "again.tar"))

    seen = verify(backup)
    assert done["missing_keys"] == []
    assert again["tables"] == {name: vars(each) for name, each in seen.tables.items()}
    assert seen.tables["awkward"].rows == 1000
    assert (restored / "files" / "ab" / "contract.pdf").read_bytes() == b"%PDF-1.7 signed"
    assert (restored / "keys" / "secret-key").read_text() == (source / "keys" / "secret-key").read_text()
    assert (restored / "keys" / "secret-key").stat().st_mode & 0o777 == 0o600


def test_one_changed_byte_is_found_before_anything_is_touched(backup, home):
    whole = backup.read_bytes()
    place = whole.index(b"%PDF-1.7 signed")
    (home / "damaged.tar").write_bytes(whole[:place] + b"?" + whole[place + 1 :])

    done = tenure(home / "restored", "restore", str(home / "damaged.tar"))

    assert done.returncode == 1
    assert "files/ab/contract.pdf in the backup is not what was put there" in done.stderr


@pytest.mark.parametrize("size", [0, 5_000, 100_000])
def test_a_backup_cut_short_is_refused(backup, home, size):
    (home / "short.tar").write_bytes(backup.read_bytes()[:size])

    with pytest.raises(NotABackup):
        verify(home / "short.tar")


def test_what_the_manifest_does_not_name_is_not_unpacked(backup, home):
    with tarfile.open(backup) as whole, tarfile.open(home / "more.tar", "w") as more:
        for member in whole.getmembers():
            more.addfile(member, whole.extractfile(member))
        planted = tarfile.TarInfo("../planted")
        planted.size = 4
        more.addfile(planted, BytesIO(b"evil"))

    unpack(home / "more.tar", verify(home / "more.tar"), home / "room" / "inner")

    assert not list(home.rglob("planted"))


def test_a_manifest_cannot_name_a_place_outside(backup, home):
    seen = verify(backup)
    seen.parts["../outside"] = "0"

    with pytest.raises(Damaged):
        unpack(backup, seen, home / "room" / "other")


def test_a_backup_says_that_it_has_no_keys_and_a_restore_which_are_missing(source, home):
    said = tenure(source, "backup", str(home / "bare.tar"))
    done = facts(home / "bare", "restore", str(home / "bare.tar"))

    assert f"The keys are not in it: keep a copy of {source / 'keys'}" in said.stdout
    assert "secret-key" in done["missing_keys"]
    with tarfile.open(home / "bare.tar") as archive:
        assert not [name for name in archive.getnames() if name.startswith("keys")]


def test_an_imported_company_is_neither_joined_by_the_demo_nor_overwritten(migrated, backup, tmp_path):
    data = migrated("imported")
    (tmp_path / "entities.csv").write_text("Code,Name,Country,Currency\nONE,One Ltd,GB,GBP\n")
    done = tenure(data, "import", "legal-entities", str(tmp_path / "entities.csv"))
    assert done.returncode == 0, done.stderr

    assert facts(data, "migrate")["is_empty"] is False
    refused = tenure(data, "restore", str(backup))
    assert refused.returncode == 1
    assert refused.stderr.startswith("There is a Tenure in use here already: its trail has ")


def test_a_tenure_that_runs_is_not_replaced(running, backup):
    assert until(running.is_ready)

    done = tenure(running.data, "restore", str(backup))

    assert done.returncode == 1
    assert done.stderr.endswith("programs are connected to the database. Stop Tenure first.\n")
    assert running.is_ready()
