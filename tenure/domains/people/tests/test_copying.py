"""Rows that are copied in are rows like any other: keys, defaults, history and constraints."""

import pytest
from django.db import IntegrityError, transaction

from tenure.domains.people.models import Person
from tenure.foundation.audit.history import past_of
from tenure.foundation.postgres import copying

pytestmark = pytest.mark.django_db
ODD = 'Zoë \\ "tab\there" \u2028 \\N'


def people(*numbers: str) -> list[Person]:
    rows = [Person(number=number, name=ODD, former_numbers=["a,b", "{c}"]) for number in numbers]
    for row in rows:
        row.set_keys()
    return rows


def test_values_keys_and_history_are_those_of_saved_rows() -> None:
    rows = people("1", "2")
    copying.insert(Person, rows)
    kept = list(Person.objects.order_by("pk"))
    assert [(one.pk, one.uid, one.name, one.former_numbers) for one in kept] == [
        (one.pk, one.uid, ODD, ["a,b", "{c}"]) for one in rows
    ]
    past = past_of(Person)._default_manager
    assert sorted(past.values_list("pgh_obj_id", "pgh_label")) == [(one.pk, "insert") for one in rows]
    rows[0].name = "Zo"
    rows[0].save()
    assert Person.objects.count() == 2


def test_a_constraint_refuses_all_of_them() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        copying.insert(Person, people("1", "1"))
    assert not Person.objects.exists()
