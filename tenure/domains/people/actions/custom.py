"""What the fields and tables that HR made say of people."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from tenure.foundation.access import Actor
from tenure.foundation.audit import trail
from tenure.foundation.fields import keeping
from tenure.foundation.fields.access import EDIT
from tenure.foundation.fields.hosts import Host, host_of
from tenure.foundation.fields.keeping import When
from tenure.foundation.search import indexing

from ..models import Person, PersonRow, PersonValue

Span = tuple[date | None, date | None]


@transaction.atomic
def set_custom(
    person_uid: UUID,
    *,
    values: Mapping[str, Any],
    version: int | None = None,
    read: int | None = None,
    by: Actor,
) -> Person:
    """Write fields without dates that HR made, by their codes; only those named change.

    ``version`` is the state of these fields that a form was opened with, ``read`` the version of the
    person that a program read.
    """
    person = _person(person_uid, by)
    if read is not None and person.version != read:
        raise keeping.ValuesChanged
    codes = keeping.set_values(_host(), person, values, by=by, version=version)
    _touched(person)
    trail.record(by, "people.custom.updated", person, about=person, fields=codes)
    return person


@transaction.atomic
def change_custom(person_uid: UUID, *, code: str, value: Any, when: When, by: Actor) -> PersonValue:
    """From a day on, let a field that HR made say something else."""
    person = _person(person_uid, by)
    row: Any = keeping.change_value(_host(), person, code, value, when, by=by)
    _touched(person)
    trail.record(
        by, "people.custom.changed", row, about=person, reason=when.reason, on=when.on, fields=[code]
    )
    return row  # type: ignore[no-any-return]


@transaction.atomic
def correct_custom(
    value_uid: UUID, *, value: Any, why: str = "", version: int | None = None, by: Actor
) -> PersonValue:
    """Put right what a field that HR made said for its whole time."""
    row: Any = keeping.fetch_value(_host(), value_uid, by, version)
    right: Any = keeping.correct_value(_host(), row, value, by=by)
    _touched(row.person)
    trail.record(
        by, "people.custom.corrected", right, about=row.person_id, reason=why, fields=[row.field.code]
    )
    return right  # type: ignore[no-any-return]


@transaction.atomic
def rescind_custom(value_uid: UUID, *, why: str = "", version: int | None = None, by: Actor) -> None:
    """Take back what a field that HR made never said."""
    row: Any = keeping.fetch_value(_host(), value_uid, by, version)
    keeping.rescind_value(row)
    _touched(row.person)
    trail.record(by, "people.custom.rescinded", row, about=row.person_id, reason=why, fields=[row.field.code])


@transaction.atomic
def add_custom_row(
    person_uid: UUID, *, table: str, cells: Mapping[str, Any], span: Span = (None, None), by: Actor
) -> PersonRow:
    """Put a row into a table that HR made."""
    person = _person(person_uid, by)
    row: Any = keeping.add_row(_host(), person, table, cells, span, by=by)
    trail.record(by, "people.custom_row.added", row, about=person, table=table)
    return row  # type: ignore[no-any-return]


@transaction.atomic
def update_custom_row(
    uid: UUID, *, cells: Mapping[str, Any], span: Span | None = None, version: int | None = None, by: Actor
) -> PersonRow:
    """Change a row of a table that HR made; only the cells named change."""
    row: Any = keeping.fetch_row(_host(), uid, by, version)
    keeping.update_row(row, cells, span or (row.valid_from, row.valid_until), by=by)
    trail.record(
        by, "people.custom_row.updated", row, about=row.person_id, table=row.table.code, fields=sorted(cells)
    )
    return row  # type: ignore[no-any-return]


@transaction.atomic
def remove_custom_row(uid: UUID, *, version: int | None = None, by: Actor) -> None:
    """Take a row out of a table that HR made; its history stays."""
    row: Any = keeping.fetch_row(_host(), uid, by, version)
    trail.record(by, "people.custom_row.removed", row, about=row.person_id, table=row.table.code)
    row.delete()


def _host() -> Host:
    return host_of("person")


def _person(uid: UUID, by: Actor) -> Person:
    """Lock somebody of whom the actor may change anything that HR made."""
    codes = {one.permission for one in by.held if by.holds(one.permission)}
    mine = [one.edit for one in _host().classes.values() if one.edit in codes]
    mine += [code for code in codes if code.startswith(f"{EDIT}.")]
    for code in sorted(set(mine)):
        if Person.objects.allowed(by, code).filter(uid=uid).exists():
            break
    else:
        raise Person.DoesNotExist
    found: Person = Person.objects.select_for_update(no_key=True).get(uid=uid)
    return found


def _touched(person: Person) -> None:
    """Count the change on the person, whose entity tag covers these values, and index what is searched."""
    person.save(update_fields=[])
    indexing.index(person)
