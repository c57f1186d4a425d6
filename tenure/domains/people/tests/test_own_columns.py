"""Fields that HR made are columns of the people sheet."""

from datetime import date
from decimal import Decimal

import pytest

from tenure.domains.people.models import Person, PersonValue
from tenure.foundation.access import Actor, Held
from tenure.foundation.exchange.sheets import sheet
from tenure.foundation.fields import actions as fields
from tenure.foundation.fields.actions import Choice
from tenure.foundation.fields.lists import Roles
from tenure.foundation.fields.models import ALWAYS
from tenure.foundation.runs import actions as runs
from tenure.foundation.runs.models import KeptRun
from tenure.foundation.search.finding import find
from tests.sums import sums

from .test_import import BY, DAY, bring_in, codes, entity, prepared  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.capability("CORE-09", "CORE-21")]
MORE = ("fields.configure", "people.view", "people.plan", "people.directory")
MAKER = Actor(None, None, DAY, (*BY.held, *(Held(one, "everyone") for one in MORE)), "cli")


@pytest.fixture
def own(entity):  # noqa: F811
    """Make a field of every kind that a file can hold."""
    size = {"least": Decimal(30), "most": Decimal(50)}
    sizes = (Choice("Small"), Choice("Large", labels={"de": "Groß"}))
    for label, kind, facts in (
        ("Shoe size", "whole", size),
        ("Badge", "text", {"level": "public", "searchable": True}),
        ("Car", "choice", {"options": sizes}),
        ("Tools", "choices", {"options": (Choice("Saw"), Choice("Drill"))}),
        ("Deposit", "money", {}),
        ("Since", "date", {}),
        ("Keys", "yes_no", {}),
        ("Grade", "text", {"dated": True}),
    ):
        fields.make_field("person", label=label, kind=kind, by=MAKER, **{"level": "internal", **facts})


HEAD = "number,name,hire date,shoe size,badge,car,tools,deposit,own.since,keys,grade\n"
ADA = "1,Ada,2020-01-01,41,Zebra,groß,saw; Drill,1200.50 EUR,2026-03-31,yes,B\n"


def held(number: str) -> dict[str, object]:
    rows = PersonValue.objects.filter(person__number=number).select_related("field", "person")
    return {row.field.code: row.plain() for row in rows}


def test_every_kind_comes_in_under_its_name_or_its_code(own) -> None:
    bring_in(HEAD + ADA, by=MAKER)
    told = held("1")
    deposit = told.pop("deposit")
    assert (deposit.amount, deposit.currency) == (Decimal("1200.5"), "EUR")
    assert told == {
        "shoe_size": 41,
        "badge": "Zebra",
        "car": "large",
        "tools": ("saw", "drill"),
        "since": date(2026, 3, 31),
        "keys": True,
        "grade": "B",
    }
    assert PersonValue.objects.get(field__code="badge").valid_from == ALWAYS
    assert PersonValue.objects.get(field__code="grade").valid_from == DAY
    assert [one.id for one in find(MAKER, "zebra").hits] == [Person.objects.get().pk]


def test_the_same_file_changes_nothing_and_a_later_one_only_what_differs(own) -> None:
    bring_in(HEAD + ADA, by=MAKER)
    before = sums()
    same = bring_in(HEAD + ADA, by=MAKER)
    assert same.differences.counts()["own_value"] == {
        "new": 0,
        "changed": 0,
        "gone": 0,
        "rescinded": 0,
        "same": 8,
        "missing": 0,
    }
    later = date(DAY.year + 1, 1, 1)
    bring_in(HEAD + ADA.replace(",41,", ",42,").replace(",B\n", ",C\n"), by=MAKER, day=later)
    grades = PersonValue.objects.filter(field__code="grade").order_by("valid_from")
    assert held("1")["shoe_size"] == 42
    assert [(row.text, row.valid_from) for row in grades] == [("B", DAY), ("C", later)]
    runs.take_back(KeptRun.objects.latest("pk").uid, by=MAKER)
    assert sums() == before


@pytest.mark.parametrize(
    ("old", "new"),
    [(",41,", ",51,"), ("groß", "huge"), ("saw; Drill", "saw; axe"), ("1200.50 EUR", "1200.50"), ("2026-03-31", "31.02.2026"), (",yes,", ",perhaps,")],
)  # fmt: skip
def test_what_a_field_does_not_take_is_refused(own, old, new) -> None:
    assert sum(codes(prepared(HEAD + ADA.replace(old, new), by=MAKER)).values()) == 1


def test_sealed_fields_are_no_columns_and_own_lists_ask_for_their_own_right(own) -> None:
    listed = Roles(see=("hr_manager",), edit=("hr_manager",))
    fields.make_field("person", label="Faith", kind="text", level="special", by=MAKER)
    fields.make_field(
        "person", label="Talent", kind="text", level="internal", own_list=True, roles=listed, by=MAKER
    )
    keys = {one.key: one.permission for one in sheet("people").columns if one.key.startswith("own.")}
    assert "own.faith" not in keys
    assert keys["own.talent"] == "fields.edit.person.talent"
    found = prepared("number,name,hire date,talent\n1,Ada,2020-01-01,High\n", by=MAKER)
    assert "may_not" in codes(found)
