"""What a role allows: drafted, looked at, activated by two people, brought back."""

import pytest
from django.test import Client
from django.urls import reverse

from tenure.foundation.approvals.models import Approval
from tenure.foundation.audit.models import Entry
from tenure.foundation.identity.models import Role, RolePermission, RoleVersion, User
from tenure.foundation.identity.permissions import all_permissions
from tenure.foundation.identity.roles import sync_roles
from tenure.foundation.identity.tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.capability("PLT-03")]


def signed_in(user: User) -> Client:
    make.enrol(user)
    client = Client()
    client.force_login(user)
    client.get("/me/security/")
    return client


@pytest.fixture
def ann() -> Client:
    return signed_in(make.user("ann@example.com", "administrator", "hr_manager"))


@pytest.fixture
def ben() -> Client:
    return signed_in(make.user("ben@example.com", "administrator", "hr_manager"))


def _form(code: str, **changes: str) -> dict[str, str]:
    """Fill the form with what holds, and what is to change ("pay.view": "granted", "no" takes away)."""
    held: dict[str, str] = dict(
        RolePermission.objects.filter(role__code=code).values_list("permission", "scope")
    )
    return {one.code: held.get(one.code, "no") for one in all_permissions()} | changes | {"note": "Why"}


def _holds(code: str, permission: str) -> bool:
    return RolePermission.objects.filter(role__code=code, permission=permission).exists()


def _draft(client: Client, code: str, **changes: str) -> RoleVersion:
    given = {name.replace("__", "."): value for name, value in changes.items()}
    answer = client.post(reverse("role-draft", args=[code]), _form(code, **given))
    assert answer.status_code == 302
    return RoleVersion.objects.get(state="draft")


def test_a_draft_says_who_gains_and_loses_and_changes_nothing(ann: Client, ben: Client) -> None:
    make.user("payer@example.com", "payroll")
    row = _draft(ann, "payroll", pay__view="no", pay__edit="granted")
    text = ann.get(reverse("role-version", args=[row.uid])).content.decode()
    for words in (
        "1 accounts hold this role",
        "See pay",
        "Lost",
        "Change pay",
        "Gained",
        "payer@example.com",
    ):
        assert words in text
    assert (_holds("payroll", "pay.view"), _holds("payroll", "pay.edit")) == (True, False)


def test_a_second_person_activates_it_and_it_holds_on_the_next_request(ann: Client, ben: Client) -> None:
    payer = signed_in(make.user("payer@example.com", "payroll"))
    assert "pay.view" in {one["permission"] for one in payer.get("/api/v1/me/rights").json()}
    row = _draft(ann, "payroll", pay__view="no")
    ann.post(reverse("role-version-act", args=[row.uid, "activation"]))
    waits = Approval.objects.get()
    assert ann.post(f"/inbox/{waits.uid}/approval").status_code == 403
    assert _holds("payroll", "pay.view")
    assert "See pay" in ben.get(f"/inbox/{waits.uid}").content.decode()
    ben.post(f"/inbox/{waits.uid}/approval")
    assert not _holds("payroll", "pay.view")
    assert "pay.view" not in {one["permission"] for one in payer.get("/api/v1/me/rights").json()}
    assert Entry.objects.get(verb="identity.role.changed").details["role"] == "payroll"


def test_an_earlier_version_comes_back_and_an_upgrade_keeps_what_people_changed(ann: Client) -> None:
    row = _draft(ann, "payroll", pay__view="no")
    ann.post(reverse("role-version-act", args=[row.uid, "activation"]))
    sync_roles()
    assert not _holds("payroll", "pay.view")
    page = ann.get(f"{reverse('role-draft', args=['payroll'])}?from=1").content.decode()
    assert "See pay" in page
    back = _draft(ann, "payroll", pay__view="granted")
    first = RoleVersion.objects.get(role__code="payroll", number=1)
    assert (back.lines, back.number) == (first.lines, 3)
    ann.post(reverse("role-version-act", args=[back.uid, "activation"]))
    assert _holds("payroll", "pay.view")


def test_nobody_widens_a_role_that_they_hold_by_themself(ann: Client) -> None:
    row = _draft(ann, "administrator", pay__view="everyone")
    ann.post(reverse("role-version-act", args=[row.uid, "activation"]))
    assert not _holds("administrator", "pay.view")
    assert RoleVersion.objects.get(pk=row.pk).state == "draft"


def test_the_last_role_that_manages_accounts_keeps_that_right(ann: Client) -> None:
    row = _draft(ann, "administrator", identity__manage="no")
    ann.post(reverse("role-version-act", args=[row.uid, "activation"]))
    assert _holds("administrator", "identity.manage")


def test_programs_draft_and_activate_as_well(ann: Client, ben: Client) -> None:
    lines = [{"permission": "people.directory", "scope": "granted"}]
    made = ann.post(
        "/api/v1/roles/recruiter/draft", {"lines": lines, "note": "Less"}, content_type="application/json"
    )
    assert made.status_code == 201
    answer = ann.post(
        f"/api/v1/role-versions/{made.json()['uid']}/activation", content_type="application/json"
    )
    assert (answer.status_code, _holds("recruiter", "people.view")) == (202, True)
    ben.post(f"/inbox/{Approval.objects.get().uid}/approval")
    assert not _holds("recruiter", "people.view")
    listed = ann.get("/api/v1/roles/recruiter/versions").json()
    assert [one["state"] for one in listed] == ["active", "past"]


def test_without_the_right_to_give_roles_over_everyone_there_is_no_draft() -> None:
    client = signed_in(make.user("g@example.com", "hr_generalist"))
    assert client.get(reverse("role-draft", args=["payroll"])).status_code == 403
    bad = {"lines": [{"permission": "people.directory", "scope": "granted"}]}
    assert client.post("/api/v1/roles/payroll/draft", bad, content_type="application/json").status_code == 403
    assert Role.objects.get(code="payroll").versions.count() == 0
