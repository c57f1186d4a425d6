"""An import is taken back: everything as before, or refused with what stands in the way."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tenure.domains.people import actions
from tenure.domains.people.models import Assignment, Employment, Pay, Person, ReportingLine
from tenure.foundation.access import Actor, Held
from tenure.foundation.audit.models import Entry
from tenure.foundation.refusal import NotThere
from tenure.foundation.runs import actions as runs
from tenure.foundation.runs.models import KeptRun
from tenure.foundation.search.models import Entry as Found
from tests.sums import sums

from .test_import import BY, DAY, MAY, bring_in, entity  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.capability("CORE-21")]
CLI = Actor(None, None, DAY, BY.held, "cli")
FIRST = (
    "number,name,hire date,manager,department,title,salary,currency\n"
    "1,Ada,2020-01-01,,Engines,Lead,9,EUR\n2,Bo,2021-01-01,1,Engines,Analyst,5,EUR\n"
)
SECOND = (
    "number,name,hire date,manager,department,title,salary,currency\n"
    "1,Ada King,2020-01-01,,Engines,Head,10,EUR\n2,Bo,2021-01-01,1,Stars,Analyst,7,EUR\n"
    "3,Cy,2022-02-02,2,Stars,Analyst,6,EUR\n"
)
NEW = {"accept": ["unit_new"], "by": CLI}


@pytest.fixture
def first(entity):  # noqa: F811
    bring_in(FIRST, **NEW)
    return KeptRun.objects.get()


@pytest.fixture
def second(first):
    before = sums()
    bring_in(SECOND, day=date(2024, 6, 1), **NEW)
    return KeptRun.objects.latest("pk"), before


def test_what_was_made_and_changed_goes_back(second):
    kept, before = second
    assert sums() != before
    runs.take_back(kept.uid, by=CLI)
    assert sums() == before
    assert Entry.objects.filter(verb="runs.run.taken_back").count() == 1
    assert ReportingLine.objects.filter(person__number="2").get().manager.number == "1"
    assert sorted(Found.objects.values_list("title", flat=True)) == ["Ada", "Bo"]


def test_rows_count_their_changes_on_so_that_an_old_form_stays_old(second):
    kept, _before = second
    seen = Person.objects.get(number="1").version
    runs.take_back(kept.uid, by=CLI)
    assert Person.objects.get(number="1").version == seen + 1


def test_all_of_a_first_import_goes(first):
    runs.take_back(first.uid, by=CLI)
    assert (Person.objects.count(), Employment.objects.count(), Pay.objects.count()) == (0, 0, 0)


def test_it_is_refused_once_something_was_built_on_it(second):
    kept, _before = second
    row = Assignment.objects.as_of(date(2024, 7, 1)).get(person__number="3")
    actions.change_assignment(row.uid, on=date(2024, 8, 1), title="Lead", by=CLI)
    middle = sums()
    with pytest.raises(runs.BuiltUpon) as refused:
        runs.take_back(kept.uid, by=CLI)
    # changed since; a new row of the contract, and in the unit, that the run made
    assert [(one.what, one.which) for one in refused.value.built] == [("assignments", "Cy")] * 3
    assert "people.assignment.changed" in str(refused.value)
    assert sums() == middle


def test_it_is_refused_for_the_first_of_two_imports(second, first):
    with pytest.raises(runs.BuiltUpon):
        runs.take_back(first.uid, by=CLI)
    kept, _before = second
    runs.take_back(kept.uid, by=CLI)
    with pytest.raises(runs.BuiltUpon):
        runs.take_back(first.uid, by=CLI)


def test_nobody_takes_a_run_back_twice(second):
    kept, _before = second
    runs.take_back(kept.uid, by=CLI)
    with pytest.raises(runs.TakenBackAlready):
        runs.take_back(kept.uid, by=CLI)


def test_after_a_day_it_is_too_late(second):
    kept, _before = second
    KeptRun.objects.update(open_until=timezone.now() - timedelta(seconds=1))
    with pytest.raises(runs.TooLate):
        runs.take_back(kept.uid, by=CLI)


@pytest.mark.parametrize(
    "by",
    [
        Actor(None, None, DAY, tuple(Held(one, "everyone") for one in MAY), "web"),
        Actor(None, None, DAY, (Held("people.edit", "everyone"),), "cli"),
    ],
)
def test_the_runs_of_others_are_not_there(second, by):
    with pytest.raises(NotThere):
        runs.take_back(second[0].uid, by=by)
