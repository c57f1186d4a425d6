"""Emergency access: one file, for a reason, for hours; told, logged, ended, reviewed."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tenure.domains.people.models import BreakGlass
from tenure.foundation.approvals.models import Approval
from tenure.foundation.audit.models import Entry
from tenure.foundation.identity.actions.grants import Over
from tenure.foundation.identity.models import User
from tenure.foundation.identity.tests import factories as make
from tenure.foundation.notify.models import Notice
from tenure.shell.tests.test_proposals import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.capability("PLT-03")]
PATH = "/people/emergency-access"
WHY = "Accident at work, family must be told now"


def signed_in(user: User) -> Client:
    make.enrol(user)
    client = Client()
    client.force_login(user)
    client.get("/me/security/")
    return client


@pytest.fixture
def house(db: None) -> Cast:
    return Cast()


@pytest.fixture
def chief(house: Cast) -> Client:
    """Whoever leads HR elsewhere: of this file their roles open nothing."""
    return signed_in(make.user("chief@example.com", "hr_manager", over=Over("entity", (9999,))))


def form(house: Cast, **more: object) -> dict[str, object]:
    given = {"number": house.bo.number, "hours": 2, "parts": ["people.view_personal"], "reason": WHY}
    return {**given, **more}


def test_one_file_opens_and_every_reading_is_written_down(house: Cast, chief: Client) -> None:
    page = f"/people/{house.bo.uid}/personal"
    assert chief.get(page).status_code == 404
    assert chief.post(PATH, form(house)).status_code == 302
    assert chief.get(page).status_code == 200
    assert chief.get(f"/people/{house.hal.uid}/personal").status_code == 404
    assert chief.get(f"/people/{house.bo.uid}/pay").status_code == 404  # not a part that was opened
    read = Entry.objects.filter(kind="view", about__contains=[house.bo.pk])
    assert {one.details.get("break_glass") for one in read} == {True}
    assert read.count() >= 1
    act = Entry.objects.get(verb="people.glass.broken")
    assert (act.reason, act.about) == (WHY, [house.bo.pk])


def test_it_opens_for_reading_only(house: Cast, chief: Client) -> None:
    chief.post(PATH, form(house))
    assert chief.get(reverse("person-personal", args=[house.bo.uid])).status_code == 404


def test_it_ends_by_itself(house: Cast, chief: Client) -> None:
    chief.post(PATH, form(house))
    BreakGlass.objects.update(
        ends_at=timezone.now() - timedelta(seconds=1), begins_at=timezone.now() - timedelta(hours=2)
    )
    assert chief.get(f"/people/{house.bo.uid}/personal").status_code == 404
    assert chief.get(f"/api/v1/people/{house.bo.uid}").status_code == 404


def test_those_whom_it_concerns_are_told_at_once(house: Cast, chief: Client) -> None:
    chief.post(PATH, form(house))
    told = {one.user_id for one in Notice.objects.filter(kind="people.glass_broken")}
    assert house.acting(house.bo).user_id in told
    assert house.acting(house.hal).user_id in told
    assert User.objects.get(email="chief@example.com").pk not in told


@pytest.mark.parametrize(
    "wrong", [{"reason": "because"}, {"hours": 5}, {"hours": 0}, {"parts": []}, {"number": "no one"}]
)
def test_without_a_reason_a_part_or_within_its_time_nothing_opens(
    house: Cast, chief: Client, wrong: dict[str, object]
) -> None:
    assert chief.post(PATH, form(house, **wrong)).status_code == 422
    assert not BreakGlass.objects.exists()


def test_who_does_not_hold_the_right_is_refused_by_page_and_program(house: Cast) -> None:
    client = signed_in(make.user("g@example.com", "hr_generalist"))
    assert client.get(PATH).status_code == 403
    assert (
        client.post("/api/v1/emergency-access", form(house), content_type="application/json").status_code
        == 403
    )


def test_somebody_else_reviews_it_once_it_has_ended(house: Cast, chief: Client) -> None:
    second = signed_in(make.user("second@example.com", "hr_manager"))
    chief.post(PATH, form(house))
    chief.get(f"/people/{house.bo.uid}/personal")
    waits = Approval.objects.get(kind="people.break_glass_review")
    assert chief.post(f"/inbox/{waits.uid}/approval").status_code == 403
    page = second.get(f"/inbox/{waits.uid}").content.decode()
    for words in (WHY, "chief@example.com", "It still runs", "people.personal"):
        assert words in page
    assert "still runs" in second.post(f"/inbox/{waits.uid}/approval", follow=True).content.decode()
    second.post(f"/inbox/{waits.uid}/rejection", {"reason": "It could have waited."})
    assert BreakGlass.objects.get().finding == "not_justified"
    assert chief.get(f"/people/{house.bo.uid}/personal").status_code == 404


def test_c05_the_administrator_needs_a_second_person(house: Cast) -> None:
    admin = signed_in(make.user("admin@example.com", "administrator"))
    second = signed_in(make.user("second@example.com", "hr_manager"))
    answer = admin.post("/api/v1/emergency-access", form(house), content_type="application/json")
    assert answer.status_code == 202
    assert not BreakGlass.objects.exists()
    assert admin.get(f"/people/{house.bo.uid}").status_code in (403, 404)
    waits = Approval.objects.get(kind="dual.access.break_glass")
    second.post(f"/inbox/{waits.uid}/approval")
    assert BreakGlass.objects.get().user.email == "admin@example.com"
    assert admin.get(f"/people/{house.bo.uid}/personal").status_code == 200
    assert admin.get(f"/people/{house.hal.uid}").status_code in (403, 404)


def test_it_is_named_where_somebody_asks_who_can_see(house: Cast, chief: Client) -> None:
    chief.post(PATH, form(house))
    bo = Client()
    bo.force_login(User.objects.get(pk=house.acting(house.bo).user_id))
    text = bo.get(f"/who-can-see/people/{house.bo.uid}?part=personal").content.decode()
    assert "Emergency access" in text
