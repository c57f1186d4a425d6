"""Settings: who decides what, and which details people change by themselves."""

import pytest

from tenure.domains.people.models import Proposal
from tenure.domains.people.models.self_service import modes
from tenure.foundation.approvals.models import Chain
from tenure.foundation.identity.models import User

from .test_inbox import browser
from .test_proposals import Cast, approval

pytestmark = [pytest.mark.django_db, pytest.mark.capability("CORE-11")]
CHAIN = "/settings/approvals/people.own_details/"


@pytest.fixture
def house(db: None) -> Cast:
    made = Cast()
    made.client(made.cy, "hr_manager")
    return made


def test_only_who_configures_everything_comes_here(house: Cast) -> None:
    for who, status in ((house.cy, 200), (house.hal, 404), (house.bo, 404)):
        client = browser(house, who)
        assert client.get("/settings/approvals/").status_code == status
        assert client.get(CHAIN).status_code == status
        if status == 404:
            assert client.post(CHAIN, {"who_1": "manager"}).status_code == 404
            assert client.post("/settings/approvals/self-service/", {}).status_code == 404
    assert browser(house, house.cy).get("/settings/approvals/nothing/").status_code == 404


def form(**steps: str) -> dict[str, str]:
    found = {
        f"{name}_{n}": value for n in range(1, 5) for name, value in (("order", str(n)), ("rule", "one"))
    }
    return {**found, **steps}


def test_hr_sets_two_steps_in_their_order_and_takes_them_out(house: Cast) -> None:
    cy = browser(house, house.cy)
    page = cy.get("/settings/approvals/").content.decode()
    assert "As Tenure comes" in page
    data = form(
        who_1="hr", order_1="2", who_2="manager", or_2="dotted_line", order_2="1", days_2="3", then_2="hr"
    )
    assert cy.post(CHAIN, data).status_code == 302
    steps = [(one.approvers, one.escalate_after, one.escalate_to) for one in Chain.objects.get().steps.all()]
    assert steps == [(["manager", "dotted_line"], 3, "hr"), (["hr"], 0, "")]
    house.propose()
    assert [one.approvers for one in approval().steps.all()] == [["manager", "dotted_line"], ["hr"]]
    shown = cy.get(CHAIN).content.decode()
    assert '<option value="manager" selected>' in shown
    cy.post(f"/settings/approvals/chains/{Chain.objects.get().uid}/removal/")
    assert Chain.objects.count() == 0


def test_a_chain_without_anybody_is_not_kept(house: Cast) -> None:
    answer = browser(house, house.cy).post(CHAIN, form())
    assert (answer.status_code, Chain.objects.count()) == (422, 0)


def test_hr_says_which_details_change_at_once(house: Cast) -> None:
    cy = browser(house, house.cy)
    answer = cy.post(
        "/settings/approvals/self-service/", {"personal.marital_status": "now", "bank.": "hr", "x": "y"}
    )
    assert answer.status_code == 302
    assert modes("personal", house.today)["marital_status"] == "now"
    assert set(modes("bank", house.today).values()) == {"hr"}
    house.propose("personal", marital_status="married")
    assert Proposal.objects.count() == 0
    assert User.objects.count() > 0
