from itertools import count

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tenure.domains.organisation.models import Place, Position, Unit, UnitTerm
from tenure.domains.organisation.web.kinds import BY_KEY
from tenure.foundation.identity.tests import factories as accounts
from tenure.foundation.lists.testing import assert_list_queries

from .factories import LONG_AGO, entity, place, seat, unit

pytestmark = pytest.mark.django_db
numbers = count(1)


def client_of(role: str) -> Client:
    user = accounts.user(f"{role}@example.com", role)
    accounts.enrol(user)
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def editor() -> Client:
    return client_of("hr_generalist")


@pytest.fixture
def auditor() -> Client:
    return client_of("auditor")


def seen_on(page: str) -> str:
    return page.split('name="seen" value="')[1].split('"', maxsplit=1)[0]


LISTS = {
    "organisation-units": (lambda: unit(f"u{next(numbers)}"), 11),
    "organisation-positions": (lambda: seat(f"s{next(numbers)}"), 14),
    "organisation-places": (lambda: place(f"p{next(numbers)}"), 12),
    "organisation-legal-entities": (lambda: entity(f"e{next(numbers)}"), 12),
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_asks_the_same_for_one_row_and_for_three(editor, name) -> None:
    make, queries = LISTS[name]
    assert_list_queries(editor, reverse(name), make, queries=queries)


@pytest.mark.parametrize(
    "kind", ["job", "job-family", "level", "cost-centre", "work-pattern", "place", "legal-entity"]
)
def test_every_kind_of_record_has_its_list_and_its_form(editor, auditor, kind) -> None:
    new = reverse("organisation-record-new", args=[kind])
    assert editor.get(reverse(BY_KEY[kind].listing.url_name)).status_code == 200
    assert editor.get(new).status_code == 200
    assert auditor.get(new).status_code == 403
    assert editor.post(new, {}).status_code == 422


def test_a_place_is_added_edited_and_shown_with_its_holidays(editor) -> None:
    facts = {
        "code": "leeds",
        "name": "Leeds",
        "country": "GB",
        "subdivision": "eng",
        "time_zone": "Europe/London",
    }
    editor.post(reverse("organisation-record-new", args=["place"]), facts)
    made = Place.objects.get()
    page = editor.get(
        reverse("organisation-record", args=["place", made.uid]) + "?year=2026"
    ).content.decode()
    assert "England" in page
    assert "Good Friday" in page
    address = reverse("organisation-record-edit", args=["place", made.uid])
    seen = seen_on(editor.get(address).content.decode())
    assert editor.post(address, {**facts, "name": "Leeds North", "seen": seen}).status_code == 302
    stale = editor.post(address, {**facts, "name": "Leeds South", "seen": seen})
    assert stale.status_code == 409
    assert "Leeds North" in stale.content.decode()


def test_a_day_of_its_own_is_added_and_taken_out(editor) -> None:
    leeds = place()
    facts = {"day": "2026-08-07", "name": "Founders day", "is_off": "1"}
    editor.post(reverse("organisation-place-days", args=[leeds.uid]), facts)
    own = leeds.own_days.get()
    assert own.is_off
    editor.post(reverse("organisation-place-day-removal", args=[own.uid]))
    assert not leeds.own_days.exists()


def test_a_unit_begins_changes_and_ends_by_form(editor, auditor) -> None:
    today = timezone.localdate()
    facts = {"code": "sales", "name": "Sales", "kind": "department", "since": LONG_AGO}
    assert editor.post(reverse("organisation-term-new", args=["unit"]), facts).status_code == 302
    made = Unit.objects.get()
    change = reverse("organisation-term-change", args=["unit", made.uid])
    opened = editor.get(change).content.decode()
    assert f'value="{today.isoformat()}"' in opened
    seen = seen_on(opened)
    form = {"name": "Trade", "kind": "department", "on": today, "seen": seen, "why": "New name"}
    assert editor.post(change, form).status_code == 302
    assert UnitTerm.objects.as_of(today).get().name == "Trade"
    assert editor.post(change, {**form, "name": "Deals"}).status_code == 409
    page = auditor.get(reverse("organisation-unit", args=[made.uid])).content.decode()
    assert "Trade" in page
    assert "Schedule change" not in page
    close = reverse("organisation-term-close", args=["unit", made.uid])
    assert auditor.get(close).status_code == 403
    assert editor.post(close, {"last_day": today, "why": "Sold"}).status_code == 302
    assert made.terms.order_by("valid_from").last().last_day == today


def test_what_a_verb_refuses_is_said_on_the_form(editor) -> None:
    top = unit("top")
    low = unit("low", top)
    change = reverse("organisation-term-change", args=["unit", top.uid])
    seen = seen_on(editor.get(change).content.decode())
    form = {"name": "Top", "kind": "department", "on": timezone.localdate(), "parent": low.uid, "seen": seen}
    refused = editor.post(change, form)
    assert refused.status_code == 422
    assert "would stand in itself" in refused.content.decode()


def test_a_change_that_never_happened_is_taken_back(editor) -> None:
    sales = unit("sales")
    change = reverse("organisation-term-change", args=["unit", sales.uid])
    seen = seen_on(editor.get(change).content.decode())
    editor.post(change, {"name": "Trade", "kind": "team", "on": timezone.localdate(), "seen": seen})
    page = editor.get(reverse("organisation-unit", args=[sales.uid])).content.decode()
    last = sales.terms.order_by("valid_from").last()
    editor.post(reverse("organisation-term-rescind", args=["unit", last.uid]), {"seen": seen_on(page)})
    assert sales.terms.get().name == "Sales"


def test_a_position_has_its_page_and_its_form(editor, auditor) -> None:
    facts = {"code": "lead", "title": "Lead", "capacity": "1.5", "state": "approved", "since": LONG_AGO}
    assert editor.post(reverse("organisation-term-new", args=["position"]), facts).status_code == 302
    made = Position.objects.get()
    page = auditor.get(reverse("organisation-position", args=[made.uid])).content.decode()
    assert "Vacant since" in page
    assert "Approved pay" not in page
    assert "Approved pay" in editor.get(reverse("organisation-position", args=[made.uid])).content.decode()


@pytest.mark.parametrize("kind", ["unit", "position", "place", "job", "legal-entity", "cost-centre", "level"])
def test_forms_find_records_by_typing(editor, kind) -> None:
    unit("alpha")
    seat("alpha")
    found = editor.get(reverse("organisation-options", args=[kind]) + "?q=alpha").content.decode()
    assert ("Alpha" in found) is (kind in ("unit", "position"))


def test_an_unknown_kind_is_not_there(editor) -> None:
    assert editor.get(reverse("organisation-options", args=["spell"])).status_code == 404
    assert editor.get(reverse("organisation-record-new", args=["spell"])).status_code == 404
    assert editor.get(reverse("organisation-term-new", args=["spell"])).status_code == 404
