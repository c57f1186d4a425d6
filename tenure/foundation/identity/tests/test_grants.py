"""Giving roles and ending them."""

from dataclasses import replace
from datetime import date

import pytest

from tenure.foundation.access import Held
from tenure.foundation.audit.models import Entry
from tenure.foundation.identity import actions
from tenure.foundation.identity.actions import grants
from tenure.foundation.identity.actions.grants import Over
from tenure.foundation.identity.models import Grant, Role, User
from tenure.foundation.refusal import NotAllowed

from . import factories as make

pytestmark = pytest.mark.django_db
ENTITY = Over("entity", (1,))


def role(code: str) -> Role:
    return Role.objects.get(code=code)


def test_a_role_is_given_with_a_line_in_the_trail() -> None:
    by, user = make.administrator(), make.user()
    grant = actions.grant_role(
        user.pk, role=role("payroll"), over=ENTITY, valid_from=date(2026, 12, 1), reason="New", by=by
    )
    assert (grant.scope, grant.targets, grant.valid_from, grant.valid_until) == (
        "entity",
        [1],
        date(2026, 12, 1),
        None,
    )
    assert (
        Entry.objects.filter(
            verb="identity.role.granted", subject_id=grant.pk, actor_user_id=by.user_id
        ).count()
        == 1
    )


def test_nobody_gives_themself_a_role() -> None:
    by = make.administrator()
    with pytest.raises(grants.NotToYourself):
        actions.grant_role(by.user_id, role=role("payroll"), over=Over(), valid_from=make.TODAY, by=by)


def test_whoever_may_not_give_roles_finds_nobody_to_give_them_to() -> None:
    with pytest.raises(User.DoesNotExist):
        actions.grant_role(
            make.user().pk,
            role=role("payroll"),
            over=Over(),
            valid_from=make.TODAY,
            by=make.actor(make.user()),
        )


@pytest.mark.parametrize(
    ("mine", "code", "over", "allowed"),
    [
        (Over(), "payroll", Over(), True),
        (Over("entity", (1, 2)), "payroll", Over("entity", (2,)), True),
        (Over("entity", (1, 2)), "payroll", Over("entity", (2, 3)), False),
        (Over("entity", (1, 2)), "payroll", Over(), False),
        (Over("entity", (1,)), "payroll", Over("unit", (1,)), False),
        (Over("entity", (1,)), "auditor", Over("entity", (1,)), False),
        (Over(), "administrator", Over(), False),
        (Over(), "hr_manager", Over(), True),
        (Over("entity", (1,)), "hr_manager", Over("entity", (1,)), True),
    ],
)
def test_nobody_gives_more_than_they_may(mine: Over, code: str, over: Over, allowed: bool) -> None:
    by = make.actor(make.user(), "identity.grant", over=mine)
    of_everyone = (
        "organisation.view",
        "fields.configure",
        "access.break_glass",
    )  # as an HR manager holds them
    by = replace(by, held=(*by.held, *(Held(one, "everyone") for one in of_everyone)))
    try:
        grants.may_give(by, role(code), over)
    except grants.RoleTooWide:
        assert not allowed
    else:
        assert allowed


@pytest.mark.parametrize("over", [Over("entity"), Over("everyone", (1,)), Over("galaxy", (1,))])
def test_a_scope_says_exactly_over_what(over: Over) -> None:
    with pytest.raises(grants.ScopeUnclear):
        grants.may_give(make.administrator(), role("payroll"), over)


def test_a_role_that_comes_with_working_here_is_not_given() -> None:
    with pytest.raises(grants.RoleNotGiven):
        grants.may_give(make.administrator(), role("employee"), Over())


def test_without_the_right_nothing_may_be_given() -> None:
    with pytest.raises(NotAllowed):
        grants.may_give(make.actor(make.user(), "identity.manage"), role("payroll"), Over())


def test_the_same_role_is_not_given_twice_at_a_time() -> None:
    by, user = make.administrator(), make.user("", "payroll")
    with pytest.raises(grants.AlreadyGiven):
        actions.grant_role(user.pk, role=role("payroll"), over=Over(), valid_from=date(2030, 1, 1), by=by)


def test_a_period_has_a_day() -> None:
    by, user = make.administrator(), make.user()
    with pytest.raises(grants.PeriodEmpty):
        actions.grant_role(
            user.pk, role=role("payroll"), over=Over(), valid_from=make.TODAY, valid_until=make.TODAY, by=by
        )


def test_ending_keeps_what_was() -> None:
    by, user = make.administrator(), make.user()
    grant = make.hold(user, "payroll", since=date(2026, 1, 1))
    actions.end_grant(grant.pk, last_day=date(2026, 11, 30), by=by)
    grant.refresh_from_db()
    assert (grant.valid_from, grant.valid_until) == (date(2026, 1, 1), date(2026, 12, 1))


def test_a_role_ended_before_it_began_is_never_held() -> None:
    by, user = make.administrator(), make.user()
    grant = make.hold(user, "payroll", since=date(2027, 1, 1))
    actions.end_grant(grant.pk, last_day=make.TODAY, by=by)
    assert not Grant.objects.as_of(date(2027, 1, 1)).filter(user=user).exists()


def test_the_last_administrator_keeps_the_role() -> None:
    by = make.administrator()
    grant = Grant.objects.get(user_id=by.user_id)
    with pytest.raises(grants.LastAdministrator):
        actions.end_grant(grant.pk, last_day=make.TODAY, by=by)
    assert Grant.objects.get(pk=grant.pk).valid_until is None


def test_an_administrator_with_a_successor_may_go() -> None:
    by = make.administrator()
    make.user("", "administrator")
    grant = Grant.objects.get(user_id=by.user_id)
    actions.end_grant(grant.pk, last_day=make.TODAY, by=by)
    assert Grant.objects.get(pk=grant.pk).valid_until == date(2026, 11, 21)
