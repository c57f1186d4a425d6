"""Who acts, built from account, person and roles."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tenure.domains.organisation.models import LegalEntity, Place
from tenure.domains.people.models import Assignment, Employment, Person
from tenure.foundation.access import Held
from tenure.foundation.identity.models import User
from tenure.foundation.identity.tests import factories as make
from tenure.shell.actor import actor_for, system_actor

pytestmark = pytest.mark.django_db


def employed(user: User, start: date, until: date | None = None, zone: str = "Europe/London") -> Person:
    entity = LegalEntity.objects.create(code="T", name="Tenure Ltd", country="GB", currency="GBP")
    person = Person.objects.create(number="1", name="Ana Sol", user=user)
    contract = Employment.objects.create(
        person=person, legal_entity=entity, valid_from=start, valid_until=until
    )
    place = Place.objects.create(code="P", name="Office", country="GB", time_zone=zone)
    Assignment.objects.create(
        person=person, employment=contract, place=place, title="Clerk", valid_from=start, valid_until=until
    )
    return person


def test_somebody_who_works_here_sees_the_directory_and_themself() -> None:
    user = make.user()
    person = employed(user, date(2020, 1, 1))
    actor = actor_for(user, channel="web", today=make.TODAY)
    assert actor is not None
    assert (actor.user_id, actor.person_id, actor.today, actor.label) == (
        user.pk,
        person.pk,
        make.TODAY,
        "Ana Sol",
    )
    assert list(actor.grants("people.directory")) == [("colleagues", ())]
    assert list(actor.grants("people.view")) == [("own", ()), ("reports", ())]


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2020, 1, 1), True),
        (date(2019, 12, 31), False),
        (date(2026, 11, 30), True),
        (date(2026, 12, 1), False),
    ],
)
def test_rights_of_working_here_begin_and_end_with_the_contract(day: date, works: bool) -> None:
    user = make.user()
    employed(user, date(2020, 1, 1), date(2026, 12, 1))
    actor = actor_for(user, channel="web", today=day)
    assert actor is not None
    assert actor.holds("people.directory") is works


def test_a_closed_account_is_nobody() -> None:
    user = make.user("", "payroll")
    user.is_active = False
    assert actor_for(user, channel="web") is None


def test_an_account_without_a_person_has_only_what_it_was_given() -> None:
    actor = actor_for(make.user("", "executive"), channel="web", today=make.TODAY)
    assert actor is not None
    assert set(actor.held) == {Held("insights.view", "everyone"), Held("organisation.view", "everyone")}


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("Pacific/Kiritimati", date(2026, 11, 21)),
        ("Europe/London", date(2026, 11, 20)),
        ("Pacific/Honolulu", date(2026, 11, 20)),
    ],
)
def test_today_is_the_day_at_the_person_s_place(
    monkeypatch: pytest.MonkeyPatch, zone: str, day: date
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 11, 20, 11, 30, tzinfo=UTC))
    user = make.user()
    employed(user, date(2020, 1, 1), zone=zone)
    actor = actor_for(user, channel="web")
    assert actor is not None
    assert actor.today == day


def test_a_token_s_scopes_narrow_what_its_owner_holds() -> None:
    user = make.user("", "payroll")
    actor = actor_for(user, channel="api", today=make.TODAY, scopes=["pay.view"])
    assert actor is not None
    assert (actor.holds("pay.view"), actor.holds("people.view_bank")) == (True, False)


@pytest.mark.parametrize(
    ("roles", "asked"), [((), 3), (("payroll", "executive"), 3), (("payroll", "executive", "hr_manager"), 4)]
)
def test_an_actor_costs_three_queries_and_one_where_files_may_be_opened_in_an_emergency(
    roles: tuple[str, ...], asked: int
) -> None:
    user = make.user("", *roles)
    employed(user, date(2020, 1, 1))
    with CaptureQueriesContext(connection) as queries:
        actor_for(user, channel="web", today=make.TODAY)
    assert len(queries) == asked


def test_a_machine_holds_what_it_is_given_and_nothing_else() -> None:
    by = system_actor("nightly", "people.view")
    assert (by.user_id, by.person_id, by.holds("people.view"), by.holds("pay.view")) == (
        None,
        None,
        True,
        False,
    )
