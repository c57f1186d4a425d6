"""Personal facts: civil life, private contacts, whom to call, family."""

from datetime import date
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as __

from tenure.foundation.access import Actor
from tenure.foundation.audit import trail
from tenure.foundation.events import announce

from ..events import FileChanged
from ..models import Contact, Dependant, EmergencyContact, PersonalDetails
from ..rules import checks as rules
from ._checks import NotValid
from ._file import File
from ._own import Own

DETAILS: Final = File(PersonalDetails, "people.edit_personal", PersonalDetails.facts)
CONTACTS: Final = File(Contact, "people.edit_contact", ("kind", "value", "label"))
EMERGENCY: Final = File(
    EmergencyContact, "people.edit_contact", ("name", "relationship", "phone", "email", "rank")
)
DEPENDANTS: Final = File(
    Dependant, "people.edit_personal", ("name", "relationship", "birth_date", "is_beneficiary", "share")
)


@transaction.atomic
def set_personal_details(
    person_uid: UUID, *, version: int | None = None, by: Actor, **facts: object
) -> PersonalDetails:
    """Write the facts of civil life; only those named change."""
    person = DETAILS.person(person_uid, by)
    Own.check(person.pk, "personal", facts, by)
    _check_birth(facts.get("birth_date"), by.today)
    details: PersonalDetails | None = PersonalDetails.objects.filter(person=person).first()
    if details is None:
        details, fields = DETAILS.add(person, facts), sorted(facts)
    else:
        fields = DETAILS.update(details, facts, version)
    announce(FileChanged(person_id=person.pk, what="personal"))
    trail.record(by, "people.personal.updated", details, about=person, fields=fields)
    return details


@transaction.atomic
def add_contact(person_uid: UUID, *, by: Actor, **facts: object) -> Contact:
    """Note a private way to reach somebody."""
    row = CONTACTS.add(CONTACTS.person(person_uid, by), facts)
    trail.record(by, "people.contact.added", row, about=row.person_id)
    return row


@transaction.atomic
def update_contact(uid: UUID, *, version: int | None = None, by: Actor, **facts: object) -> Contact:
    """Change a private way to reach somebody."""
    row = CONTACTS.fetch(uid, by)
    fields = CONTACTS.update(row, facts, version)
    trail.record(by, "people.contact.updated", row, about=row.person_id, fields=fields)
    return row


@transaction.atomic
def remove_contact(uid: UUID, *, by: Actor) -> None:
    """Take out a private way to reach somebody."""
    row = CONTACTS.fetch(uid, by)
    trail.record(by, "people.contact.removed", row, about=row.person_id)
    row.delete()


@transaction.atomic
def add_emergency_contact(person_uid: UUID, *, by: Actor, **facts: object) -> EmergencyContact:
    """Note whom to call when something happens."""
    row = EMERGENCY.add(EMERGENCY.person(person_uid, by), facts)
    trail.record(by, "people.emergency_contact.added", row, about=row.person_id)
    return row


@transaction.atomic
def update_emergency_contact(
    uid: UUID, *, version: int | None = None, by: Actor, **facts: object
) -> EmergencyContact:
    """Change whom to call when something happens."""
    row = EMERGENCY.fetch(uid, by)
    fields = EMERGENCY.update(row, facts, version)
    trail.record(by, "people.emergency_contact.updated", row, about=row.person_id, fields=fields)
    return row


@transaction.atomic
def remove_emergency_contact(uid: UUID, *, by: Actor) -> None:
    """Take out somebody to call."""
    row = EMERGENCY.fetch(uid, by)
    trail.record(by, "people.emergency_contact.removed", row, about=row.person_id)
    row.delete()


@transaction.atomic
def add_dependant(person_uid: UUID, *, by: Actor, **facts: object) -> Dependant:
    """Note a member of the family."""
    person = DEPENDANTS.person(person_uid, by)
    Own.check(person.pk, "dependant", facts, by)
    row = DEPENDANTS.add(person, facts)
    trail.record(by, "people.dependant.added", row, about=row.person_id)
    return row


@transaction.atomic
def update_dependant(uid: UUID, *, version: int | None = None, by: Actor, **facts: object) -> Dependant:
    """Change what is known of a member of the family."""
    row = DEPENDANTS.fetch(uid, by)
    Own.check(row.person_id, "dependant", facts, by)
    fields = DEPENDANTS.update(row, facts, version)
    trail.record(by, "people.dependant.updated", row, about=row.person_id, fields=fields)
    return row


@transaction.atomic
def remove_dependant(uid: UUID, *, by: Actor) -> None:
    """Take out a member of the family."""
    row = DEPENDANTS.fetch(uid, by)
    Own.check(row.person_id, "dependant", ["name"], by)
    trail.record(by, "people.dependant.removed", row, about=row.person_id)
    row.delete()


def _check_birth(birth: object, today: date) -> None:
    if isinstance(birth, date) and not rules.is_plausible_birth(birth, today):
        raise NotValid(errors={"birth_date": __("Nobody born on this day could work here.")})
