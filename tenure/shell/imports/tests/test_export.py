"""An export says what it holds, proves it, and holds nothing that it must not."""

import csv
import hashlib
import json
from datetime import date

import pytest

from tenure.domains.organisation.models import LegalEntity
from tenure.domains.people.models import IdentityPaper, Person, PersonValue
from tenure.foundation.access import Actor, Held
from tenure.foundation.audit.models import Entry
from tenure.foundation.exchange.export import export
from tenure.foundation.exchange.export.package import FolderIsNotEmpty
from tenure.foundation.fields.models import ALWAYS, CustomField
from tenure.foundation.identity.tests import factories as make
from tenure.foundation.refusal import NotAllowed

pytestmark = [pytest.mark.django_db, pytest.mark.capability("PLT-08")]
BY = Actor(None, None, date(2026, 3, 1), (Held("people.export", "everyone"),), "cli", label="test")


@pytest.fixture
def folder(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    (settings.MEDIA_ROOT / "imports").mkdir(parents=True)
    (settings.MEDIA_ROOT / "imports" / "half.file").write_text("not yet")
    (settings.MEDIA_ROOT / "letter.txt").write_text("Dear")
    LegalEntity.objects.create(code="T", name='=A "Tenure", GmbH', country="DE", currency="EUR")
    person = Person.objects.create(number="1", name="Zoë\u2028Å")
    paper = IdentityPaper(person=person, kind="passport", country="DE")
    paper.keep_number("C01X00T47")
    paper.save()
    faith = CustomField.objects.create(
        host="person", code="faith", path="person.faith", label="Faith", kind="text", level="special", see="x"
    )
    held = PersonValue(person=person, field=faith, valid_from=ALWAYS)
    held.keep("Quaker")
    held.save()
    make.user("ana@example.org", password="a sentence that nobody guesses")
    export(tmp_path / "out", by=BY, history=True)
    return tmp_path / "out"


def rows(folder, name):
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_values_are_exact_and_seals_are_open(folder):
    assert rows(folder, "organisation.legalentity")[0]["name"] == '=A "Tenure", GmbH'
    assert rows(folder, "people.person")[0]["name"] == "Zoë\u2028Å"
    assert rows(folder, "people.identitypaper")[0]["number"] == "C01X00T47"
    assert list(json.loads(rows(folder, "people.personvalue")[0]["sealed"]).values()) == ["Quaker"]


def test_passwords_and_fingerprints_stay(folder):
    assert "password" not in rows(folder, "identity.user")[0]
    assert "argon2" not in "".join(path.read_text() for path in folder.glob("*.csv"))


def test_the_package_proves_every_file(folder):
    package = json.loads((folder / "datapackage.json").read_text())
    for one in package["resources"]:
        content = (folder / one["path"]).read_bytes()
        found = rows(folder, one["name"])
        names = [field["name"] for field in one["schema"]["fields"]]
        assert one["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert (one["bytes"], one["rows"]) == (len(content), len(found))
        assert next(csv.reader([content.decode().splitlines()[0]])) == names
        assert json.loads((folder / f"{one['name']}.schema.json").read_text())["properties"].keys() == set(
            names
        )


def test_relations_point_to_rows_that_are_there(folder):
    person = rows(folder, "people.person")[0]
    assert rows(folder, "people.identitypaper")[0]["person"] == person["uid"]
    assert [one["act"] for one in rows(folder, "people.person.history")] == ["insert"]


def test_files_go_along_but_not_what_waits_to_be_imported(folder):
    assert (folder / "files" / "letter.txt").read_text() == "Dear"
    assert not (folder / "files" / "imports").exists()


def test_an_export_is_in_the_trail_and_asks_for_the_right(folder, tmp_path):
    assert Entry.objects.filter(verb="exchange.export.made").count() == 1
    with pytest.raises(NotAllowed):
        export(tmp_path / "other", by=Actor(None, None, date(2026, 3, 1)))
    with pytest.raises(FolderIsNotEmpty):
        export(folder, by=BY)
