"""A unit or a seat with people in it does not close; the refusal names them as far as one may know."""

from datetime import date, timedelta

import pytest

from tenure.domains.organisation import actions as organisation
from tenure.domains.organisation.models import UnitTerm
from tenure.domains.people import actions
from tenure.foundation.access import Held

from .factories import TODAY, actor, contract_of, hired, hr, over, seat, unit

pytestmark = pytest.mark.django_db
EDITOR = ("organisation.edit", "organisation.view", "organisation.plan")
NEXT_MONTH = TODAY + timedelta(days=30)


def test_a_unit_names_the_people_who_are_still_in_it() -> None:
    sales = unit("sales")
    hired("Ada", unit=sales)
    hired("Zoe", unit=sales, until=date(2026, 3, 20))
    with pytest.raises(organisation.UnitInUse) as refused:
        organisation.close_unit(sales.pk, last_day=NEXT_MONTH, by=hr())
    assert str(refused.value).startswith("Ada still stand in this unit after 2026-04-01.")


def test_a_seat_names_its_holders_and_closes_once_they_have_left() -> None:
    desk = seat("desk")
    ada = hired("Ada", position=desk)
    with pytest.raises(organisation.SeatHeld, match="Ada still hold this position"):
        organisation.close_position(desk.pk, last_day=NEXT_MONTH, by=hr())
    actions.end_employment(contract_of(ada).uid, last_day=NEXT_MONTH, reason="resigned", by=hr())
    organisation.close_position(desk.pk, last_day=NEXT_MONTH, by=hr())
    assert desk.terms.get().last_day == NEXT_MONTH


def test_who_may_not_know_people_learns_their_number_alone() -> None:
    desk = seat("desk")
    hired("Ada", position=desk)
    by = actor(*over("everyone", *EDITOR))
    with pytest.raises(organisation.SeatHeld) as refused:
        organisation.close_position(desk.pk, last_day=NEXT_MONTH, by=by)
    assert str(refused.value).startswith("1 person more still hold this position")


def test_a_planned_move_into_a_unit_is_not_told_to_who_does_not_plan_it() -> None:
    sales, other = unit("sales"), unit("other")
    ada = hired("Ada", unit=other)
    actions.change_assignment(ada.assignments.get().uid, on=NEXT_MONTH, unit=sales, by=hr())
    by = actor(*over("everyone", *EDITOR), Held("people.directory", "everyone"))
    with pytest.raises(organisation.UnitInUse) as refused:
        organisation.close_unit(sales.pk, last_day=TODAY, by=by)
    assert "Ada" not in str(refused.value)
    assert UnitTerm.objects.get(unit=sales).valid_until is None
