"""Undated rows of a staff file: added, updated, removed."""

from collections.abc import Iterable, Mapping
from typing import Generic, Protocol, TypeVar
from uuid import UUID

from tenure.foundation.access import Actor
from tenure.foundation.records.models import Record

from ..models import Person
from ._checks import Check, Fetch


class OfAPerson(Protocol):
    """Something that belongs to one person."""

    person_id: int


R = TypeVar("R", bound=Record)


class File(Generic[R]):
    """The rows of one model, written by those who hold one permission over the person."""

    def __init__(self, model: type[R], permission: str, fields: Iterable[str]) -> None:
        self.model = model
        self.permission = permission
        self.fields = frozenset(fields)

    def add(self, person: Person, facts: Mapping[str, object], **more: object) -> R:
        """Put a row into a person's file."""
        row = self.model(person=person, **Check.facts(self.model, facts, self.fields), **more)
        row.save()
        return row

    def update(self, row: R, facts: Mapping[str, object], version: int | None, **more: object) -> list[str]:
        """Change a row; give the names of the fields that differ."""
        Check.version(row, version, facts)
        clean = Check.differs(row, {**Check.facts(self.model, facts, self.fields), **more})
        for name, value in clean.items():
            setattr(row, name, value)
        row.save(update_fields=list(clean))
        return sorted(clean)

    def person(self, uid: UUID, by: Actor) -> Person:
        """Fetch and lock the person whose file it is."""
        return Fetch.person(uid, self.permission, by)

    def fetch(self, uid: UUID, by: Actor) -> R:
        """Fetch and lock a row."""
        return Fetch.row(self.model, uid, self.permission, by)
