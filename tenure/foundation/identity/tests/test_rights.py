"""What roles give on a day."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tenure.foundation.access import Held
from tenure.foundation.identity.actions.grants import Over
from tenure.foundation.identity.rights import rights_of

from . import factories as make

pytestmark = pytest.mark.django_db


def test_a_grant_replaces_the_open_scope_by_its_own() -> None:
    user = make.user()
    make.hold(user, "compensation", Over("entity", (7, 9)))
    assert Held("pay.view", "entity", (7, 9)) in rights_of(user.pk, make.TODAY, implied=False).held


def test_fixed_scopes_stay_as_they_are() -> None:
    user = make.user()
    make.hold(user, "hr_generalist", Over("entity", (7,)))
    held = rights_of(user.pk, make.TODAY, implied=False).held
    assert [one for one in held if one.permission == "organisation.view"] == [
        Held("organisation.view", "everyone")
    ]


@pytest.mark.parametrize(
    ("day", "holds"),
    [
        (date(2026, 11, 30), False),
        (date(2026, 12, 1), True),
        (date(2026, 12, 31), True),
        (date(2027, 1, 1), False),
    ],
)
def test_a_grant_holds_from_its_first_day_to_its_last(day: date, holds: bool) -> None:
    user = make.user()
    make.hold(user, "payroll", since=date(2026, 12, 1), until=date(2027, 1, 1))
    assert bool(rights_of(user.pk, day, implied=False).held) is holds


def test_implied_roles_come_only_with_working_here() -> None:
    user = make.user()
    assert rights_of(user.pk, make.TODAY, implied=False).held == ()
    assert Held("people.view", "own") in rights_of(user.pk, make.TODAY, implied=True).held


def test_two_roles_over_different_things_do_not_mix() -> None:
    user = make.user()
    make.hold(user, "compensation", Over("entity", (1,)))
    make.hold(user, "benefits_admin", Over("entity", (2,)))
    held = rights_of(user.pk, make.TODAY, implied=False).held
    assert [one.targets for one in held if one.permission == "pay.view"] == [(1,)]
    assert [one.targets for one in held if one.permission == "people.view_personal"] == [(2,)]


@pytest.mark.parametrize("roles", [("executive",), ("executive", "payroll", "hr_manager")])
def test_rights_cost_two_queries_however_many_roles(roles: tuple[str, ...]) -> None:
    user = make.user("", *roles)
    with CaptureQueriesContext(connection) as queries:
        rights_of(user.pk, make.TODAY, implied=True)
    assert len(queries) == 2
