"""Rows that are copied in are rows like any other: keys, defaults, history and constraints."""

import pytest
from django.db import IntegrityError, transaction

from tenure.domains.people.models import Person
from tenure.foundation.audit.history import past_of
from tenure.foundation.postgres import copying

pytestmark = pytest.mark.django_db
ODD = 'Zoë \\ "tab\there" \u2028 \\N'
COLUMNS = ("id", "number", "name", "sort_key", "folded", "former_numbers")


def bring_in(*numbers: str) -> list[int]:
    keys = copying.reserve(Person, len(numbers))
    rows = zip(keys, numbers, strict=True)
    copying.insert(Person, COLUMNS, ((key, one, ODD, "", "", ["a,b", "{c}"]) for key, one in rows))
    return keys


def test_values_keys_and_history_are_those_of_saved_rows() -> None:
    keys = bring_in("1", "2")
    kept = list(Person.objects.order_by("pk"))
    assert [(one.pk, one.number, one.name, one.former_numbers, one.version) for one in kept] == [
        (key, number, ODD, ["a,b", "{c}"], 1) for key, number in zip(keys, ("1", "2"), strict=True)
    ]
    assert kept[0].uid != kept[1].uid
    past = past_of(Person)._default_manager
    assert sorted(past.values_list("pgh_obj_id", "pgh_label")) == [(key, "insert") for key in keys]


def test_a_constraint_refuses_all_of_them() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        bring_in("1", "1")
    assert not Person.objects.exists()
    assert Person.objects.filter(pk__any_of=[1, 2]).count() == 0
