"""Change sets on the pages and by program."""

from datetime import timedelta

import pytest

from tenure.domains.change_sets.models import ChangeSet, Line
from tenure.domains.people.models import Assignment
from tenure.domains.people.tests import factories as make
from tenure.domains.people.tests.cast import Company
from tenure.foundation.approvals.models import Approval

pytestmark = [pytest.mark.django_db, pytest.mark.capability("CORE-05")]
AREA = "/organisation/change-sets"


@pytest.fixture
def company():
    return Company()


@pytest.fixture
def hal(company):
    return company.client(company.hal, "hr_manager")


@pytest.fixture
def boss(company):
    return company.client(None, "hr_manager")


def begun(client, company, **more):
    day = company.today + timedelta(days=30)
    answer = client.post(f"{AREA}/new", {"name": "Spring", "on": day.isoformat(), **more})
    assert answer.status_code == 302, answer.content.decode()[-2000:]
    return answer.url


def test_a_set_goes_its_whole_way_in_the_browser(company, hal, boss):
    ops = make.unit("ops")
    url = begun(hal, company)
    pages = (
        "/organisation/change-sets/new",
        *(f"{url}/{one}" for one in ("edit", "people", "file", "members")),
    )
    assert [hal.get(one).status_code for one in pages] == [200] * len(pages)
    assert f'value="{company.today + timedelta(days=30)}"' in hal.get(f"{url}/edit").content.decode()
    answer = hal.post(f"{url}/people", {"of_manager": company.ada.uid, "unit": ops.uid})
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    assert Line.objects.count() == 2
    assert hal.post(f"{url}/check").status_code == 302
    page = hal.get(url).content.decode()
    told = ("<del>Sales</del>" in page, "<ins>Ops</ins>" in page, "People by unit" in page)
    assert told == (True, True, True)
    hal.post(f"{url}/submission")
    path = Approval.objects.get().path
    assert (path in boss.get(url).content.decode(), path in hal.get(url).content.decode()) == (True, True)
    assert hal.post(f"{path}/approval").status_code == 403
    decision = boss.get(path).content.decode()
    told = ("<del>Sales</del>" in decision, "<ins>Ops</ins>" in decision, "People by unit" in decision)
    assert told == (True, True, True)
    boss.post(f"{path}/approval")
    assert ChangeSet.objects.get().state == "applied"
    assert Assignment.objects.filter(unit=ops).count() == 2


def test_a_form_that_names_nobody_or_changes_nothing_says_so(company, hal):
    url = begun(hal, company)
    answer = hal.post(f"{url}/people", {})
    assert answer.status_code == 422
    words = answer.content.decode()
    assert ("Say who moves" in words, "Say what changes" in words) == (True, True)


def test_units_begin_change_and_close(company, hal):
    url = begun(hal, company)
    assert hal.get(f"{url}/units").status_code == 200
    assert (
        hal.post(f"{url}/units", {"verb": "unit_new", "code": "new", "name": "New", "top": "on"}).status_code
        == 302
    )
    assert (
        hal.post(f"{url}/units", {"verb": "unit", "unit": company.unit.uid, "name": "Trade"}).status_code
        == 302
    )
    assert hal.post(f"{url}/units", {"verb": "unit_new", "name": "No code"}).status_code == 422
    assert [(line.verb, line.facts["name"]) for line in Line.objects.all()] == [
        ("unit_new", "New"),
        ("unit", "Trade"),
    ]
    hal.post(f"{url}/check")
    assert [line.problem for line in Line.objects.all()] == ["", ""]


def test_a_file_is_taken_whole_or_not_at_all(company, hal):
    from django.core.files.uploadedfile import SimpleUploadedFile

    make.unit("ops")
    url = begun(hal, company)
    good = f"Number;Unit;FTE\n{company.bo.number};ops;0,5\n{company.cy.number};ops;\n"
    bad = f"number,unit\n{company.bo.number},nowhere\n"
    answer = hal.post(f"{url}/file", {"file": SimpleUploadedFile("bad.csv", bad.encode())})
    assert (answer.status_code, "line 2: nowhere is unknown" in answer.content.decode()) == (422, True)
    assert hal.post(f"{url}/file", {"file": SimpleUploadedFile("x.csv", good.encode())}).status_code == 302
    assert [line.facts.get("fte") for line in Line.objects.order_by("person__sort_key")] == ["0.5", None]


def test_a_set_is_prepared_by_a_program(company, hal, boss):
    ops = make.unit("ops")
    day = str(company.today + timedelta(days=30))

    def send(client, path, body, status):
        answer = client.post(f"/api/v1/{path}", body, content_type="application/json")
        assert answer.status_code == status, answer.content
        return answer.json()

    uid = send(hal, "change-sets", {"name": "Spring", "on": day}, 201)["uid"]
    people = [str(company.bo.uid), str(company.cy.uid)]
    send(hal, f"change-sets/{uid}/people", {"people": people, "unit": str(ops.uid)}, 201)
    assert send(hal, f"change-sets/{uid}/check", {}, 200)["is_checked"] is True
    found = hal.get(f"/api/v1/change-sets/{uid}/differences").json()
    assert found["units"] == [
        {"unit": "Ops", "before": 0, "after": 2},
        {"unit": "Sales", "before": 2, "after": 0},
    ]
    send(hal, f"change-sets/{uid}/submission", {}, 200)
    waiting = Approval.objects.get().uid
    send(hal, f"approvals/{waiting}/approval", {}, 403)
    send(boss, f"approvals/{waiting}/approval", {}, 200)
    assert [one["state"] for one in hal.get("/api/v1/change-sets").json()["items"]] == ["applied"]


def test_a_confidential_set_is_as_if_it_were_not_there(company, hal, boss):
    url = begun(hal, company, is_confidential="on")
    assert boss.get(url).status_code == 404
    assert "Spring" not in boss.get(AREA).content.decode()
    assert boss.get("/api/v1/change-sets").json()["items"] == []
    assert boss.post(f"{url}/check").status_code == 404
    assert company.client(company.cy).get(AREA).status_code == 403


@pytest.mark.parametrize("many", [1, 3])
def test_the_list_takes_the_same_queries_whatever_its_size(company, hal, many, django_assert_num_queries):
    for _n in range(many):
        begun(hal, company)
    hal.get(AREA)
    with django_assert_num_queries(QUERIES):
        hal.get(AREA)


QUERIES = 15
