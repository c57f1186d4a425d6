"""The public facts of a person."""

from uuid import UUID

from django.db import transaction

from tenure.foundation.access import Actor
from tenure.foundation.audit import trail
from tenure.foundation.events import announce
from tenure.foundation.search.indexing import index

from ..events import PersonChanged
from ..models import Person
from ._checks import Check, Fetch
from ._own import Own
from ._people import PUBLIC, Numbers

# What somebody may say of themself; the name in the record and the address at work are HR's.
OWN = PUBLIC - {"name", "given_name", "family_name", "work_email"}


@transaction.atomic
def update_person(person_uid: UUID, *, version: int | None = None, by: Actor, **facts: object) -> Person:
    """Change what colleagues see; a person changes their own preferred name, pronouns and phone."""
    permission = "people.edit_contact" if set(facts) <= OWN else "people.edit"
    person = Fetch.person(person_uid, permission, by)
    Own.check(person.pk, "card", facts, by)
    Check.version(person, version, facts)
    clean = Check.differs(person, Check.facts(Person, facts, PUBLIC | {"number"}))
    Numbers.check(str(clean.get("number", person.number)), but=person.pk)
    Numbers.check_email(str(clean.get("work_email", "")), but=person.pk)
    for name, value in clean.items():
        setattr(person, name, value)
    person.save(update_fields=list(clean))
    index(person)
    announce(PersonChanged(person_id=person.pk, fields=tuple(sorted(clean))))
    trail.record(by, "people.person.updated", person, about=person, fields=sorted(clean))
    return person
