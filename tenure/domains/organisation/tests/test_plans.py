"""What is planned shows to those who plan that very unit or seat, and to nobody else."""

from datetime import date

import pytest

from tenure.domains.organisation import actions, queries
from tenure.domains.organisation.api.resources import RESOURCES
from tenure.domains.organisation.models import UnitTerm
from tenure.foundation.access import Actor, Held

from .factories import EDITOR, LONG_AGO, TODAY, entity, seat, unit

pytestmark = pytest.mark.django_db
SUMMER, AUTUMN = date(2026, 7, 1), date(2026, 10, 1)
UNITS, SEATS = (one for one in RESOURCES if one.name in ("units", "positions"))


@pytest.fixture
def planner() -> Actor:
    """Somebody who plans the UK company only; the German one closes, renames and moves things."""
    uk, de = entity("uk"), entity("de", country="DE", currency="EUR")
    trade, handel = unit("trade", legal_entity=uk), unit("handel", legal_entity=de)
    shop, laden = unit("shop", trade), unit("laden", handel)
    clerk, gehilfe = seat("clerk", unit=shop), seat("gehilfe", unit=laden)
    for one, name in ((trade, "Deals"), (handel, "Geschaeft")):
        actions.change_unit(one.pk, since=SUMMER, name=name, by=EDITOR)
    for place, person in ((shop, clerk), (laden, gehilfe)):
        actions.change_position(person.pk, since=SUMMER, unit=None, by=EDITOR)
        actions.close_unit(place.pk, last_day=date(2026, 8, 31), by=EDITOR)
        actions.close_position(person.pk, last_day=date(2026, 8, 31), by=EDITOR)
    rights = [Held("organisation.plan", "entity", (uk.pk,)), Held("organisation.view", "everyone")]
    return Actor(None, None, TODAY, tuple(rights))


def told(rows) -> list[tuple]:
    return sorted((row.name, row.parent_name or "") for row in rows)


def test_a_list_of_units_of_a_day_to_come(planner) -> None:
    assert told(queries.units_on(planner, AUTUMN)) == [("Deals", ""), ("Handel", ""), ("Laden", "Handel")]
    assert told(queries.units_on(EDITOR, AUTUMN)) == [("Deals", ""), ("Geschaeft", "")]


def test_a_list_of_seats_of_a_day_to_come(planner) -> None:
    rows = queries.seats_on(planner, AUTUMN)
    assert [(row.title, row.unit_name) for row in rows] == [("Gehilfe", "Laden")]
    assert list(queries.seats_on(EDITOR, AUTUMN)) == []


def test_the_life_of_a_unit_tells_its_end_to_its_planner_alone(planner) -> None:
    ends = {}
    for code in ("shop", "laden"):
        uid = UnitTerm.objects.get(unit__code=code).unit.uid
        sheet = queries.unit_sheet(planner, uid, day=TODAY)
        ends[code] = queries.life(planner, sheet.rows).rows[0].until
    assert ends == {"shop": date(2026, 8, 31), "laden": None}


def test_a_form_calls_a_unit_what_it_is_called_today(planner) -> None:
    handel = UnitTerm.objects.get(name="Handel").unit
    assert queries.name_of(planner, handel) == "Handel"


@pytest.mark.parametrize("resource", [UNITS, SEATS], ids=["units", "positions"])
def test_the_api_keeps_an_end_to_come_from_others(planner, resource) -> None:
    rows = resource.select(planner, {})
    ends = {str(row): resource.schema.from_orm(row).valid_until for row in rows if row.valid_from == LONG_AGO}
    theirs = {name: end for name, end in ends.items() if name in ("Handel", "Laden", "Gehilfe")}
    assert set(theirs.values()) == {None}
    assert {end for name, end in ends.items() if name not in theirs} <= {SUMMER, date(2026, 9, 1)}


def test_the_api_of_a_day_to_come_holds_what_others_may_know(planner) -> None:
    units = UNITS.select(planner, {"as_of": AUTUMN})
    assert sorted(row.name for row in units) == ["Deals", "Handel", "Laden"]
    assert [row.title for row in SEATS.select(planner, {"as_of": AUTUMN})] == ["Gehilfe"]


def test_whoever_plans_a_company_reaches_what_they_have_just_planned(planner) -> None:
    uk = next(iter(planner.grants("organisation.plan")))[1]
    keeper = Actor(
        None,
        None,
        TODAY,
        tuple(Held(f"organisation.{p}", "entity", uk) for p in ("edit", "plan", "view")),
    )
    trade = UnitTerm.objects.get(name="Trade").unit
    made = actions.create_unit(code="new", since=SUMMER, name="New", parent=trade, by=keeper)
    desk = actions.create_position(code="desk", since=SUMMER, title="Desk", unit=made, by=keeper)
    actions.change_unit(made.pk, since=AUTUMN, name="Newer", by=keeper)
    actions.change_position(desk.pk, since=AUTUMN, title="Bench", by=keeper)
    assert queries.name_of(keeper, made) == "New"
