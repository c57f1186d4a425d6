"""No account has a password that anybody could know beforehand."""

import pyotp
import pytest
from allauth.mfa.models import Authenticator

from tenure.foundation.identity import second_factor
from tenure.foundation.identity.actions.grants import Over
from tenure.foundation.identity.demo import make_demo_user
from tenure.foundation.identity.lookups import UnknownAccount, UnknownRole, role_by_code, user_by_email
from tenure.foundation.identity.models import Grant, User

from . import factories as make

pytestmark = pytest.mark.django_db


def test_a_new_tenure_has_no_account() -> None:
    assert User.objects.count() == 0


def test_demo_accounts_have_passwords_of_their_own() -> None:
    one, two = (make_demo_user(f"{name}@example.com", by=make.actor()) for name in ("ana", "bo"))
    assert (one.password != two.password, len(one.password) >= 20) == (True, True)
    assert one.user.check_password(one.password)
    assert (one.totp_secret, second_factor.is_enrolled(one.user.pk)) == ("", False)


def test_a_demo_account_whose_role_asks_for_it_has_a_second_factor() -> None:
    made = make_demo_user("pay@example.com", [("payroll", Over("entity", (3,)))], by=make.actor())
    code = pyotp.TOTP(made.totp_secret).now()
    assert Authenticator.objects.get(user=made.user).wrap().validate_code(code)
    assert list(Grant.objects.filter(user=made.user).values_list("role__code", "targets")) == [
        ("payroll", [3])
    ]


def test_what_the_operator_names_wrongly_is_said_in_words() -> None:
    with pytest.raises(UnknownAccount) as unknown:
        user_by_email("nobody@example.com")
    with pytest.raises(UnknownRole):
        role_by_code("king")
    assert "nobody@example.com" in str(unknown.value)
