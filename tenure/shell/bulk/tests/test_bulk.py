"""Many rows changed at once: looked at, run, taken back; by hand and by programs."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from tenure.domains.organisation.models import LegalEntity
from tenure.domains.people.models import Assignment, Person
from tenure.foundation.bulk.models import BulkChange
from tenure.foundation.exchange.staging import Staging
from tenure.foundation.identity.actions.grants import Over
from tenure.foundation.identity.tests import factories as make
from tenure.foundation.jobs import run_due_now
from tests.sums import sums

from ...imports.tests.test_wizard import bring, check, entity, own_files, signed_in  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.capability("CORE-21")]
ROWS = """Employee ID,Full name,Hire date,Department,Reports to
1,Ada Lovelace,2020-01-01,Engines,
2,Charles Babbage,2021-02-01,Engines,1
3,Mary Somerville,2022-03-01,Stars,1
"""
ON = "2024-06-01"


@pytest.fixture
def generalist(entity, django_capture_on_commit_callbacks):  # noqa: F811
    client = signed_in("hr_generalist")
    bring(client, ROWS.encode())
    staged = check(client)
    client.post(reverse("import-answers", args=[staged.uid]), {"choice-unit_new": "accept"})
    run_due_now()
    client.post(reverse("import-writing", args=[staged.uid]))
    run_due_now()
    assert Person.objects.count() == 3
    return client


def uid(number):
    return str(Person.objects.get(number=number).uid)


def look(client, *numbers, **facts):
    given = {
        "row": [uid(one) for one in numbers],
        "on": ON,
        "act": "change",
        "reason": "reorganisation",
        **facts,
    }
    answer = client.post(reverse("bulk-start", args=["job"]), given)
    assert answer.status_code == 302, answer.content.decode()
    run_due_now()
    change = BulkChange.objects.latest("pk")
    assert change.state == "checked", change.problem
    return change


def fared(change):
    names = dict(Person.objects.values_list("uid", "number"))
    return {names[type(next(iter(names)))(line["uid"])]: line["state"] for line in change.lines}


def run(client, change, **posted):
    answer = client.post(reverse("bulk-run", args=[change.uid]), posted)
    run_due_now()
    change.refresh_from_db()
    return answer


def test_the_directory_offers_to_change_what_is_ticked(generalist):
    page = generalist.get(reverse("people")).content.decode()
    assert page.count('name="row"') == 3
    assert reverse("bulk-start", args=["job"]) in page
    employee = signed_in().get(reverse("people"))
    assert b'name="row"' not in employee.content


def test_nothing_changes_while_it_is_looked_at(generalist):
    before = sums()
    change = look(generalist, "1", "2", title="Engineer")
    assert fared(change) == {"1": "ok", "2": "ok"}
    assert change.lines[1]["changes"] == [
        {"name": "title", "label": "Title", "before": "", "after": "Engineer"}
    ]
    assert sums() == before
    page = generalist.get(reverse("bulk-change", args=[change.uid])).content.decode()
    assert ("Charles Babbage" in page, "Engineer" in page) == (True, True)


def test_all_rows_change_as_one_and_go_back_as_one(generalist):
    before = sums()
    change = look(generalist, "1", "2", title="Engineer", fte="0.5")
    run(generalist, change)
    rows = Assignment.objects.as_of(date(2024, 6, 1)).filter(title="Engineer", reason="reorganisation")
    assert (change.state, list(rows.values_list("fte", flat=True))) == ("done", [Decimal("0.5")] * 2)
    page = generalist.get(reverse("bulk-change", args=[change.uid])).content.decode()
    assert "Take it back" in page
    generalist.post(reverse("bulk-undo", args=[change.uid]))
    change.refresh_from_db()
    assert change.state == "undone"
    assert sums() == before


def test_a_row_that_cannot_be_holds_up_all_or_is_left_out(generalist):
    change = look(generalist, "1", "2", "3", manager=uid("1"))
    assert fared(change) == {"1": "error", "2": "same", "3": "same"}
    change = look(generalist, "1", "2", "3", manager=uid("2"))
    assert fared(change) == {"1": "error", "2": "error", "3": "ok"}
    assert run(generalist, change).status_code == 422
    run(generalist, change, rows="good")
    boss = Assignment.objects.as_of(date(2024, 6, 1)).get(person__number="3").manager
    assert (change.state, boss.number) == ("done", "2")


def test_all_that_match_a_filter(generalist):
    query = "?q=Ada"
    given = {"rows": "matching", "query": query, "on": ON, "title": "Countess"}
    page = generalist.get(
        reverse("bulk-start", args=["job"]), {"rows": "matching", "query": query}
    ).content.decode()
    assert "1 row chosen" in page
    generalist.post(reverse("bulk-start", args=["job"]), given)
    run_due_now()
    assert fared(BulkChange.objects.get()) == {"1": "ok"}


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"on": ""}, "Say from which day"),
        ({"title": ""}, "Fill in at least one field"),
        ({"fte": "7"}, "less than or equal to 2"),
        ({"manager": "nobody"}, "Choose one from the list"),
        ({"reason": "fun"}, "Choose one of the reasons"),
        ({"row": []}, "Choose at least one row"),
    ],
)
def test_bad_input_is_refused_in_words(generalist, given, words):
    given = {"row": [uid("2")], "on": ON, "title": "X", **given}
    answer = generalist.post(reverse("bulk-start", args=["job"]), given)
    assert (answer.status_code, BulkChange.objects.count()) == (422, 0)
    assert words in answer.content.decode() or not given["row"]


def test_a_row_outside_of_ones_reach_is_refused_by_name_and_an_unknown_one_without(generalist, entity):  # noqa: F811
    other = LegalEntity.objects.create(code="O", name="Other", country="FR", currency="EUR")
    user = make.user("stranger@example.org", "hr_generalist", over=Over("entity", (other.pk,)))
    make.hold(user, "payroll")
    make.enrol(user)
    stranger = Client()
    stranger.force_login(user)
    unknown = "01900000-0000-7000-8000-000000000000"
    given = {"row": [uid("2"), unknown], "on": ON, "title": "X"}
    assert stranger.post(reverse("bulk-start", args=["job"]), given).status_code == 302
    run_due_now()
    lines = {line["uid"]: line for line in BulkChange.objects.get().lines}
    assert (lines[unknown]["label"], lines[unknown]["message"]) == (
        "",
        "There is nothing here, or it is not yours to see.",
    )
    assert (lines[uid("2")]["label"], lines[uid("2")]["message"]) == (
        "Charles Babbage",
        "This is not yours to change.",
    )


def test_programs_ask_look_run_and_take_back(generalist):
    asked = {"verb": "job", "rows": [uid("2")], "facts": {"title": "Inventor"}, "on": ON, "reason": "title"}
    headers = {"Idempotency-Key": "one"}
    first = generalist.post("/api/v1/bulk-changes", asked, content_type="application/json", headers=headers)
    again = generalist.post("/api/v1/bulk-changes", asked, content_type="application/json", headers=headers)
    assert (first.status_code, again.content, BulkChange.objects.count()) == (202, first.content, 1)
    run_due_now()
    path = f"/api/v1/bulk-changes/{first.json()['uid']}"
    told = generalist.get(path).json()
    assert (told["state"], told["counts"]["ok"], told["lines"][0]["changes"][0]["after"]) == (
        "checked",
        1,
        "Inventor",
    )
    assert generalist.post(f"{path}/run", {}, content_type="application/json").status_code == 202
    run_due_now()
    assert Assignment.objects.as_of(date(2024, 7, 1)).get(person__number="2").title == "Inventor"
    assert generalist.post(f"{path}/undo").json()["state"] == "undone"
    assert Assignment.objects.filter(title="Inventor").count() == 0
    for wrong in ({"verb": "fly"}, {"facts": {"salary": "9"}}, {"rows": ["x"]}, {"rows": []}):
        body = {**asked, **wrong}
        assert (
            generalist.post("/api/v1/bulk-changes", body, content_type="application/json").status_code == 422
        )


def test_the_changes_of_others_are_not_there(generalist):
    change = look(generalist, "2", title="X")
    other = signed_in("hr_manager")
    assert other.get(reverse("bulk-change", args=[change.uid])).status_code == 404
    assert other.get(f"/api/v1/bulk-changes/{change.uid}").status_code == 404
    assert signed_in().get(reverse("bulk-start", args=["job"])).status_code == 403


def test_the_note_of_how_far_it_is_goes_with_the_work(generalist):
    change = look(generalist, "2", title="X")
    assert not Staging(change.uid).folder.exists()
