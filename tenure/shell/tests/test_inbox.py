"""The inbox in the browser and by program: what waits, the decision, delegates."""

from threading import Thread

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tenure.domains.people import actions
from tenure.domains.people.models import PersonalDetails, Proposal
from tenure.foundation.approvals.models import Approval, Delegation
from tenure.foundation.audit.models import Entry
from tenure.foundation.identity.models import User

from .test_proposals import Cast, approval

pytestmark = [pytest.mark.django_db, pytest.mark.capability("CORE-11")]


@pytest.fixture
def house(db: None) -> Cast:
    return Cast()


def browser(house: Cast, who: object) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=house.acting(who).user_id))
    return client


def test_one_decides_in_the_inbox_with_old_and_new_side_by_side(house: Cast) -> None:
    hal, bo = browser(house, house.hal), browser(house, house.bo)
    form = {
        "legal_name": "Bo Bertil Berg",
        "marital_status": "married",
        "words": "Wedding",
        "birth_date": "1990-02-03",
    }
    asked = bo.post(f"/people/{house.bo.uid}/proposals/personal/new", form)
    assert (asked.status_code, Proposal.objects.get().fields) == (302, ["legal_name", "marital_status"])
    page = hal.get("/inbox/").content.decode()
    for words in ("Bo Bertil Berg", "<del>Bo Bertil</del>", "Wedding", '<span class="nav-count">1</span>'):
        assert words in page
    answer = hal.post(f"/inbox/{approval().uid}/approval", {"note": "Fine."}, follow=True)
    assert "Nothing waits for you" in answer.content.decode()
    assert PersonalDetails.objects.get(person=house.bo).marital_status == "married"
    assert "signed on" in hal.get(f"/inbox/{approval().uid}").content.decode()


def test_one_sees_on_ones_own_page_what_waits_and_withdraws_it(house: Cast) -> None:
    house.propose()
    bo = browser(house, house.bo)
    page = bo.get(f"/people/{house.bo.uid}/personal").content.decode()
    assert "Waiting for approval: Personal details" in page
    assert (
        "Waiting for approval"
        not in browser(house, house.hal).get(f"/people/{house.bo.uid}/personal").content.decode()
    )
    bo.post(f"/inbox/{approval().uid}/withdrawal")
    assert Proposal.objects.get().state == "withdrawn"
    assert "Waiting for approval" not in bo.get(f"/people/{house.bo.uid}/personal").content.decode()


def test_declining_without_a_reason_says_so_and_decides_nothing(house: Cast) -> None:
    house.propose()
    hal = browser(house, house.hal)
    answer = hal.post(f"/inbox/{approval().uid}/rejection", follow=True)
    assert "Say why" in answer.content.decode()
    hal.post(f"/inbox/{approval().uid}/rejection", {"reason": "Send the certificate."})
    page = browser(house, house.bo).get(f"/inbox/{approval().uid}").content.decode()
    assert "Send the certificate." in page


def test_a_stale_request_shows_what_changed_meanwhile(house: Cast) -> None:
    house.propose()
    actions.set_personal_details(house.bo.uid, legal_name="Bo B. Berg", by=house.hr)
    hal = browser(house, house.hal)
    answer = hal.post(f"/inbox/{approval().uid}/approval", follow=True).content.decode()
    assert "The record changed since this was asked for" in answer
    assert "<mark>Bo B. Berg</mark>" in answer


def test_strangers_find_nothing_and_the_answer_is_that_of_nothing(house: Cast) -> None:
    house.propose()
    nobody = "01900000-0000-7000-8000-000000000000"
    for who in (house.ada, house.payroll):
        client = browser(house, who)
        for way in ("", "/approval", "/rejection", "/withdrawal"):
            ask = client.post if way else client.get
            assert ask(f"/inbox/{approval().uid}{way}").status_code == 404
            assert ask(f"/inbox/{nobody}{way}").status_code == 404
        assert client.get(f"/api/v1/approvals/{approval().uid}").status_code == 404
        assert client.get("/api/v1/approvals").json()["items"] == []


def test_the_inbox_asks_as_often_for_three_as_for_one(house: Cast) -> None:
    counts = []
    hal = browser(house, house.hal)
    house.propose("personal", marital_status="married")
    for what, facts in (
        ("address", {"lines": "1", "country": "DE"}),
        ("dependant", {"name": "Kid", "relationship": "child"}),
    ):
        hal.get("/inbox/")
        with CaptureQueriesContext(connection) as asked:
            hal.get("/inbox/")
        counts.append(len(asked))
        house.propose(what, **facts)
    with CaptureQueriesContext(connection) as asked:
        hal.get("/inbox/")
    assert len({*counts, len(asked)}) == 1


def test_one_lets_a_colleague_decide_and_ends_it(house: Cast) -> None:
    ada = browser(house, house.ada)
    form = {"delegate": str(house.hal.uid), "start": str(house.today)}
    assert ada.post("/inbox/delegation", form).status_code == 302
    row = Delegation.objects.get()
    assert row.delegate.person == house.hal
    assert house.hal.called in ada.get("/inbox/delegation").content.decode()
    assert browser(house, house.bo).post(f"/inbox/delegation/{row.uid}/end").status_code == 404
    ada.post(f"/inbox/delegation/{row.uid}/end")
    assert Delegation.objects.count() == 0
    myself = ada.post("/inbox/delegation", {**form, "delegate": str(house.ada.uid)})
    assert (myself.status_code, Delegation.objects.count()) == (422, 0)


def test_programs_ask_decide_and_decline(house: Cast) -> None:
    bo, hal = browser(house, house.bo), browser(house, house.hal)
    path = f"/api/v1/people/{house.bo.uid}/proposals"
    body = {"what": "personal", "values": {"marital_status": "married"}}
    made = bo.post(path, body, "application/json")
    assert (made.status_code, made.json()["applied"]) == (201, [])
    [item] = hal.get("/api/v1/approvals?state=waiting").json()["items"]
    assert item["subject"] == made.json()["proposal"]
    own = bo.post(f"/api/v1/approvals/{item['uid']}/approval", {}, "application/json")
    assert own.status_code == 403
    missing = hal.post(f"/api/v1/approvals/{item['uid']}/rejection", {"reason": ""}, "application/json")
    assert (missing.status_code, missing.json()["errors"][0]["field"]) == (422, "reason")
    done = hal.post(f"/api/v1/approvals/{item['uid']}/approval", {"note": "Yes"}, "application/json")
    assert (done.status_code, done.json()["state"]) == (200, "approved")
    again = hal.post(f"/api/v1/approvals/{item['uid']}/approval", {}, "application/json")
    assert again.status_code == 409
    for values in ({"by": "x"}, {"birth_date": "soon"}, {"nationalities": ["Narnia"]}, {"sex": "maybe"}):
        answer = bo.post(path, {"what": "personal", "values": values}, "application/json")
        assert answer.status_code == 422


@pytest.mark.django_db(transaction=True)
def test_a_thousand_posts_with_one_idempotency_key_are_one_effect_and_one_body(monkeypatch) -> None:
    monkeypatch.setenv("TENURE_RATE_USER", "100000/1000")
    house = Cast()
    house.propose()
    found, bodies, busy = approval(), [], []

    def post(times: int) -> None:
        client = browser(house, house.hal)
        while times:
            answer = client.post(
                f"/api/v1/approvals/{found.uid}/approval",
                {"note": "Yes"},
                "application/json",
                headers={"Idempotency-Key": "one"},
            )
            if answer.status_code == 409:  # the first is still at work: sent again, as the message says
                busy.append(answer)
                continue
            bodies.append((answer.status_code, answer.content))
            times -= 1
        connection.close()

    threads = [Thread(target=post, args=(250,)) for _ in range(4)]
    [one.start() for one in threads]
    [one.join() for one in threads]
    assert (len(bodies), len(set(bodies)), bodies[0][0]) == (1000, 1, 200)
    assert Entry.objects.filter(verb="people.personal.updated").latest("pk").about == [house.bo.pk]
    assert Entry.objects.filter(verb="approvals.step.signed").count() == 1
    assert Approval.objects.get().state == "approved"
