"""Who reaches which accounts, grants, invitations and tokens."""

import pytest
from django.db.models import Model

from tenure.foundation.access import Actor
from tenure.foundation.identity.actions.grants import Over
from tenure.foundation.identity.models import Grant, Invitation, Role, Token, User

from . import factories as make
from .test_users import invited, token_for

pytestmark = pytest.mark.django_db


@pytest.mark.capability("PLT-01")
@pytest.mark.parametrize(
    ("who", "model", "permission", "sees"),
    [
        ("manager of accounts", User, "identity.manage", "all"),
        ("giver of roles", User, "identity.manage", "none"),
        ("giver of roles", User, "identity.grant", "all"),
        ("giver in an entity", Grant, "identity.grant", "in entity 1"),
        ("manager of accounts", Grant, "identity.grant", "none"),
        ("manager of accounts", Invitation, "identity.manage", "all"),
        ("giver of roles", Invitation, "identity.manage", "none"),
        ("manager of accounts", Token, "identity.manage", "all"),
        ("nobody", User, "identity.manage", "none"),
        ("nobody", Grant, "identity.grant", "none"),
        ("nobody", Token, "identity.manage", "none"),
        ("nobody", Invitation, "identity.manage", "none"),
        ("nobody", Role, "identity.grant", "none"),
        ("giver in an entity", Role, "identity.grant", "all"),
    ],
)
def test_each_sees_what_they_look_after(who: str, model: type[Model], permission: str, sees: str) -> None:
    _fill()
    rows = model._default_manager
    expected = {
        "all": set(rows.values_list("pk", flat=True)),
        "none": set(),
        "in entity 1": set(Grant.objects.filter(scope="entity", targets=[1]).values_list("pk", flat=True)),
    }[sees]
    assert set(rows.allowed(_cast(who), permission).values_list("pk", flat=True)) == expected  # type: ignore[attr-defined]


def _cast(who: str) -> Actor:
    return {
        "manager of accounts": make.actor(None, "identity.manage"),
        "giver of roles": make.actor(None, "identity.grant"),
        "giver in an entity": make.actor(None, "identity.grant", over=Over("entity", (1,))),
        "nobody": make.actor(None),
    }[who]


def _fill() -> None:
    user = make.user()
    for targets in ((1,), (2,), (1, 2)):
        make.hold(user, "payroll", Over("entity", targets))
    make.hold(user, "executive")
    invited()
    token_for(make.user())
