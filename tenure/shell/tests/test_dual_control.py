"""What takes two people: roles, invitations with a role, bank accounts, long files, the rule itself."""

import pytest
from django.test import Client
from django.urls import reverse

from tenure.domains.people.models import BankAccount, Person
from tenure.foundation.approvals.models import Approval
from tenure.foundation.audit.models import Entry
from tenure.foundation.dual_control.models import PendingAct
from tenure.foundation.identity.models import Grant, Invitation, Role, User
from tenure.foundation.identity.tests import factories as make
from tenure.foundation.lists.export import MOST
from tenure.foundation.settings.actions import set_value
from tenure.shell.actor import system_actor

from .test_proposals import Cast

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


def _data(code: str, **more: str) -> dict[str, object]:
    return {"role": Role.objects.get(code=code).pk, "scope": "everyone", "valid_from": "2026-12-01", **more}


def _moved() -> int:
    return BankAccount.objects.filter(account_ending="5678").count()


def _ask(client: Client, who: User, code: str = "payroll") -> object:
    return client.post(reverse("grant_create", args=[who.uid]), _data(code, reason="Cover"), follow=True)


def test_a_role_is_held_once_somebody_else_confirms_it(ann: Client, ben: Client) -> None:
    new = make.user("new@example.com")
    look = ann.post(reverse("grant_create", args=[new.uid]), _data("payroll", look="1")).content.decode()
    assert "A second person confirms this" in look
    assert "Nothing has happened yet" in _ask(ann, new).content.decode()  # type: ignore[attr-defined]
    waits = Approval.objects.get()
    assert not Grant.objects.filter(user=new).exists()
    page = ben.get(f"/inbox/{waits.uid}").content.decode()
    for words in ("new@example.com", "Payroll", "everyone", "Cover", "Nothing has happened yet"):
        assert words in page
    ben.post(f"/inbox/{waits.uid}/approval")
    assert Grant.objects.filter(user=new, role__code="payroll").count() == 1
    lines = Entry.objects.filter(kind="act").values_list("verb", "actor_user_id")
    chief, second = (User.objects.get(email=f"{name}@example.com").pk for name in ("ann", "ben"))
    assert ("dual_control.act.asked", chief) in lines
    assert ("dual_control.act.confirmed", second) in lines
    assert ("identity.role.granted", second) in lines


def test_j06_nobody_confirms_their_own_on_any_channel(ann: Client, ben: Client) -> None:
    new = make.user("new@example.com")
    _ask(ann, new)
    waits = Approval.objects.get()
    assert ann.post(f"/inbox/{waits.uid}/approval").status_code == 403
    answer = ann.post(f"/api/v1/approvals/{waits.uid}/approval", {}, content_type="application/json")
    assert answer.status_code == 403
    stranger = signed_in(make.user("other@example.com", "hr_generalist"))
    assert stranger.post(f"/inbox/{waits.uid}/approval").status_code == 404
    assert not Grant.objects.filter(user=new).exists()


def test_whom_it_is_about_does_not_confirm_it(ann: Client, ben: Client) -> None:
    cat = signed_in(make.user("cat@example.com", "administrator"))
    _ask(ann, User.objects.get(email="ben@example.com"))
    waits = Approval.objects.get()
    assert ben.post(f"/inbox/{waits.uid}/approval").status_code == 404
    cat.post(f"/inbox/{waits.uid}/approval")
    assert Grant.objects.filter(user__email="ben@example.com", role__code="payroll").count() == 1


def test_one_administrator_alone_is_told_that_it_takes_effect_at_once(ann: Client) -> None:
    new = make.user("new@example.com")
    look = ann.post(reverse("grant_create", args=[new.uid]), _data("payroll", look="1")).content.decode()
    assert "Nobody else could confirm it today" in look
    _ask(ann, new)
    assert Grant.objects.filter(user=new).count() == 1


def test_what_the_asker_may_not_do_any_more_is_not_confirmed(ann: Client, ben: Client) -> None:
    new = make.user("new@example.com")
    _ask(ann, new)
    waits = Approval.objects.get()
    Grant.objects.filter(user__email="ann@example.com").delete()
    text = ben.post(f"/inbox/{waits.uid}/approval", follow=True).content.decode()
    assert "may not do it any more" in text
    assert not Grant.objects.filter(user=new).exists()


def test_an_invitation_with_a_role_goes_out_once_it_is_confirmed(ann: Client, ben: Client) -> None:
    form = {"email": "guest@example.com", "role": Role.objects.get(code="payroll").pk, "scope": "everyone"}
    ann.post(reverse("account_invite"), form)
    assert not Invitation.objects.exists()
    ben.post(f"/inbox/{Approval.objects.get().uid}/approval")
    assert Invitation.objects.get().email == "guest@example.com"


def test_the_rule_itself_is_not_set_aside_by_one_person(ann: Client, ben: Client) -> None:
    path = reverse("setting-change", args=["access.second_person"])
    assert "A second person confirms this" in ann.get(path).content.decode()
    ann.post(path, {"value": "never", "start": "2026-11-01", "reason": "Faster"})
    _ask(ann, make.user("new@example.com"))
    assert not Grant.objects.filter(user__email="new@example.com").exists()
    assert sorted(PendingAct.objects.values_list("code", "state")) == [
        ("identity.grant", "waiting"),
        ("settings.value", "waiting"),
    ]


def test_pay_goes_elsewhere_once_a_second_person_confirms_it_by_program_too() -> None:
    house = Cast()
    first, second = (make.user(f"pay{n}@example.com", "payroll") for n in (1, 2))
    one, two = signed_in(first), signed_in(second)
    body = {"on": "2026-12-01", "holder": "Bo", "account": "12345678", "country": "GB", "currency": "GBP"}
    path = f"/api/v1/people/{house.bo.uid}/bank-accounts"
    answer = one.post(path, body, content_type="application/json")
    assert answer.status_code == 202
    waits = Approval.objects.get()
    assert (str(waits.subject_uid), _moved()) == (answer.json()["uid"], 0)
    page = two.get(f"/inbox/{waits.uid}").content.decode()
    assert "… 5678" in page
    assert "12345678" not in page
    done = f"/api/v1/approvals/{waits.uid}/approval"
    assert one.post(done, {}, content_type="application/json").status_code == 403
    assert two.post(done, {}, content_type="application/json").status_code == 200
    assert _moved() == 1


def test_the_form_of_a_bank_account_asks_and_says_so() -> None:
    house = Cast()
    one, _two = (signed_in(make.user(f"pay{n}@example.com", "payroll")) for n in (1, 2))
    path = reverse("fact-create", args=[house.bo.uid, "bank"])
    assert "A second person confirms this in the inbox" in one.get(path).content.decode()
    form = {"on": "2026-12-01", "holder": "Bo", "account": "12345678", "country": "GB", "currency": "GBP"}
    one.post(path, form)
    assert (PendingAct.objects.get().code, _moved()) == ("people.bank.change", 0)


def test_f12_a_long_list_is_taken_once_after_a_second_person_agreed(ann: Client, ben: Client) -> None:
    house = Cast()
    set_value(MOST.key, 1, start=make.TODAY, by=system_actor("test", "system.configure"))
    assert Person.objects.count() > 1
    refused = ann.get(f"{reverse('people')}?export=csv")
    assert refused.status_code == 302
    ask = refused.headers["Location"]
    assert "more rows than one person takes alone" in ann.get(ask).content.decode()
    where, query = ask.split("?", 1)
    fields = dict(pair.split("=", 1) for pair in query.split("&"))
    from urllib.parse import unquote_plus

    ann.post(where, {name: unquote_plus(value) for name, value in fields.items()} | {"why": "Audit"})
    waits = Approval.objects.get()
    ben.post(f"/inbox/{waits.uid}/approval")
    url = PendingAct.objects.get().facts["url"]
    assert url.replace("&", "&amp;") in ann.get(f"/inbox/{waits.uid}").content.decode()
    assert ben.get(url).status_code == 302  # the permit is not theirs
    assert house.bo.name in ann.get(url).content.decode()
    assert ann.get(url).status_code == 302  # once
