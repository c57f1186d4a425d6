"""Where people live, for a time."""

from datetime import date
from typing import Final
from uuid import UUID

from django.db import transaction

from tenure.foundation.access import Actor
from tenure.foundation.audit import trail
from tenure.foundation.effective import acts

from ..models import Address
from ._checks import Fetch
from ._dated import Dated
from ._own import Own

EDIT: Final = "people.edit_personal"
ROWS: Final = Dated(Address, EDIT)


@transaction.atomic
def change_address(person_uid: UUID, *, on: date, by: Actor, **facts: object) -> Address:
    """From a day on, let somebody live elsewhere; the first address begins with it."""
    person = Fetch.person(person_uid, EDIT, by)
    Own.check(person.pk, "address", facts, by)
    clean = ROWS.clean(facts)
    held = Address.objects.as_of(on).filter(person=person).first()
    if held is None:
        later = Address.objects.filter(person=person, valid_from__gt=on).in_order().first()
        end = later.valid_from if later else None
        row = acts.begin(Address(person=person, valid_from=on, valid_until=end, **clean))
    else:
        row = ROWS.change(held, on, clean)
    trail.record(by, "people.address.changed", row, about=person, on=on, fields=sorted(clean))
    return row


@transaction.atomic
def correct_address(
    address_uid: UUID, *, why: str = "", version: int | None = None, by: Actor, **facts: object
) -> Address:
    """Put right an address that was wrong for its whole time."""
    row = ROWS.fetch(address_uid, by, version, facts)
    Own.check(row.person_id, "address", facts, by)
    right = ROWS.correct(row, ROWS.clean(facts))
    trail.record(
        by, "people.address.corrected", right, about=right.person_id, reason=why, fields=sorted(facts)
    )
    return right


@transaction.atomic
def rescind_address(address_uid: UUID, *, why: str = "", by: Actor) -> None:
    """Take back an address that never was one."""
    row = ROWS.fetch(address_uid, by, None, {})
    Own.check(row.person_id, "address", ["lines"], by)
    acts.rescind(row)
    trail.record(by, "people.address.rescinded", row, about=row.person_id, reason=why, on=row.valid_from)
