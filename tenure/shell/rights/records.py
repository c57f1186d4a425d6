"""The records that can be asked about: every list of the API, and the parts of a person's file."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from tenure.domains.organisation.api.resources import RESOURCES as ORGANISATION
from tenure.domains.organisation.web.kinds import KINDS
from tenure.domains.people.api.resources import RESOURCES as PEOPLE
from tenure.domains.people.models import Note, Person
from tenure.domains.people.queries.sections import PARTS, Part
from tenure.foundation.access import Actor
from tenure.foundation.http.api import Resource
from tenure.foundation.identity.permissions import permission_of
from tenure.foundation.refusal import NotThere

from .readers import Line, lines, ways_to

DIRECTORY = "people.directory"
OWNED: Final = {"unit": "units", "position": "positions"}
organisation_kinds: Final[dict[str, type[Model]]] = {one.key: one.model for one in KINDS}


@dataclass(frozen=True)
class Readers:
    """Who can see one part of a record, in words."""

    code: str
    label: str
    permission: str
    sensitivity: str
    lines: tuple[Line, ...]


def kinds() -> dict[str, Resource]:
    """Give every kind of record by its name in the API."""
    return {one.name: one for one in (*ORGANISATION, *PEOPLE)}


def readers(by: Actor, kind: str, uid: UUID, *, part: str = "") -> tuple[Any, list[Readers]]:
    """Say who can see a record that the asker sees too: of a person, part by part.

    ``unit`` and ``position`` are asked for by their own key, and explained by their facts of today.
    """
    resource, column = _resource(kind)
    rows = resource.rows(by).filter(**{column: uid})
    row = (rows if column == "uid" else rows.filter(valid__contains=by.today)).first()
    if row is None:
        raise NotThere
    if isinstance(row, Person):
        return row, _of_person(by, row, part)
    if part:
        raise NotThere
    return row, [_readers(by, kind, str(row._meta.verbose_name), row, resource.permission)]


def _resource(kind: str) -> tuple[Resource, str]:
    """Find a kind by its name in the API, or by that of its page."""
    known = kinds()
    if kind in OWNED:
        return known[OWNED[kind]], f"{kind}__uid"
    page = organisation_kinds.get(kind)
    found = known.get(kind) or next((one for one in known.values() if page and one.model is page), None)
    if found is None:
        raise NotThere
    return found, "uid"


def _of_person(by: Actor, person: Person, part: str) -> list[Readers]:
    whole = [_readers(by, "directory", str(_("Directory")), person, DIRECTORY)]
    for code, one in PARTS.items():
        if part in ("", code):
            whole += _of_part(by, person, one)
    shown = [one for one in whole if part in ("", one.code)]
    if not shown:
        raise NotThere
    return shown


def _of_part(by: Actor, person: Person, part: Part) -> list[Readers]:
    """Explain a part by the row that holds today, or the last; notes by their visibility."""
    found = list(part.found(by, person.pk))
    if not found:
        return []
    if part.model is Note:
        return _of_notes(by, part, found)
    row = next((one for one in found if part.is_dated and one.holds_on(by.today)), found[-1])
    return [_readers(by, part.code, str(part.label), row, part.permission)]


def _of_notes(by: Actor, part: Part, found: Sequence[Note]) -> list[Readers]:
    by_level = {one.visibility: one for one in found}
    return [
        _readers(by, part.code, str(permission_of(f"notes.view_{level}").label), row, "notes.view")
        for level, row in by_level.items()
    ]


def _readers(by: Actor, code: str, label: str, row: Model, permission: str) -> Readers:
    told = tuple(lines(by, ways_to(row, permission, by.today)))
    sensitivity = type(row).sensitivity.value  # type: ignore[attr-defined]
    return Readers(code, label, permission, sensitivity, told)
