from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tenure.domains.people import actions
from tenure.domains.people.models import Person
from tenure.domains.people.queries import chart, seats
from tenure.foundation.access import Held
from tenure.foundation.identity.tests import factories as accounts

from .factories import EMPLOYEE, START, TODAY, actor, entity, hired, hr, over, place, seat, unit

pytestmark = pytest.mark.django_db


def ask(day: date = TODAY, **more) -> chart.Ask:
    return chart.Ask(day, **more)


def names(found: chart.Chart) -> dict[str, str | None]:
    """Who hangs under whom, by name."""
    by_key = {card.key: card.name for card in found.cards}
    return {card.name: by_key.get(card.parent) for card in found.cards}


def card(found: chart.Chart, name: str):
    return next(one for one in found.cards if one.name == name)


def reader():
    return actor(*over("everyone", "people.directory", "organisation.view"))


@pytest.mark.capability("ORG-01")
def test_people_hang_under_their_managers_with_the_size_of_their_branch() -> None:
    ada = hired("Ada", title="Chief", unit=unit("head"))
    bo = hired("Bo", manager=ada)
    hired("Cy", manager=bo)
    found = chart.chart(reader(), ask(depth=2))
    assert names(found) == {"Ada": None, "Bo": "Ada"}
    assert (card(found, "Ada").below, card(found, "Ada").direct, card(found, "Ada").title) == (2, 1, "Chief")
    assert names(chart.chart(reader(), ask()))["Cy"] == "Bo"


@pytest.mark.capability("ORG-01")
def test_an_open_branch_and_whoever_is_sought_are_shown() -> None:
    ada = hired("Ada")
    bo = hired("Bo", manager=ada)
    cy = hired("Cy", manager=bo)
    dee = hired("Dee", manager=cy)
    assert "Dee" in names(chart.chart(reader(), ask(reach=str(dee.uid))))
    assert set(names(chart.chart(reader(), ask(open_keys=frozenset([str(ada.uid)]))))) == {"Ada", "Bo"}
    assert set(names(chart.branch(reader(), ask(), above=str(cy.uid)))) == {"Dee"}


@pytest.mark.capability("ORG-01")
@pytest.mark.capability("CORE-07")
def test_a_vacant_seat_hangs_under_who_holds_the_seat_above() -> None:
    top = seat("lead")
    low = seat("clerk", under=top)
    seat("intern", under=low)
    ada = hired("Ada", position=top)
    hired("Zoe", manager=ada)
    found = chart.chart(reader(), ask(depth=4))
    assert names(found) == {"Ada": None, "Zoe": "Ada", "Clerk": "Ada", "Intern": "Clerk"}
    assert card(found, "Clerk").state == "vacant"
    assert card(found, "Ada").below == 1  # seats are not people


@pytest.mark.capability("ORG-01")
def test_a_second_manager_is_a_dotted_line() -> None:
    ada, bo = hired("Ada"), hired("Bo")
    cy = hired("Cy", manager=ada)
    actions.add_dotted_line(cy.uid, manager=bo, on=START, by=hr())
    assert card(chart.chart(reader(), ask()), "Cy").dotted == [str(bo.uid)]


@pytest.mark.capability("ORG-02")
def test_the_chart_of_a_past_day_is_what_it_was() -> None:
    ada, bo = hired("Ada"), hired("Bo")
    cy = hired("Cy", manager=ada)
    job = cy.assignments.get()
    actions.change_assignment(job.uid, on=date(2025, 1, 1), manager=bo, by=hr())
    assert names(chart.chart(reader(), ask(date(2024, 6, 1))))["Cy"] == "Ada"
    assert names(chart.chart(reader(), ask()))["Cy"] == "Bo"
    assert names(chart.chart(reader(), ask(date(2023, 1, 1)))) == {}


@pytest.mark.capability("ORG-02")
def test_the_future_is_shown_to_planners_alone() -> None:
    ada, bo = hired("Ada"), hired("Bo")
    cy = hired("Cy", manager=ada)
    later = TODAY + timedelta(days=30)
    actions.change_assignment(cy.assignments.get().uid, on=later, manager=bo, by=hr())
    actions.end_employment(bo.employments.get().uid, last_day=later, reason="resigned", by=hr())
    hired("New", on=TODAY + timedelta(days=10), manager=ada)
    assert names(chart.chart(hr(), ask(later)))["Cy"] == "Bo"
    assert names(chart.chart(reader(), ask(later)))["Cy"] == "Ada"
    after = TODAY + timedelta(days=60)
    assert "Bo" not in names(chart.chart(hr(), ask(after)))
    assert "Bo" in names(chart.chart(reader(), ask(after)))
    assert "New" not in names(chart.chart(reader(), ask()))
    new = card(chart.chart(hr(), ask()), "New")
    assert (new.state, new.day, new.parent) == ("future", TODAY + timedelta(days=10), str(ada.uid))


@pytest.mark.capability("ORG-03")
@pytest.mark.capability("GLB-01")
def test_reporting_crosses_legal_entities_in_one_chart() -> None:
    ada = hired("Ada", at=entity("north"))
    hired("Bo", at=entity("south", "GB", "GBP"), manager=ada)
    found = chart.chart(reader(), ask())
    assert names(found)["Bo"] == "Ada"
    assert {one.facts["entity"] for one in found.cards} == {"North", "South"}


def test_what_only_some_may_know_is_not_a_colour_for_others() -> None:
    hired("Ada", unit=unit("head"), place=place())
    mine = card(chart.chart(hr(), ask()), "Ada").facts
    theirs = card(chart.chart(reader(), ask()), "Ada").facts
    assert (mine["worker"], mine["tenure"]) == ("employee", "1–3")
    assert theirs.keys() & {"worker", "tenure"} == set()
    assert [key for key, _label in chart.chart(reader(), ask()).colours] == [
        "unit",
        "place",
        "entity",
        "state",
        "span",
    ]


def test_whoever_may_not_know_people_sees_seats_without_names() -> None:
    hired("Ada", position=seat("lead"))
    outsider = actor(Held("organisation.view", "everyone"))
    assert names(chart.chart(outsider, ask())) == {}
    assert names(chart.chart(outsider, ask(shape=chart.SEATS))) == {"Lead": None}
    assert names(chart.chart(reader(), ask(shape=chart.SEATS))) == {"Ada": None}


@pytest.mark.capability("CORE-07")
def test_seats_hang_under_seats_and_a_pool_is_one_card() -> None:
    top = seat("lead")
    pool = seat("drivers", under=top, capacity="24.50")
    type(pool).objects.filter(pk=pool.pk).update(is_pooled=True)
    found = chart.chart(reader(), ask(shape=chart.SEATS))
    assert names(found) == {"Lead": None, "Drivers": "Lead"}
    assert (card(found, "Drivers").kind, str(card(found, "Drivers").fte)) == ("pool", "24.50")


@pytest.mark.capability("CORE-07")
def test_a_seat_says_how_full_it_is_to_those_who_may_know() -> None:
    desk = seat("desk", capacity="2")
    hired("Ada", position=desk, fte="0.5")
    hired("Bo", position=desk, fte="0.8")
    full = seats.occupancy(hr(), [desk.pk], day=TODAY)[desk.pk]
    less = seats.occupancy(reader(), [desk.pk], day=TODAY)[desk.pk]
    assert (full.count, str(full.filled.normalize())) == (2, "1.3")
    assert (less.count, less.filled) == (2, None)


@pytest.mark.capability("CORE-07")
def test_a_seat_is_vacant_since_its_last_holder_left() -> None:
    desk, fresh = seat("desk"), seat("fresh")
    hired("Ada", position=desk, until=date(2025, 5, 31))
    assert seats.vacant_since(reader(), desk.pk, day=TODAY) == date(2025, 6, 1)
    assert seats.vacant_since(reader(), fresh.pk, day=TODAY) == START


def test_the_queries_are_the_same_for_few_and_many(django_assert_num_queries) -> None:
    ada = hired("Ada", position=seat("lead"))
    hired("Bo", manager=ada)
    seat("vacant")
    with django_assert_num_queries(10):
        chart.chart(hr(), ask())
    for at in range(5):
        hired(f"P{at}", manager=ada, position=seat(f"s{at}"))
        seat(f"v{at}")
    with django_assert_num_queries(10):
        chart.chart(hr(), ask(depth=5))


def client_of(*roles: str, name: str) -> Client:
    user = accounts.user(f"{name}@example.com", *roles)
    if roles:
        accounts.enrol(user)
    else:
        Person.objects.filter(name="Ada").update(user=user)
    client = Client()
    client.force_login(user)
    return client


def test_the_picture_and_the_tree_are_fed_by_the_same_rights() -> None:
    ada = hired("Ada", title="Chief")
    hired("Boadicea", manager=ada)
    colleague, administrator = client_of(name="ada"), client_of("administrator", name="admin")
    answer = colleague.get(reverse("organisation-chart-data")).json()
    assert [one["name"] for one in answer["cards"]] == ["Ada", "Boadicea"]
    assert administrator.get(reverse("organisation-chart-data")).json()["cards"] == []
    assert "Boadicea" in colleague.get(reverse("organisation") + "?view=tree").content.decode()
    assert (
        "Boadicea"
        not in administrator.get(reverse("organisation") + "?view=tree&shape=people").content.decode()
    )
    found = colleague.get(reverse("organisation-chart-search") + "?q=boadi").content.decode()
    assert "Boadicea" in found
    branch = colleague.get(reverse("organisation-chart-branch") + f"?above={ada.uid}").content.decode()
    assert "Boadicea" in branch


def test_an_employee_reads_no_more_than_a_colleague_may() -> None:
    ada = hired("Ada")
    me = actor(*EMPLOYEE, person=ada)
    hired("Bo", manager=ada)
    found = chart.chart(me, ask())
    assert "worker" in card(found, "Ada").facts
    assert "worker" not in card(found, "Bo").facts


@pytest.mark.parametrize(("shape", "counted"), [("people", "people"), ("seats", "positions")])
def test_the_chart_says_whether_it_counts_people_or_positions(shape: str, counted: str) -> None:
    seat("lead")
    client = client_of("hr_manager", name="hal")
    page = client.get(f"{reverse('organisation')}?shape={shape}").content.decode()
    paper = client.get(f"{reverse('organisation-chart-print')}?shape={shape}").content.decode()
    assert [f"%(count)s {counted}" in page, f" {counted}, " in paper] == [True, True]
