from datetime import date

import pytest

from tenure.domains.organisation import actions
from tenure.domains.organisation.models import UnitLine, UnitTerm
from tenure.foundation.audit.models import Entry
from tenure.foundation.effective.acts import NothingHolds
from tenure.foundation.events.models import Announced
from tenure.foundation.refusal import Clash, NotAllowed, NotThere

from .factories import EDITOR, LONG_AGO, READER, TODAY, actor, entity, seat, unit

pytestmark = pytest.mark.django_db
SUMMER = date(2026, 7, 1)


def path(one, day=TODAY) -> list[int]:
    return UnitLine.objects.as_of(day).get(unit=one).path


def test_a_unit_begins_under_its_parent_with_one_line_in_the_trail() -> None:
    top = unit("top")
    sales = unit("sales", top)
    assert path(sales) == [top.pk, sales.pk]
    assert Entry.objects.filter(verb="organisation.unit.created").count() == 2
    assert Announced.objects.filter(name="organisation.UnitsMoved").count() == 2


def test_a_move_takes_all_below_along_from_its_day_on() -> None:
    top, other = unit("top"), unit("other")
    sales = unit("sales", top)
    north = unit("north", sales)
    actions.change_unit(sales.pk, since=SUMMER, parent=other, by=EDITOR)
    assert path(north) == [top.pk, sales.pk, north.pk]
    assert path(north, SUMMER) == [other.pk, sales.pk, north.pk]


def test_a_unit_does_not_come_to_stand_in_itself() -> None:
    top = unit("top")
    sales = unit("sales", top)
    north = unit("north", sales)
    with pytest.raises(actions.UnitInItself) as refused:
        actions.change_unit(top.pk, since=SUMMER, parent=north, by=EDITOR)
    assert str(refused.value) == "From 2026-07-01 on, Top would stand in itself: Top → North → Sales → Top."


def test_a_unit_is_not_its_own_parent() -> None:
    top = unit("top")
    with pytest.raises(actions.UnitInItself) as refused:
        actions.change_unit(top.pk, since=SUMMER, parent=top, by=EDITOR)
    assert str(refused.value) == "From 2026-07-01 on, Top would stand in itself: Top → Top."


def test_a_change_that_changes_nothing_is_refused() -> None:
    sales = unit("sales")
    with pytest.raises(actions.NothingChanges):
        actions.change_unit(sales.pk, since=SUMMER, name="Sales", by=EDITOR)


def test_a_change_before_the_unit_began_is_refused() -> None:
    sales = unit("sales")
    with pytest.raises(NothingHolds):
        actions.change_unit(sales.pk, since=date(2019, 1, 1), name="Trade", by=EDITOR)


def test_a_form_that_somebody_overtook_is_refused() -> None:
    sales = unit("sales")
    with pytest.raises(Clash):
        actions.change_unit(sales.pk, since=SUMMER, name="Trade", seen=0, by=EDITOR)


def test_a_rescinded_change_never_was() -> None:
    top = unit("top")
    sales = unit("sales", top)
    term = actions.change_unit(sales.pk, since=SUMMER, parent=None, by=EDITOR)
    actions.rescind_unit(term.pk, by=EDITOR, why="Called off")
    assert path(sales, SUMMER) == [top.pk, sales.pk]
    assert UnitTerm.objects.filter(unit=sales).count() == 1


def test_a_correction_holds_for_the_whole_time() -> None:
    sales = unit("sales")
    term = actions.correct_unit(sales.terms.get().pk, name="Trade", why="Misread", by=EDITOR)
    assert (term.name, term.valid_from, term.why) == ("Trade", LONG_AGO, "Misread")


def test_a_unit_with_something_in_it_does_not_close() -> None:
    top = unit("top")
    unit("sales", top)
    seat("clerk", unit=top)
    with pytest.raises(actions.UnitInUse) as refused:
        actions.close_unit(top.pk, last_day=SUMMER, by=EDITOR)
    assert str(refused.value).startswith("Clerk, Sales still stand in this unit after 2026-07-01.")


def test_an_empty_unit_closes_on_its_last_day() -> None:
    sales = unit("sales")
    actions.close_unit(sales.pk, last_day=SUMMER, why="Sold", by=EDITOR)
    assert sales.terms.get().last_day == SUMMER
    assert not UnitLine.objects.as_of(date(2026, 7, 2)).filter(unit=sales).exists()


def test_a_unit_is_led_by_one_seat_at_a_time() -> None:
    sales, old, new = unit("sales"), seat("old"), seat("new")
    actions.appoint_head(sales.pk, position_id=old.pk, since=LONG_AGO, by=EDITOR)
    actions.appoint_head(sales.pk, position_id=new.pk, since=SUMMER, by=EDITOR)
    assert list(sales.heads.in_order().values_list("position", "valid_until")) == [
        (old.pk, SUMMER),
        (new.pk, None),
    ]


def test_whoever_edits_one_unit_edits_it_and_what_is_below() -> None:
    mine, theirs = unit("mine"), unit("theirs")
    below = unit("below", mine)
    keeper = actor("organisation.edit", "organisation.plan", scope="unit", targets=(mine.pk,))
    actions.change_unit(below.pk, since=SUMMER, name="Beneath", by=keeper)
    actions.create_unit(code="new", since=SUMMER, name="New", parent=mine, by=keeper)
    with pytest.raises(UnitTerm.DoesNotExist):
        actions.change_unit(theirs.pk, since=SUMMER, name="Ours", by=keeper)
    with pytest.raises(NotThere):
        actions.change_unit(below.pk, since=SUMMER, parent=theirs, by=keeper)
    with pytest.raises(NotAllowed):
        actions.create_unit(code="top", since=SUMMER, name="Top", parent=None, by=keeper)


def test_the_head_of_an_entity_makes_units_of_that_entity_only() -> None:
    uk, de = entity("uk"), entity("de", country="DE", currency="EUR")
    keeper = actor("organisation.edit", "organisation.plan", scope="entity", targets=(uk.pk,))
    actions.create_unit(code="a", since=LONG_AGO, name="A", parent=None, legal_entity=uk, by=keeper)
    with pytest.raises(NotAllowed):
        actions.create_unit(code="b", since=LONG_AGO, name="B", parent=None, legal_entity=de, by=keeper)


def test_a_reader_changes_nothing() -> None:
    sales = unit("sales")
    with pytest.raises(NotAllowed):
        actions.create_unit(code="x", since=TODAY, name="X", by=READER)
    with pytest.raises(UnitTerm.DoesNotExist):
        actions.change_unit(sales.pk, since=SUMMER, name="Trade", by=READER)
