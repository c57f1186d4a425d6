"""Educations, certificates, licences and skills."""

from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as __

from tenure.foundation.access import Actor
from tenure.foundation.audit import trail

from ..models import Qualification
from ._checks import NotValid
from ._file import File

FIELDS: Final = ("kind", "title", "issuer", "grade", "started_on", "awarded_on", "expires_on")
ROWS: Final = File(Qualification, "people.edit", FIELDS)
UNCHECKED: Final[dict[str, object]] = {
    "check_state": Qualification.Check.UNCHECKED,
    "checked_by": None,
    "checked_on": None,
}


@transaction.atomic
def add_qualification(person_uid: UUID, *, by: Actor, **facts: object) -> Qualification:
    """Note what somebody has learned."""
    _check_days(facts)
    row = ROWS.add(ROWS.person(person_uid, by), facts)
    trail.record(by, "people.qualification.added", row, about=row.person_id)
    return row


@transaction.atomic
def update_qualification(
    uid: UUID, *, version: int | None = None, by: Actor, **facts: object
) -> Qualification:
    """Change what is known of a qualification; it has to be checked again."""
    row = ROWS.fetch(uid, by)
    _check_days({**{name: getattr(row, name) for name in FIELDS}, **facts})
    fields = ROWS.update(row, facts, version)
    _write(row, UNCHECKED)
    trail.record(by, "people.qualification.updated", row, about=row.person_id, fields=fields)
    return row


@transaction.atomic
def check_qualification(uid: UUID, *, confirmed: bool, by: Actor) -> Qualification:
    """Say that somebody has checked a qualification, and whether it is true."""
    row = ROWS.fetch(uid, by)
    state = Qualification.Check.CONFIRMED if confirmed else Qualification.Check.REFUTED
    _write(row, {"check_state": state, "checked_by_id": by.user_id, "checked_on": by.today})
    trail.record(by, "people.qualification.checked", row, about=row.person_id, confirmed=confirmed)
    return row


@transaction.atomic
def remove_qualification(uid: UUID, *, by: Actor) -> None:
    """Take out a qualification."""
    row = ROWS.fetch(uid, by)
    trail.record(by, "people.qualification.removed", row, about=row.person_id)
    row.delete()


def _write(row: Qualification, values: dict[str, object]) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=["check_state", "checked_by", "checked_on"])


def _check_days(facts: dict[str, object]) -> None:
    names = ("started_on", "awarded_on", "expires_on")
    days = [str(facts[name]) for name in names if facts.get(name)]
    if days != sorted(days):
        raise NotValid(errors={"awarded_on": __("It cannot be awarded before it began or after it expired.")})
