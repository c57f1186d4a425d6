"""Accounts, invitations and tokens."""

from datetime import date, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from tenure.foundation.audit.models import Entry
from tenure.foundation.identity import actions, tokens
from tenure.foundation.identity.actions import grants, invitations, tokens as token_verbs, users
from tenure.foundation.identity.actions.grants import Over
from tenure.foundation.identity.keys import hash_of
from tenure.foundation.identity.models import Grant, Invitation, Role, Token, User
from tenure.foundation.refusal import NotAllowed, NotThere

from . import factories as make

pytestmark = pytest.mark.django_db


def invited(email: str = "new@example.com", **more: object) -> invitations.Invited:
    return actions.invite(email, by_mail=False, by=make.administrator(), **more)  # type: ignore[arg-type]


def test_an_invitation_becomes_an_account_with_its_role() -> None:
    role = Role.objects.get(code="payroll")
    secret = invited(role=role, over=Over("entity", (4,))).secret
    user = actions.accept_invitation(secret, password=make.PASSWORD, by=make.actor())
    grant = Grant.objects.get(user=user)
    assert (user.email, user.check_password(make.PASSWORD)) == ("new@example.com", True)
    assert (grant.role.code, grant.scope, grant.targets, grant.valid_from) == (
        "payroll",
        "entity",
        [4],
        make.TODAY,
    )
    assert EmailAddress.objects.get(user=user).verified


def test_an_invitation_works_once() -> None:
    secret = invited().secret
    actions.accept_invitation(secret, password=make.PASSWORD, by=make.actor())
    with pytest.raises(invitations.InvitationOver):
        actions.accept_invitation(secret, password=make.PASSWORD, by=make.actor())


@pytest.mark.parametrize(
    "change", [{"withdrawn_at": timezone.now()}, {"expires_at": timezone.now() - timedelta(minutes=1)}]
)
def test_an_invitation_withdrawn_or_expired_is_over(change: dict[str, object]) -> None:
    one = invited()
    Invitation.objects.filter(pk=one.invitation.pk).update(**change)
    with pytest.raises(invitations.InvitationOver):
        actions.accept_invitation(one.secret, password=make.PASSWORD, by=make.actor())


def test_an_invitation_ends_with_the_account_that_sent_it() -> None:
    one = invited()
    User.objects.filter(pk=one.invitation.invited_by_id).update(is_active=False)
    with pytest.raises(invitations.InvitationOver):
        actions.accept_invitation(one.secret, password=make.PASSWORD, by=make.actor())


def test_a_second_invitation_withdraws_the_first() -> None:
    first = invited()
    actions.invite("new@example.com", by_mail=False, by=make.administrator())
    with pytest.raises(invitations.InvitationOver):
        invitations.open_invitation(first.secret)


def test_only_the_hash_of_the_secret_is_kept() -> None:
    one = invited()
    assert one.invitation.token_hash == hash_of(one.secret)


def test_an_invitation_carries_no_role_wider_than_its_sender_may_give() -> None:
    by = make.actor(make.user(), "identity.manage")
    with pytest.raises(NotAllowed):
        actions.invite("x@example.com", role=Role.objects.get(code="payroll"), by=by)


@pytest.mark.parametrize("password", ["short", "password123", "new@example.com"])
def test_a_bad_password_makes_no_account(password: str) -> None:
    secret = invited().secret
    with pytest.raises(invitations.PasswordRefused):
        actions.accept_invitation(secret, password=password, by=make.actor())
    assert not User.objects.filter(email="new@example.com").exists()


@pytest.mark.parametrize("password", ["x7 " * 40, "только слова, без цифр", "correct horse battery"])
def test_long_and_plain_passwords_are_welcome(password: str) -> None:
    secret = invited().secret
    assert actions.accept_invitation(secret, password=password, by=make.actor()).check_password(password)


def test_an_address_has_one_account() -> None:
    make.user("taken@example.com")
    with pytest.raises(users.AccountExists):
        actions.create_user("Taken@Example.com", by=make.administrator())


def test_a_made_account_has_no_password() -> None:
    assert not actions.create_user("sso@example.com", by=make.administrator()).has_usable_password()


def test_nobody_closes_their_own_account() -> None:
    by = make.administrator()
    with pytest.raises(users.NotYourOwnAccount):
        actions.disable_user(by.user_id or 0, by=by)


def test_the_last_administrator_is_not_closed() -> None:
    last = make.user("", "administrator")
    with pytest.raises(grants.LastAdministrator):
        actions.disable_user(last.pk, by=make.actor(make.user(), "identity.manage"))
    assert User.objects.get(pk=last.pk).is_active


def token_for(user: User, *scopes: str) -> token_verbs.Made:
    owner = make.actor(user, "people.view", "pay.view")
    return actions.create_token(owner, name="sync", scopes=scopes or ("people.view",), by=owner)


def test_a_token_speaks_for_its_owner() -> None:
    user = make.user()
    made = token_for(user)
    assert tokens.authenticate(f"Bearer {made.text}") == (user, made.token)


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer x", "Basic {text}", "Bearer {text}x", "Bearer tnr__", "Bearer tnr_a_b"]
)
def test_anything_else_speaks_for_nobody(header: str) -> None:
    text = token_for(make.user()).text
    assert tokens.authenticate(header.format(text=text)) is None


def test_a_token_ends_when_it_is_revoked_or_expires() -> None:
    user = make.user()
    revoked, expired = token_for(user), token_for(user)
    actions.revoke_token(revoked.token.pk, by=make.actor(user))
    Token.objects.filter(pk=expired.token.pk).update(expires_at=timezone.now())
    assert [tokens.authenticate(f"Bearer {one.text}") for one in (revoked, expired)] == [None, None]


def test_closing_an_account_ends_its_tokens_for_good() -> None:
    user, by = make.user(), make.administrator()
    made = token_for(user)
    actions.disable_user(user.pk, by=by)
    assert tokens.authenticate(f"Bearer {made.text}") is None
    actions.enable_user(user.pk, by=by)
    assert tokens.authenticate(f"Bearer {made.text}") is None


def test_a_token_cannot_do_what_its_owner_cannot() -> None:
    with pytest.raises(token_verbs.ScopesTooWide):
        token_for(make.user(), "people.view", "pay.edit")


def test_nobody_makes_a_token_for_another() -> None:
    owner = make.actor(make.user(), "pay.view")
    with pytest.raises(token_verbs.NotForOthers):
        actions.create_token(owner, name="x", scopes=["pay.view"], by=make.administrator())


def test_a_token_waits_for_the_second_factor_where_a_role_asks_for_it() -> None:
    user = make.user("", "payroll")
    with pytest.raises(token_verbs.SecondFactorFirst):
        token_for(user)
    make.enrol(user)
    assert token_for(user).token.user_id == user.pk


def test_a_token_stops_while_its_owner_lacks_the_second_factor_of_a_new_role() -> None:
    user = make.user()
    made = token_for(user)
    make.hold(user, "payroll", since=date(2020, 1, 1))
    assert tokens.authenticate(f"Bearer {made.text}") is None
    make.enrol(user)
    assert tokens.authenticate(f"Bearer {made.text}") == (user, made.token)


def test_nobody_ends_the_token_of_another() -> None:
    made = token_for(make.user())
    with pytest.raises(NotThere):
        actions.revoke_token(made.token.pk, by=make.actor(make.user()))


def test_every_verb_leaves_a_line_in_the_trail() -> None:
    by, user = make.administrator(), make.user()
    actions.disable_user(user.pk, by=by)
    actions.enable_user(user.pk, by=by)
    actions.send_reset(user.pk, by=by)
    verbs = Entry.objects.filter(subject_type="identity.user", subject_id=user.pk).order_by("pk")
    assert [one.verb for one in verbs] == [
        "identity.user.disabled",
        "identity.user.enabled",
        "identity.reset.sent",
    ]
