"""The import wizard, from files to people."""

from datetime import date

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tenure.domains.organisation.models import LegalEntity
from tenure.domains.people import actions
from tenure.domains.people.models import Assignment, Pay, Person
from tenure.foundation.exchange.models import SavedMapping, StagedImport
from tenure.foundation.exchange.staging import FOLDER
from tenure.foundation.identity.tests import factories as make
from tenure.foundation.jobs import run_due_now
from tenure.shell.actor import actor_for
from tests.sums import sums

pytestmark = [pytest.mark.django_db, pytest.mark.capability("PLT-07")]

ROWS = """Employee ID,Full name,Hire date,Department,Reports to,Salary,Currency
1,Ada Lovelace,2020-01-01,Engines,,90000,EUR
2,Charles Babbage,2021-02-01,Engines,Ada Lovelace,80000,EUR
3,Mary Somerville,2022-03-01,Stars,nobody,70000,EUR
"""


CONTENT = ROWS.encode()
PLAIN = "\n".join(ROWS.splitlines()[:3]).encode()


@pytest.fixture(autouse=True)
def own_files(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def entity():
    return LegalEntity.objects.create(code="T", name="Tenure GmbH", country="DE", currency="EUR")


def signed_in(*roles: str, over=None) -> Client:
    user = make.user(f"{'-'.join(roles) or 'nobody'}@example.org", *roles, **({"over": over} if over else {}))
    make.enrol(user)
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def generalist(entity) -> Client:
    return signed_in("hr_generalist")


def bring(client, content=CONTENT, name="staff.csv", kind="guess"):
    data = {"files": [SimpleUploadedFile(name, content)], "kind": kind, "as_of": "2024-01-01"}
    return client.post(reverse("people-import"), data)


def check(client, **posted):
    staged = StagedImport.objects.get()
    client.post(reverse("import-mapping", args=[staged.uid]), posted)
    run_due_now()
    return StagedImport.objects.get()


def test_a_staff_list_becomes_people(generalist, django_capture_on_commit_callbacks):
    assert bring(generalist).status_code == 302
    staged = StagedImport.objects.get()
    page = generalist.get(reverse("import", args=[staged.uid]))
    assert (page.status_code, b"Ada Lovelace" in page.content) == (200, True)

    staged = check(generalist)
    assert staged.state == "checked", staged.problem
    assert staged.summary["warnings"] == {"unit_new": 2, "manager_unknown": 1}
    page = generalist.get(reverse("import", args=[staged.uid]))
    assert b"nowhere to be found" in page.content
    assert generalist.post(reverse("import-writing", args=[staged.uid])).status_code == 422

    answers = {"choice-unit_new": "accept", "choice-manager_unknown": "park"}
    generalist.post(reverse("import-answers", args=[staged.uid]), answers)
    run_due_now()
    with django_capture_on_commit_callbacks(execute=True):
        generalist.post(reverse("import-writing", args=[staged.uid]))
        run_due_now()
    staged.refresh_from_db()
    assert (staged.state, staged.problem) == ("done", "")
    assert Person.objects.count() == 3
    babbage = Assignment.objects.as_of(date(2024, 1, 1)).get(person__number="2")
    assert (babbage.manager.name, babbage.unit.code, babbage.valid_from) == (
        "Ada Lovelace",
        "Engines",
        date(2021, 2, 1),
    )
    assert Pay.objects.get(person__number="3").amount == 70000
    assert generalist.get(reverse("import", args=[staged.uid])).status_code == 200
    assert list((settings.MEDIA_ROOT / FOLDER).iterdir()) == []


def test_a_mapping_is_changed_and_kept_under_a_name(generalist):
    bring(generalist)
    staged = StagedImport.objects.get()
    posted = {
        "edited": "1",
        "dates": "iso",
        "heading-0-number": "Employee ID",
        "heading-0-name": "Full name",
        "constant-0-hire_date": "2020-05-01",
        "save_as": "Staff",
    }
    staged = check(generalist, **posted)
    assert staged.summary["differences"]["employment"]["new"] == 3
    assert set(SavedMapping.objects.get(name="Staff").body["parts"][0]["columns"]) == {
        "number",
        "name",
        "hire_date",
    }
    assert b"Saved: Staff" in generalist.get(reverse("people-import")).content


def test_errors_are_told_by_row_and_column_and_can_be_taken_along(generalist):
    bring(generalist, ROWS.replace("2021-02-01", "01/02/2021").encode())
    staged = check(generalist)
    assert staged.summary["errors"] == {"ambiguous_date": 1}
    lines = generalist.get(reverse("import-outcome", args=[staged.uid, "findings"])).content.decode(
        "utf-8-sig"
    )
    assert "error,ambiguous_date,staff.csv,3,Hire date" in lines


def test_what_is_taken_along_holds_no_formula(generalist):
    bring(generalist, ROWS.replace("2021-02-01", "=1+1").replace("Charles", "=cmd()").encode())
    staged = check(generalist)
    generalist.post(reverse("import-answers", args=[staged.uid]), {})
    lines = generalist.get(reverse("import-outcome", args=[staged.uid, "changes"])).content.decode(
        "utf-8-sig"
    )
    assert not any(cell.startswith("=") for line in lines.splitlines() for cell in line.split(","))


@pytest.mark.parametrize(
    ("name", "content"), [("a.pdf", b"%PDF-1.7"), ("a.csv", b""), ("a.csv", b"," * 100_000)]
)
def test_a_file_that_cannot_be_read_is_refused_in_words(generalist, name, content):
    answer = bring(generalist, content, name)
    assert (answer.status_code, b"These files cannot be imported" in answer.content) == (422, True)
    assert not StagedImport.objects.exists()


def test_nobody_sees_the_import_of_somebody_else(generalist):
    bring(generalist)
    staged = StagedImport.objects.get()
    other = signed_in("hr_manager")
    for name in ("import", "import-progress", "import-mapping-file"):
        assert other.get(reverse(name, args=[staged.uid])).status_code == 404
    for name in ("import-mapping", "import-answers", "import-writing", "import-removal"):
        assert other.post(reverse(name, args=[staged.uid])).status_code == 404
    assert StagedImport.objects.get().state == "mapping"


@pytest.mark.parametrize("role", ["payroll", "auditor", "administrator"])
def test_only_those_who_import_reach_the_page(entity, role):
    assert signed_in(role).get(reverse("people-import")).status_code == 403


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_template_can_be_read_back(generalist, form):
    from tenure.foundation.exchange.reading import read_bytes

    body = generalist.get(reverse("import-template", args=["people", form])).content
    assert read_bytes(f"people.{form}", body)[0].columns[:2] == ("number", "name")


def test_giving_up_takes_the_files_away(generalist, django_capture_on_commit_callbacks):
    bring(generalist)
    with django_capture_on_commit_callbacks(execute=True):
        generalist.post(reverse("import-removal", args=[StagedImport.objects.get().uid]))
    assert not StagedImport.objects.exists()
    assert list((settings.MEDIA_ROOT / FOLDER).iterdir()) == []


@pytest.mark.parametrize(
    ("preset", "path", "answers", "people"),
    [
        (
            "gitlab-team",
            "data/gitlab-team-2022/team.csv",
            {
                "no_first_day": "accept",
                "placeholder": "accept",
                "name_is_title": "accept",
                "same_name": "accept",
                "reports_to_unknown": "park",
                "unit_parent_unclear": "park",
            },
            1336,
        ),
        (
            "uk-organogram",
            "data/uk-gov-organograms/home_office/2012-09-30-senior.csv",
            {"seat_twice": "accept"},
            38,
        ),
    ],
)
def test_real_bodies_come_in_by_the_wizard(generalist, shared, preset, path, answers, people):
    file = shared(path)
    assert bring(generalist, file.read_bytes(), file.name, preset).status_code == 302
    staged = check(generalist)
    assert (staged.state, staged.summary["errors"]) == ("checked", {})
    posted = {f"choice-{code}": choice for code, choice in answers.items()}
    generalist.post(reverse("import-answers", args=[staged.uid]), posted)
    run_due_now()
    assert generalist.get(reverse("import", args=[staged.uid])).status_code == 200
    generalist.post(reverse("import-writing", args=[staged.uid]))
    run_due_now()
    staged.refresh_from_db()
    assert (staged.state, Person.objects.count()) == ("done", people)


def imported(client, capture, content=PLAIN):
    """Bring a file in whole."""
    bring(client, content)
    staged = check(client)
    client.post(reverse("import-answers", args=[staged.uid]), {"choice-unit_new": "accept"})
    run_due_now()
    with capture(execute=True):
        client.post(reverse("import-writing", args=[staged.uid]))
        run_due_now()
    staged.refresh_from_db()
    assert (staged.state, staged.problem) == ("done", "")
    return staged


@pytest.mark.capability("CORE-21")
def test_an_import_is_taken_back_from_its_page(generalist, django_capture_on_commit_callbacks):
    before = sums()
    staged = imported(generalist, django_capture_on_commit_callbacks)
    assert Person.objects.count() == 2
    page = generalist.get(reverse("import", args=[staged.uid])).content.decode()
    assert "Take the import back" in page
    generalist.post(reverse("import-undo", args=[staged.uid]))
    assert generalist.get(reverse("import", args=[staged.uid])).status_code == 200
    run_due_now()
    staged.refresh_from_db()
    assert (staged.state, Person.objects.count(), sums()) == ("undone", 0, before)
    assert "was taken back" in generalist.get(reverse("import", args=[staged.uid])).content.decode()
    assert generalist.post(reverse("import-undo", args=[staged.uid])).status_code == 409


@pytest.mark.capability("CORE-21")
def test_what_was_built_on_an_import_is_named_on_its_page(generalist, django_capture_on_commit_callbacks):
    staged = imported(generalist, django_capture_on_commit_callbacks)
    ada = Person.objects.get(number="1")
    actions.update_person(ada.uid, preferred_name="Countess", by=actor_for(staged.owner, channel="web"))
    page = generalist.get(reverse("import", args=[staged.uid])).content.decode()
    assert ("Take the import back" in page, "people: Countess" in page) == (False, True)
    generalist.post(reverse("import-undo", args=[staged.uid]))
    run_due_now()
    staged.refresh_from_db()
    assert (staged.state, "Countess" in staged.problem, Person.objects.count()) == ("done", True, 2)


@pytest.mark.capability("CORE-21")
def test_programs_list_and_take_back_runs(generalist, django_capture_on_commit_callbacks):
    staged = imported(generalist, django_capture_on_commit_callbacks)
    runs = generalist.get("/api/v1/runs").json()["items"]
    assert [(one["uid"], one["kind"], one["label"]) for one in runs] == [
        (str(staged.run), "import", "staff.csv")
    ]
    assert signed_in("hr_manager").post(f"/api/v1/runs/{staged.run}/undo").status_code == 404
    answer = generalist.post(f"/api/v1/runs/{staged.run}/undo")
    assert (answer.status_code, answer.json()["taken_back_at"] is not None) == (200, True)
    assert generalist.post(f"/api/v1/runs/{staged.run}/undo").status_code == 409
    assert Person.objects.count() == 0
