"""Pages and programs around the fields and tables that HR made."""

import json
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from tenure.domains.people import actions
from tenure.domains.people.models import PersonRow, PersonValue
from tenure.domains.people.tests import factories
from tenure.domains.people.tests.cast import Company
from tenure.foundation.fields import actions as made
from tenure.foundation.fields.actions import Choice
from tenure.foundation.fields.keeping import When
from tenure.foundation.fields.models import CustomField, CustomTable

pytestmark = [pytest.mark.django_db, pytest.mark.capability("CORE-09")]
DAY = timedelta(days=1)


@pytest.fixture
def firm() -> Company:
    firm = Company()
    maker = factories.actor(*factories.over("everyone", "fields.configure"))
    made.make_field("person", label="Shoe size", kind="whole", level="internal", unit="EU", by=maker)
    sizes = [Choice("Small"), Choice("Large")]
    made.make_field("person", label="Shirt", kind="choice", level="public", options=sizes, by=maker)
    made.make_field("person", label="Grade", kind="text", level="internal", dated=True, by=maker)
    table = made.make_table("person", label="Cars", level="personal", dated=True, by=maker)
    made.make_field("person", table=table.uid, label="Plate", kind="text", by=maker)
    return firm


@pytest.fixture
def hr(firm: Company) -> Client:
    return firm.client(firm.hal, "hr_manager")


def text(answer: Any) -> str:
    return str(answer.content.decode())


def tab(client: Client, person: Any) -> Any:
    return client.get(f"/people/{person.uid}/custom")


def seen_of(client: Client, url: str) -> str:
    return str(client.get(url).content.decode().split('name="seen" value="')[1].split('"')[0])


def test_hr_fills_fields_on_the_profile(firm: Company, hr: Client) -> None:
    url = f"/people/{firm.bo.uid}/custom/people.view/edit"
    data = {"seen": seen_of(hr, url), "custom_shoe_size": "43"}
    assert hr.post(url, data).status_code == 302
    assert "43 EU" in text(tab(hr, firm.bo))
    assert "43 EU" not in text(tab(firm.client(firm.cy), firm.bo))


def test_a_stale_form_shows_both_versions(firm: Company, hr: Client) -> None:
    url = f"/people/{firm.bo.uid}/custom/people.view/edit"
    seen = seen_of(hr, url)
    actions.set_custom(firm.bo.uid, values={"shoe_size": 40}, by=firm.hr)
    answer = hr.post(url, {"seen": seen, "custom_shoe_size": "43"})
    assert answer.status_code == 409
    assert "Somebody was faster" in text(answer)
    assert PersonValue.objects.get().number == Decimal(40)


def test_a_dated_field_is_looked_at_then_changed_then_corrected(firm: Company, hr: Client) -> None:
    url = f"/people/{firm.bo.uid}/custom/grade/change"
    form = {"on": str(firm.today - 5 * DAY), "act": "change", "custom_grade": "A", "reason": "change"}
    looked = hr.post(url, form | {"seen": seen_of(hr, url), "step": "look"})
    assert "This is what will stand there" in text(looked)
    assert hr.post(url, form | {"seen": seen_of(hr, url), "step": "save"}).status_code == 302
    right = form | {"act": "correct", "custom_grade": "B", "seen": seen_of(hr, url), "step": "save"}
    assert hr.post(url, right).status_code == 302
    assert list(PersonValue.objects.values_list("text", "valid_from")) == [("B", firm.today - 5 * DAY)]
    uid = PersonValue.objects.get().uid
    assert hr.post(f"/people/custom/{uid}/rescission", {}).status_code == 302
    assert PersonValue.objects.count() == 0


def test_rows_of_a_table_are_added_edited_and_removed(firm: Company, hr: Client) -> None:
    url = f"/people/{firm.bo.uid}/custom-tables/cars/new"
    assert hr.post(url, {"valid_from": "2026-01-05", "last_day": "2026-01-04"}).status_code == 422
    assert hr.post(url, {"valid_from": "2026-01-05", "custom_plate": "B-AB 1"}).status_code == 302
    row = PersonRow.objects.get()
    edit = f"/people/custom-rows/{row.uid}"
    seen = seen_of(hr, edit)
    data = {"seen": seen, "valid_from": "2026-01-05", "custom_plate": "B-AB 2"}
    assert hr.post(edit, data).status_code == 302
    assert hr.post(edit, data).status_code == 409
    assert "B-AB 2" in text(tab(hr, firm.bo))
    assert hr.post(f"{edit}/removal").status_code == 302
    assert PersonRow.objects.count() == 0


def test_what_hr_made_is_not_there_for_who_may_see_none_of_it(firm: Company) -> None:
    CustomField.objects.filter(code="shirt").update(see="people.view")
    colleague = firm.client(firm.cy)
    assert tab(colleague, firm.bo).status_code == 404
    assert "/custom" not in text(colleague.get(f"/people/{firm.bo.uid}"))


def test_the_profile_asks_as_often_for_many_fields(
    firm: Company, hr: Client, django_assert_num_queries
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def count() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            tab(hr, firm.bo)
        return len(seen)

    actions.set_custom(firm.bo.uid, values={"shoe_size": 40}, by=firm.hr)
    count()
    before = count()
    maker = factories.actor(*factories.over("everyone", "fields.configure"))
    for number in range(3):
        made.make_field("person", label=f"More {number}", kind="text", level="internal", by=maker)
        actions.set_custom(firm.bo.uid, values={f"more_{number}": "x"}, by=firm.hr)
    assert count() == before


def test_settings_make_a_field_and_refuse_a_rule_that_values_break(firm: Company, hr: Client) -> None:
    new = {"label": "Badge", "kind": "text", "level": "internal", "order": "1", "mask": "99"}
    assert hr.post("/settings/fields/new", new).status_code == 302
    field = CustomField.objects.get(code="badge")
    actions.set_custom(firm.bo.uid, values={"badge": "12"}, by=firm.hr)
    url = f"/settings/fields/{field.uid}"
    answer = hr.post(url, new | {"mask": "999", "seen": seen_of(hr, url)})
    assert answer.status_code == 422
    assert "1 have values that would no longer be allowed, among them: Bo Bergström." in text(answer)
    stale = seen_of(hr, url)
    assert hr.post(url, new | {"mask": "999", "accept": "on", "seen": stale}).status_code == 302
    assert hr.post(url, new | {"mask": "9", "seen": stale}).status_code == 409
    assert hr.post(f"/settings/definitions/field/{field.uid}/removal").status_code == 302
    assert CustomField.objects.filter(code="badge").exists()
    assert hr.post(f"/settings/definitions/field/{field.uid}/retirement").status_code == 302
    assert "Badge" in text(hr.get("/settings/fields"))


def test_settings_make_a_list_with_options_and_a_table_with_its_own_list(firm: Company, hr: Client) -> None:
    new = {"label": "Colour", "kind": "choice", "level": "internal", "order": "1", "new_options": "Red\nBlue"}
    assert hr.post("/settings/fields/new", new).status_code == 302
    field = CustomField.objects.get(code="colour")
    first, second = field.options.all()
    order = {f"option_{first.pk}": "Red", f"option_{first.pk}_order": "9"}
    order |= {f"option_{second.pk}": "Sky blue", f"option_{second.pk}_order": "1"}
    url = f"/settings/fields/{field.uid}"
    changed = new | order | {"new_options": "Green", "seen": seen_of(hr, url)}
    assert hr.post(url, changed).status_code == 302
    assert [one.label for one in field.options.all()] == ["Sky blue", "Red", "Green"]
    table = {"label": "Checks", "level": "special", "own_list": "on", "order": "1", "see_roles": ["payroll"]}
    assert hr.post("/settings/custom-tables/new", table).status_code == 302
    assert CustomTable.objects.get(code="checks").see == "fields.see.person.checks"
    assert "What it allows" in text(firm.client(firm.ada, "administrator").get("/settings/roles/payroll/"))


def test_the_form_says_what_does_not_go_together(hr: Client, firm: Company) -> None:
    wrong = {
        "label": "X",
        "kind": "choice",
        "level": "internal",
        "order": "1",
        "least": "1",
        "searchable": "on",
    }
    answer = hr.post("/settings/fields/new", wrong)
    assert answer.status_code == 422
    assert "Only numbers have these bounds." in text(answer)


def api(client: Client, verb: str, path: str, body: Any = None, **headers: str) -> Any:
    call = getattr(client, verb)
    return call(f"/api/v1{path}", json.dumps(body or {}), content_type="application/json", headers=headers)


def test_programs_read_and_write_what_hr_made(firm: Company, hr: Client) -> None:
    actions.set_custom(firm.bo.uid, values={"shoe_size": 40, "shirt": "small"}, by=firm.hr)
    path = f"/people/{firm.bo.uid}"
    assert hr.get(f"/api/v1{path}").json()["custom"] == {"shoe_size": 40, "shirt": "small"}
    assert firm.client(firm.cy).get(f"/api/v1{path}").json()["custom"] == {"shirt": "small"}


def test_a_token_writes_what_hr_made(firm: Company) -> None:
    from tenure.foundation.identity import actions as identity

    firm.client(firm.hal, "hr_manager")
    scopes = [
        "people.directory",
        "people.view",
        "people.edit",
        "people.edit_contact",
        "people.view_personal",
        "people.edit_personal",
        "people.plan",
    ]
    owner = factories.actor(*factories.over("everyone", *scopes), user=firm.hal.user)
    key = identity.create_token(owner, name="t", scopes=scopes, by=owner).text
    client, auth = Client(), {"Authorization": f"Bearer {key}"}
    path = f"/people/{firm.bo.uid}"
    tag = client.get(f"/api/v1{path}", headers=auth).headers["ETag"]
    good = api(
        client, "patch", path, {"custom": {"shoe_size": 41}, "pronouns": "he"}, **auth, **{"If-Match": tag}
    )
    assert good.status_code == 200
    stale = api(client, "patch", path, {"custom": {"shoe_size": 42}}, **auth, **{"If-Match": tag})
    assert stale.status_code == 412
    wrong = api(client, "patch", path, {"custom": {"shoe_size": "x", "y": 1}}, **auth, **{"If-Match": "*"})
    assert wrong.json()["errors"] == [
        {"field": "y", "message": "There is no such field, or it is not yours to change."}
    ]
    changed = api(
        client, "post", f"{path}/custom-values", {"field": "grade", "value": "A", "on": "2026-01-01"}, **auth
    )
    assert changed.status_code == 201
    listed = client.get("/api/v1/custom-values?field=grade", headers=auth).json()["items"]
    assert [(one["value"], one["valid_from"], one["valid_until"]) for one in listed] == [
        ("A", "2026-01-01", None)
    ]
    cells = {"table": "cars", "cells": {"plate": "B-AB 1"}, "valid_from": "2026-01-01"}
    added = api(client, "post", f"{path}/custom-rows", cells, **auth)
    row = added.json()["uid"]
    patched = api(
        client, "patch", f"/custom-rows/{row}", {"cells": {"plate": "B-AB 2"}}, **auth, **{"If-Match": "*"}
    )
    assert patched.status_code == 200
    assert client.get(f"/api/v1/custom-rows/{row}", headers=auth).json()["cells"] == {"plate": "B-AB 2"}


def test_reading_what_is_logged_is_written_down(firm: Company, hr: Client) -> None:
    from tenure.foundation.audit.models import Entry

    maker = factories.actor(*factories.over("everyone", "fields.configure"))
    made.make_field("person", label="Bonus", kind="money", level="pay", by=maker)
    actions.set_custom(firm.bo.uid, values={"bonus": {"amount": "5", "currency": "EUR"}}, by=firm.hr)
    tab(hr, firm.bo)
    entry = Entry.objects.filter(verb="people.custom.viewed").get()
    assert (entry.about, entry.details) == ([firm.bo.pk], {"fields": ["bonus"]})
    assert hr.get(f"/api/v1/people/{firm.bo.uid}").json()["custom"] == {}
    hr.get("/api/v1/custom-values?field=bonus")
    assert Entry.objects.filter(verb="people.custom.viewed").count() == 2


def test_two_changes_of_one_field_leave_one_life(firm: Company) -> None:
    for value in ("A", "B"):
        actions.change_custom(firm.bo.uid, code="grade", value=value, when=When(firm.today), by=firm.hr)
    assert list(PersonValue.objects.values_list("text", flat=True)) == ["B"]


def names(answer: Any) -> list[str]:
    """Give who is listed, in order."""
    rows = answer.content.decode("utf-8-sig").splitlines()[1:]
    return [row.split(",")[0] for row in rows]


def test_the_directory_shows_filters_and_sorts_by_what_hr_made(firm: Company, hr: Client) -> None:
    for person, size, shirt in ((firm.bo, 44, "small"), (firm.cy, 40, "large")):
        actions.set_custom(person.uid, values={"shoe_size": size, "shirt": shirt}, by=firm.hr)
    page = "/people?columns=custom_shoe_size&columns=custom_shirt&export=csv"
    sheet = hr.get(f"{page}&custom_shoe_size=40..44&sort=custom_shoe_size").content.decode("utf-8-sig")
    assert sheet.splitlines() == ["Name,Shirt,Shoe size", "Cy Young,Large,40", "Bo Bergström,Small,44"]
    assert names(hr.get(f"{page}&custom_shirt=small")) == ["Bo Bergström"]
    assert names(hr.get(f"{page}&custom_shoe_size=41..")) == ["Bo Bergström"]
    assert hr.get("/people?custom_shoe_size=x").status_code == 400
    assert "44" in text(hr.get("/people?columns=custom_shoe_size"))


def test_nobody_learns_by_filter_or_order_what_they_may_not_see(firm: Company) -> None:
    actions.set_custom(firm.bo.uid, values={"shoe_size": 443217}, by=firm.hr)
    colleague = firm.client(firm.cy)
    assert text(colleague.get("/people?custom_shoe_size=443217")).count("Bo Bergström") == 0
    sorted_by = text(colleague.get("/people?sort=-custom_shoe_size&columns=custom_shoe_size"))
    assert "443,217" not in sorted_by
    stranger = firm.client(None, "executive")
    assert stranger.get("/people?custom_shoe_size=443217").status_code == 403
