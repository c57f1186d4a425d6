"""Spans of control and layers, and the people behind each figure."""

from datetime import date

import pytest
from django.urls import reverse

from tenure.domains.people import actions
from tenure.domains.people.queries.shape import shape, standing
from tenure.domains.people.rules import shape as rules
from tenure.foundation.lists.testing import assert_list_queries
from tenure.foundation.settings.actions import set_value

from . import factories as make
from .cast import Company

pytestmark = [pytest.mark.django_db, pytest.mark.capability("ORG-06")]


def tree() -> dict[str, object]:
    """Give a top with two below, one of whom has three."""
    top = make.hired("Top")
    people = {"top": top, "ana": make.hired("Ana", manager=top), "bo": make.hired("Bo", manager=top)}
    for name in ("Cy", "Di", "Ed"):
        people[name] = make.hired(name, manager=people["ana"])
    return people


def test_layers_and_spans_of_a_small_tree():
    tree()
    found = shape(make.hr())
    assert (found.layers, found.spans) == ({1: 1, 2: 2, 3: 3}, {2: 1, 3: 1})
    assert (found.managers, found.reports, found.mean, found.median) == (2, 5, 2.5, 2.5)
    assert (found.of("narrow"), found.of("within"), found.of("wide")) == (1, 1, 0)


def test_each_person_stands_where_the_figures_say():
    people = tree()
    rows = {row.name: (row.layer, row.direct) for row in standing(make.hr())}
    assert rows == {"Top": (1, 2), "Ana": (2, 3), "Bo": (2, 0), "Cy": (3, 0), "Di": (3, 0), "Ed": (3, 0)}
    assert people["top"] in standing(make.hr()).filter(direct=2)


def test_thresholds_are_settings_and_may_be_asked_for():
    tree()
    set_value("people.span_low", 2, start=make.TODAY, by=make.hr("system.configure"))
    assert shape(make.hr()).of("narrow") == 0
    assert shape(make.hr(), low=4, high=4).of("narrow") == 2
    assert shape(make.hr(), low=1, high=2).of("wide") == 1


@pytest.mark.parametrize(
    ("span", "kind"), [(2, "narrow"), (3, "within"), (12, "within"), (13, "wide"), (1, "narrow")]
)
def test_thresholds_lie_within(span, kind):
    assert rules.kind_of(span, 3, 12) == kind


def test_nobody_and_one_make_figures_too():
    assert (rules.shape({}, [], 3, 12).mean, rules.median({})) == (0.0, 0.0)
    assert rules.median({1: 1, 4: 2}) == 4.0


def test_a_manager_counts_only_those_whom_they_see():
    people = tree()
    ana = make.actor(*make.MANAGER, person=people["ana"])
    assert shape(ana).spans == {3: 1}
    assert {row.name for row in standing(ana)} == {"Cy", "Di", "Ed"}


def test_a_move_that_lies_ahead_does_not_show():
    people = tree()
    actions.change_assignment(
        make.job_of(people["Cy"]).uid, on=date(2026, 9, 1), manager=people["bo"], by=make.hr()
    )
    assert shape(make.hr()).spans == {2: 1, 3: 1}


def test_the_page_asks_the_same_however_many_there_are():
    company = Company()
    client = company.client(company.hal, "hr_generalist")

    def one_more() -> None:
        boss = company.hire("Boss")
        company.hire("Below", manager=boss)

    assert_list_queries(client, reverse("shape"), one_more, queries=20)


def test_the_same_figures_for_programs():
    company = Company()
    client = company.client(company.hal, "hr_generalist")
    told = client.get("/api/v1/reporting-shape?low=3").json()
    assert (told["spans"], told["narrow"], told["low"]) == ({"2": 1}, 1, 3)
    odd = client.get("/api/v1/reporting-shape/outliers?low=3").json()
    assert odd == [{"uid": str(company.ada.uid), "name": "Ada Lovelace", "layer": 1, "reports": 2}]
