"""What a back-dated change touches is listed before it is saved, as far as the reader may know."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from tenure.domains.organisation.models import UnitHead
from tenure.domains.people import actions
from tenure.domains.people.queries.previews import preview
from tenure.foundation.audit import trail

from . import factories as make
from .cast import Company
from .factories import START, TODAY, actor, hr, job_of, over

pytestmark = [pytest.mark.django_db, pytest.mark.capability("CORE-05")]
MAY = date(2025, 5, 1)


def told(planned, kind=None):
    return [one.text for one in planned.touched if kind in (None, one.kind)]


@pytest.fixture
def ada():
    return make.hired("Ada Lovelace")


@pytest.fixture
def bo(ada):
    return make.hired("Bo Bergström", title="Clerk", manager=ada, pay=Decimal(40000))


def test_later_rows_that_follow_or_stay_are_told_apart(bo):
    row = job_of(bo)
    actions.change_assignment(row.uid, on=date(2025, 8, 1), fte="0.5", by=hr())
    actions.change_assignment(row.uid, on=date(2025, 11, 1), title="Head", by=hr())
    row.refresh_from_db()
    found = preview(hr(), row, on=MAY, act="change", facts={"title": "Lead"})
    assert told(found, "entries") == [
        "The entry from 1 Aug 2025 carried the old value and follows.",
        "The entry from 1 Nov 2025 says something of its own and stays as it is.",
    ]
    assert found.until == date(2025, 11, 1)


def test_direct_reports_and_all_below_move_along_and_the_rights_of_both_managers(bo):
    cy = make.hired("Cy Young", manager=bo)
    make.hired("Di Dee", manager=cy)
    dee = make.hired("Dee Dee")
    found = preview(hr(), job_of(bo), on=MAY, act="change", facts={"manager": dee})
    assert told(found, "reports")[:2] == [
        "Cy Young reports here: the chain above them changes along.",
        "1 more person below moves along.",
    ]
    assert told(found, "rights") == [
        "Ada Lovelace no longer sees Bo Bergström and whoever is below, as their manager.",
        "Dee Dee comes to see Bo Bergström and whoever is below, as their manager.",
    ]


def test_pay_and_contract_of_these_days_are_named_without_amounts(bo):
    found = preview(hr(), job_of(bo), on=MAY, act="change", facts={"fte": Decimal("0.5")})
    assert told(found, "pay") == ["Pay since 1 Jan 2024 holds in these days: see whether it still fits."]
    assert told(found, "terms") == ["Contract since 1 Jan 2024 (Permanent) holds in these days."]
    assert [one.url for one in found.touched if one.kind == "pay"] == [f"/people/{bo.uid}/pay"]


def test_pay_is_not_told_to_who_may_not_see_it(bo):
    clerk = actor(*over("everyone", "people.directory", "people.view", "people.edit"))
    found = preview(clerk, job_of(bo), on=MAY, act="change", facts={"fte": Decimal("0.5")})
    assert told(found, "pay") == []


def test_another_place_has_other_days_off(bo):
    row = job_of(bo)
    berlin, munich = make.place("berlin"), make.place("munich")
    munich.subdivision = "DE-BY"
    munich.save()
    actions.correct_assignment(row.uid, place=berlin, by=hr())
    row.refresh_from_db()
    found = preview(hr(), row, on=date(2025, 1, 1), act="change", facts={"place": munich})
    assert len(told(found, "calendar")) == 1
    assert "6 Jan 2025" in told(found, "calendar")[0]


def test_files_made_since_then_said_otherwise(bo):
    by = hr()
    row = job_of(bo)
    entry = trail.record(by, "lists.exported", listing="people", columns=["title"])
    back, ahead = entry.at.date() - timedelta(days=9), hr(today=entry.at.date())
    found = preview(ahead, row, on=back, act="change", facts={"title": "Lead"})
    assert [one.url for one in found.touched if one.url.startswith("/audit")] == [f"/audit/{entry.pk}"]
    blind = actor(*over("everyone", "people.view", "people.edit"), today=entry.at.date())
    assert told(preview(blind, row, on=back, act="change", facts={"title": "Lead"}), "reports") == []


def test_a_seat_that_leads_a_unit_and_would_stand_empty_is_named():
    sales, seat, other = make.unit("sales"), make.seat("head"), make.seat("other")
    UnitHead.objects.create(unit=sales, position=seat, valid_from=START)
    ada = make.hired("Ada", position=seat)
    found = preview(hr(), job_of(ada), on=MAY, act="change", facts={"position": other})
    assert told(found, "positions") == ["The seat that leads Sales is vacant then."]


def test_what_is_planned_is_not_told_to_who_does_not_plan(bo):
    row = job_of(bo)
    actions.change_assignment(row.uid, on=TODAY + timedelta(days=30), title="Chief", by=hr())
    row.refresh_from_db()
    blind = actor(*over("everyone", "people.directory", "people.view", "people.edit"))
    found = preview(blind, row, on=MAY, act="change", facts={"title": "Lead"})
    assert (told(found, "entries"), found.until) == ([], None)


def test_taking_a_row_back_shows_what_holds_again(bo):
    row = actions.change_assignment(job_of(bo).uid, on=MAY, title="Lead", by=hr())
    found = preview(hr(), row, on=row.valid_from, act="rescind", facts={})
    assert (found.before["title"], found.after["title"]) == ("Lead", "Clerk")
    assert told(found, "terms") != []


class TestPages:
    @pytest.fixture
    def company(self):
        return Company()

    def test_the_look_links_to_what_is_touched(self, company):
        hal = company.client(company.hal, "hr_generalist")
        row = job_of(company.ada, company.today)
        row_page = hal.get(f"/people/rows/job/{row.uid}/rescission")
        assert row_page.status_code == 200
        answer = hal.post(
            f"/api/v1/assignments/{row.uid}/preview",
            {"on": str(company.start), "manager": str(company.dee.uid)},
            content_type="application/json",
        )
        assert answer.status_code == 200, answer.content
        kinds = {one["kind"] for one in answer.json()["touched"]}
        assert (answer.json()["changed"], kinds) == (["manager"], {"reports", "rights", "terms"})
        assert job_of(company.ada, company.today).manager is None

    def test_a_colleague_learns_nothing(self, company):
        row = job_of(company.ada, company.today)
        answer = company.client(company.cy).post(
            f"/api/v1/assignments/{row.uid}/preview", {"title": "x"}, content_type="application/json"
        )
        assert answer.status_code == 404
