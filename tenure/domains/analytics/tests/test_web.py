"""Insights in the browser and by API: who gets them, what they lead to, and what is refused."""

import pytest
from django.urls import reverse

from tenure.domains.people.tests.cast import Company
from tenure.foundation.lists.testing import assert_list_queries

pytestmark = [pytest.mark.django_db, pytest.mark.capability("CORE-03")]


@pytest.fixture
def company() -> Company:
    return Company()


@pytest.fixture
def client(company):
    """A browser in which the HR manager is signed in."""
    return company.client(company.hal, "hr_manager")


def test_each_figure_leads_to_its_lines_and_each_line_to_its_people(client, company) -> None:
    page = client.get(reverse("insights"))
    assert page.status_code == 200
    assert page.content.count(b'class="stat"') == 12
    one = client.get(reverse("insight", args=["M04"]))
    assert f"{reverse('insight-people')}?of=closing~" in one.content.decode().replace("%7E", "~")
    day = company.today.isoformat()
    rows = client.get(reverse("insight-people"), {"of": f"present~{day}~{day}~employees~~~"})
    assert [name in rows.content.decode() for name in ("Bo Bergström", "Dee Dee")] == [True, True]


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ({"first": "2099-01-01", "last": "2099-02-01"}, "Figures look back"),
        ({"first": "2026-02-01", "last": "2026-01-01"}, "The last day lies before the first"),
        ({"first": "yesterday"}, "Enter a valid date"),
        ({"entity": "7"}, "Select a valid choice"),
    ],
)
def test_a_wrong_question_is_answered_in_words(client, company, question, words) -> None:
    page = client.get(reverse("insights"), question)
    assert (page.status_code, words in page.content.decode()) == (422, True)


@pytest.mark.parametrize(
    "of",
    [
        "x",
        "present~2026-01-01",
        "nobody~2026-01-01~2026-01-02~employees~~~",
        "hires~2026-13-01~2026-01-02~employees~~~",
    ],
)
def test_rows_of_no_figure_are_refused(client, company, of) -> None:
    assert client.get(reverse("insight-people"), {"of": of}).status_code == 400


def test_who_sees_no_figures_gets_no_page(company) -> None:
    client = company.client(company.ada)
    answers = [client.get(reverse(name)).status_code for name in ("insights", "insight-people")]
    assert answers == [403, 403]
    assert client.get("/api/v1/metrics").status_code == 403


def test_an_executive_sees_figures_and_no_rows(company) -> None:
    client = company.client(company.dee, "executive")
    assert client.get(reverse("insights")).status_code == 200
    assert reverse("insight-people") not in client.get(reverse("insight", args=["M04"])).content.decode()


def test_programs_get_the_same(client, company) -> None:
    found = client.get("/api/v1/metrics").json()["items"]
    assert [one["code"] for one in found] == [f"M{n:02}" for n in range(1, 13)]
    one = client.get("/api/v1/metrics/M04").json()
    assert {line["part"]: line["value"] for line in one["lines"]}["closing"] == "5"
    first = client.get("/api/v1/metric-people", {"part": "closing", "limit": 2}).json()
    rest = client.get("/api/v1/metric-people", {"part": "closing", "cursor": first["next"]}).json()
    assert len({one["uid"] for one in first["items"] + rest["items"]}) == 5
    assert rest["next"] is None
    wrong = [
        client.get("/api/v1/metrics/M99").status_code,
        client.get("/api/v1/metrics", {"of": "x"}).status_code,
        client.get("/api/v1/metrics", {"last": "2099-01-01"}).status_code,
        client.get("/api/v1/metric-people", {"part": "vacant"}).status_code,
    ]
    assert wrong == [404, 400, 422, 422]


def test_the_rows_take_the_same_queries_for_one_and_for_many(client, company) -> None:
    day = company.today.isoformat()
    count = iter(range(9))
    assert_list_queries(
        client,
        f"{reverse('insight-people')}?of=present~{day}~{day}~employees~~~",
        lambda: company.hire(f"More {next(count)}"),
        queries=15,
    )
