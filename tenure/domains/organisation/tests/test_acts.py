"""Small acts on units and seats by form, the look before a change, and what the history tells."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tenure.domains.organisation.models import PositionTerm, UnitTerm

from .factories import LONG_AGO, seat, unit
from .test_web import client_of, seen_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> Client:
    return client_of("hr_generalist")


@pytest.fixture
def auditor() -> Client:
    return client_of("auditor")


def act(key: str, one) -> str:
    return reverse("organisation-act", args=[key, one.uid])


def test_a_head_is_appointed_from_a_day_on(editor, auditor) -> None:
    sales, lead = unit("sales"), seat("lead")
    assert editor.get(act("head", sales)).status_code == 200
    answer = editor.post(act("head", sales), {"position": lead.uid, "since": "2024-05-01", "why": "Grown"})
    assert answer.status_code == 302
    assert sales.heads.get().valid_from == date(2024, 5, 1)
    assert "Lead" in editor.get(reverse("organisation-unit", args=[sales.uid])).content.decode()
    assert auditor.get(act("head", sales)).status_code == 404
    early = editor.post(act("head", sales), {"position": lead.uid, "since": "2019-01-01"})
    assert early.status_code == 422
    assert "does not exist on" in early.content.decode()


def test_a_position_is_frozen_and_thawed(editor) -> None:
    desk, today = seat("desk"), timezone.localdate()
    page = reverse("organisation-position", args=[desk.uid])
    assert act("freeze", desk) in editor.get(page).content.decode()
    assert editor.post(act("freeze", desk), {"since": today, "why": "No budget"}).status_code == 302
    assert PositionTerm.objects.as_of(today).get().state == "frozen"
    assert act("thaw", desk) in editor.get(page).content.decode()
    assert editor.post(act("freeze", desk), {"since": today}).status_code == 422
    editor.post(act("thaw", desk), {"since": today + timedelta(days=1)})
    assert PositionTerm.objects.as_of(today + timedelta(days=1)).get().state == "approved"


def test_pay_is_approved_by_those_who_may_alone(editor, auditor) -> None:
    desk = seat("desk")
    facts = {"minimum": "40000", "maximum": "52000", "currency": "GBP", "period": "year", "since": LONG_AGO}
    assert editor.post(act("pay", desk), {**facts, "maximum": "100"}).status_code == 422
    assert editor.post(act("pay", desk), facts).status_code == 302
    assert desk.pay_ranges.get().maximum == 52000
    assert auditor.post(act("pay", desk), facts).status_code == 404
    assert editor.get(reverse("organisation-act", args=["spell", desk.uid])).status_code == 404


def test_a_change_is_looked_at_before_it_is_made(editor) -> None:
    top, other = unit("top"), unit("other")
    unit("low", unit("sales", top))
    sales = UnitTerm.objects.get(name="Sales").unit
    change = reverse("organisation-term-change", args=["unit", sales.uid])
    seen = seen_on(editor.get(change).content.decode())
    form = {
        "name": "Trade",
        "kind": "department",
        "parent": other.uid,
        "on": timezone.localdate(),
        "seen": seen,
    }
    looked = editor.post(change, {**form, "step": "look"})
    page = looked.content.decode()
    assert looked.status_code == 200
    assert "<del>Sales</del>" in page
    assert "<ins>Other</ins>" in page
    assert "1 unit below it moves along." in page
    assert sales.terms.count() == 1
    assert editor.post(change, {**form, "step": "save"}).status_code == 302
    assert sales.terms.count() == 2
    assert editor.post(change, {**form, "step": "look"}).status_code == 409


def test_a_position_is_looked_at_before_it_moves(editor) -> None:
    boss, lead = seat("boss"), seat("lead")
    seat("clerk", lead)
    change = reverse("organisation-term-change", args=["position", lead.uid])
    seen = seen_on(editor.get(change).content.decode())
    form = {
        "title": "Lead", "capacity": "1", "state": "approved", "reports_to": boss.uid,
        "on": timezone.localdate(), "seen": seen, "step": "look",
    }  # fmt: skip
    page = editor.post(change, form).content.decode()
    assert "1 position that reports to it moves along." in page
    assert "<ins>Boss</ins>" in page


def test_the_history_tells_old_and_new_who_and_why(editor, auditor) -> None:
    sales = unit("sales")
    change = reverse("organisation-term-change", args=["unit", sales.uid])
    seen = seen_on(editor.get(change).content.decode())
    today = timezone.localdate()
    editor.post(
        change, {"name": "Trade", "kind": "department", "on": today, "seen": seen, "why": "New strategy"}
    )
    later = today + timedelta(days=90)
    editor.post(
        reverse("organisation-term-close", args=["unit", sales.uid]), {"last_day": later, "why": "Sold"}
    )
    address = reverse("organisation-history", args=["unit", sales.uid])
    page = editor.get(address).content.decode()
    assert "New strategy" in page
    assert "Trade" in page
    assert "Sold" in page
    theirs = auditor.get(address).content.decode()
    assert "New strategy" in theirs
    assert "Sold" not in theirs
    shown = auditor.get(reverse("organisation-unit", args=[sales.uid])).content.decode()
    assert "Sold" not in shown


def test_the_history_of_a_place_is_told_and_an_employee_reads_none(editor) -> None:
    from .factories import place

    leeds = place()
    address = reverse("organisation-history", args=["place", leeds.uid])
    assert "Europe/London" in editor.get(address).content.decode()
    assert client_of("executive").get(address).status_code in (403, 404)
