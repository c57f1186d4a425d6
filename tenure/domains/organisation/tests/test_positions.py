from datetime import date
from decimal import Decimal

import pytest

from tenure.domains.organisation import actions, queries
from tenure.domains.organisation.models import PositionTerm
from tenure.foundation.audit.models import Entry
from tenure.foundation.events.models import Announced
from tenure.foundation.refusal import NotThere

from .factories import EDITOR, READER, TODAY, actor, seat, unit

pytestmark = [pytest.mark.django_db, pytest.mark.capability("CORE-07")]
SUMMER = date(2026, 7, 1)


def moved() -> list[list[int]]:
    rows = Announced.objects.filter(name="organisation.SeatsMoved").order_by("pk")
    return [row.payload["position_ids"] for row in rows]


def test_a_seat_exists_without_a_person_and_reports_to_a_seat() -> None:
    lead = seat("lead")
    clerk = seat("clerk", lead)
    sheet = queries.seat_sheet(READER, lead.uid, day=TODAY)
    assert [one.position for one in sheet.below] == [clerk]
    assert moved() == [[lead.pk], [clerk.pk]]


def test_seats_do_not_report_to_one_another_in_a_ring() -> None:
    top = seat("top")
    middle = seat("middle", top)
    low = seat("low", middle)
    with pytest.raises(actions.SeatUnderItself) as refused:
        actions.change_position(top.pk, since=SUMMER, reports_to=low, by=EDITOR)
    words = "From 2026-07-01 on, Top would report to itself: Top → Low → Middle → Top."
    assert str(refused.value) == words


def test_a_seat_does_not_report_to_itself() -> None:
    top = seat("top")
    with pytest.raises(actions.SeatUnderItself):
        actions.correct_position(top.terms.get().pk, reports_to=top, by=EDITOR)


def test_a_ring_of_links_that_never_hold_together_is_none() -> None:
    one = seat("one")
    two = seat("two", one)
    actions.change_position(two.pk, since=SUMMER, reports_to=None, by=EDITOR)
    actions.change_position(one.pk, since=SUMMER, reports_to=two, by=EDITOR)
    assert PositionTerm.objects.as_of(SUMMER).get(position=one).reports_to == two


def test_a_correction_and_a_rescission_may_not_make_a_ring_either() -> None:
    one = seat("one")
    two = seat("two", one)
    freed = actions.change_position(two.pk, since=SUMMER, reports_to=None, by=EDITOR)
    actions.change_position(one.pk, since=SUMMER, reports_to=two, by=EDITOR)
    with pytest.raises(actions.SeatUnderItself):
        actions.rescind_position(freed.pk, by=EDITOR)
    with pytest.raises(actions.SeatUnderItself):
        actions.correct_position(freed.pk, reports_to=one, by=EDITOR)


def test_a_frozen_seat_thaws() -> None:
    desk = seat("desk")
    actions.freeze_position(desk.pk, since=TODAY, why="No budget", by=EDITOR)
    assert PositionTerm.objects.as_of(TODAY).get(position=desk).state == "frozen"
    actions.thaw_position(desk.pk, since=SUMMER, by=EDITOR)
    assert PositionTerm.objects.as_of(SUMMER).get(position=desk).state == "approved"


def test_a_seat_closes_when_nobody_reports_to_it_any_more() -> None:
    lead = seat("lead")
    clerk = seat("clerk", lead)
    with pytest.raises(actions.SeatInUse):
        actions.close_position(lead.pk, last_day=SUMMER, by=EDITOR)
    actions.close_position(clerk.pk, last_day=SUMMER, by=EDITOR)
    actions.close_position(lead.pk, last_day=SUMMER, by=EDITOR)
    assert lead.terms.get().last_day == SUMMER


def test_a_seat_stays_within_the_units_that_one_looks_after() -> None:
    mine, theirs = unit("mine"), unit("theirs")
    keeper = actor("organisation.edit", "organisation.plan", scope="unit", targets=(mine.pk,))
    desk = actions.create_position(code="desk", since=TODAY, title="Desk", unit=mine, by=keeper)
    with pytest.raises(NotThere):
        actions.change_position(desk.pk, since=SUMMER, unit=theirs, by=keeper)
    with pytest.raises(NotThere):
        actions.create_position(code="other", since=TODAY, title="Other", unit=theirs, by=keeper)


def test_approved_pay_is_for_those_who_hold_it_over_the_seat_and_reading_is_logged() -> None:
    mine, theirs = unit("mine"), unit("theirs")
    one, two = seat("one", unit=mine), seat("two", unit=theirs)
    for desk in (one, two):
        actions.set_position_pay(
            desk.pk, since=TODAY, minimum=Decimal(30), maximum=Decimal(40), currency="EUR", by=EDITOR
        )
    payer = actor("organisation.view")
    payer = type(payer)(
        None,
        None,
        TODAY,
        (*payer.held, *actor("pay.view", "organisation.plan", scope="unit", targets=(mine.pk,)).held),
    )
    assert [pay.minimum for pay in queries.seat_sheet(payer, one.uid, day=TODAY).pay] == [30]
    assert queries.seat_sheet(payer, two.uid, day=TODAY).pay is None
    assert queries.seat_sheet(READER, one.uid, day=TODAY).pay is None
    assert Entry.objects.filter(verb="organisation.position_pay.viewed").count() == 1


def test_what_is_planned_is_shown_to_planners_alone() -> None:
    desk = seat("desk")
    actions.change_position(desk.pk, since=SUMMER, title="Bench", by=EDITOR)
    actions.close_position(desk.pk, last_day=date(2026, 12, 31), by=EDITOR)
    assert len(queries.seat_sheet(EDITOR, desk.uid, day=TODAY).rows) == 2
    assert [row.title for row in queries.seat_sheet(READER, desk.uid, day=TODAY).rows] == ["Desk"]
    assert [row.title for row in queries.seats_on(READER, date(2027, 6, 1))] == ["Desk"]
    assert list(queries.seats_on(EDITOR, date(2027, 6, 1))) == []
    ends = [
        row.until for row in queries.life(READER, queries.seat_sheet(READER, desk.uid, day=TODAY).rows).rows
    ]
    assert ends == [None]
