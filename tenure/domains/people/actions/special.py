"""What people choose to say of themselves for equality reports: theirs alone, sealed."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from django.db import transaction

from tenure.foundation.access import Actor
from tenure.foundation.audit import trail

from ..models import Person, SpecialDetails
from ..scopes import own

EDIT: Final = "people.edit_special"


@transaction.atomic
def set_special_details(person_uid: UUID, *, answers: Mapping[str, str], by: Actor) -> SpecialDetails:
    """Keep one's own answers; nobody gives them for somebody else."""
    person = _oneself(person_uid, by)
    row = SpecialDetails.objects.filter(person=person).first() or SpecialDetails(person=person)
    row.keep_answers(answers)
    row.answered_on = by.today
    row.save()
    trail.record(by, "people.special.answered", row, about=person)
    return row


@transaction.atomic
def remove_special_details(person_uid: UUID, *, by: Actor) -> None:
    """Take one's own answers back."""
    person = _oneself(person_uid, by)
    trail.record(by, "people.special.removed", person, about=person)
    SpecialDetails.objects.filter(person=person).delete()


def _oneself(uid: UUID, by: Actor) -> Person:
    found: Person = (
        Person.objects.allowed(by, EDIT)
        .filter(pk__in=own(by, ()))
        .select_for_update(no_key=True, of=("self",))
        .get(uid=uid)
    )
    return found
