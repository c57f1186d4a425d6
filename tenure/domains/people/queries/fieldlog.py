"""What was changed in a person's file, field by field: old and new, who, when, why, from where."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import ForeignKey
from django.utils.translation import gettext as _, gettext_lazy as _lazy

from tenure.domains.organisation.models import Unit
from tenure.domains.organisation.queries import unit_names
from tenure.foundation.access import Actor
from tenure.foundation.audit import changes, trail
from tenure.foundation.audit.models import Entry
from tenure.foundation.audit.queries import about_person
from tenure.foundation.refusal import NotThere
from tenure.foundation.ui.filters import date as words_of_day, moment, number

from ..models import Person
from .merging import closed_into
from .profile import Profile, profile
from .sections import PARTS, Part

MOST = 200
AUDIT = "audit.view"
ALSO = {
    "valid_from": _lazy("From"),
    "valid_until": _lazy("Until (not included)"),
    "number_sealed": _lazy("Number"),
    "account_sealed": _lazy("Account number"),
}


@dataclass(frozen=True)
class FieldStep:
    """One field, before and after, in words."""

    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Step:
    """One change of a record, or an act whose values are not open to the reader."""

    what: str
    act: str
    at: datetime
    fields: tuple[FieldStep, ...]
    who: str
    why: str
    channel: str
    entry: int | None


@transaction.atomic
def field_history(by: Actor, person_uid: UUID) -> list[Step]:
    """Give the newest 200 changes of a file; values only of the classes that the reader may see."""
    found = profile(by, person_uid, show=())
    if not found.may(AUDIT):
        raise NotThere
    parts = [PARTS[code] for code in found.codes]
    told = [(part, one) for part in parts for one in _seen(by, found, part)]
    told = sorted(told, key=lambda pair: pair[1].at, reverse=True)[:MOST]
    logged = {part.code for part, _one in told if part.is_logged}
    if logged:
        trail.viewed(by, "people.history", found.person, about=found.person.pk, fields=logged)
    shown = {one.entry.pk for _part, one in told if one.entry}
    others = [one for one in about_person(by, found.person.pk)[:MOST] if one.pk not in shown]
    names = called([one.entry for _part, one in told if one.entry] + others)
    steps = [*steps_of(told, names, by.today), *(_closed(one, names) for one in others)]
    return sorted(steps, key=lambda step: step.at, reverse=True)[:MOST]


def _seen(by: Actor, found: Profile, part: Part) -> list[changes.Change]:
    """Leave out the notes that the reader may not read, and what lies ahead from who does not plan."""
    made = _changes(part, found.person.pk)
    if part.code == "notes":
        readable = set(part.found(by, found.person.pk).values_list("pk", flat=True))
        return [one for one in made if one.row_id in readable]
    if not part.is_dated or found.may("people.plan"):
        return made
    return [_without_ends(one, by.today) for one in made if one.values["valid_from"] <= by.today]


def _without_ends(one: changes.Change, today: date) -> changes.Change:
    """Leave out an end that lies ahead, set or taken back."""

    def is_ahead(field: changes.FieldChange) -> bool:
        return field.name == "valid_until" and any(day and day > today for day in (field.old, field.new))

    return replace(one, fields=tuple(field for field in one.fields if not is_ahead(field)))


def _changes(part: Part, person_id: int) -> list[changes.Change]:
    people = [person_id, *closed_into(person_id)]
    if part.code != "terms":
        return changes.of_rows(part.model, person_id__in=people)
    contracts = PARTS["employment"].model._default_manager.filter(person_id__in=people)
    return changes.of_rows(part.model, employment_id__in=contracts.values("pk"))


def called(entries: Iterable[Entry]) -> dict[int, str]:
    """Name the people who acted, by key."""
    keys = {one.actor_person_id for one in entries if one.actor_person_id}
    return {one.pk: one.called for one in Person.objects.filter(pk__in=keys)}


def steps_of(told: list[tuple[Part, changes.Change]], people: dict[int, str], day: date) -> Iterator[Step]:
    """Tell changes in words; ``people`` are the names of who acted."""
    names = _names(told, day)
    for part, one in told:
        told_fields = (_field(part, change, names) for change in one.fields if _is_told(part, change.name))
        fields = tuple(field for field in told_fields if field.old or field.new)
        if not fields and one.act == "update":
            continue
        yield Step(
            what=str(part.label),
            act=one.act,
            at=one.at,
            fields=fields,
            who=_who(one.entry, people),
            why=(one.entry.reason if one.entry else "") or str(one.values.get("why") or ""),
            channel=one.entry.channel if one.entry else "",
            entry=one.entry.pk if one.entry else None,
        )


def _closed(entry: Entry, called: dict[int, str]) -> Step:
    what = " ".join(entry.verb.split(".")[-2:]).replace("_", " ").capitalize()
    return Step(what, "", entry.at, (), _who(entry, called), entry.reason, entry.channel, entry.pk)


def _who(entry: Entry | None, called: dict[int, str]) -> str:
    if entry is None:
        return ""
    return called.get(entry.actor_person_id or 0, "") or entry.actor_label or _("an account")


def _column(part: Part, attname: str) -> Any:
    return next((f for f in part.model._meta.concrete_fields if f.attname == attname), None)


def _is_told(part: Part, attname: str) -> bool:
    column = _column(part, attname)
    return column is not None and (column.name in part.labels or column.name in ALSO)


def _names(told: list[tuple[Part, changes.Change]], day: date) -> dict[tuple[type, int], str]:
    """Name the records that old and new values point to, one query a model."""
    wanted: dict[type, set[int]] = {}
    for part, one in told:
        for change in one.fields:
            column = _column(part, change.name)
            if isinstance(column, ForeignKey):
                keys = wanted.setdefault(column.related_model, set())
                keys.update(key for key in (change.old, change.new) if key)
    found: dict[tuple[type, int], str] = {}
    units = unit_names(wanted.pop(Unit, set()), day=day)
    found |= {(Unit, pk): name for pk, (_uid, name) in units.items()}
    for model, keys in wanted.items():
        rows = model._default_manager.in_bulk(keys)  # type: ignore[attr-defined]
        found |= {(model, pk): str(row) for pk, row in rows.items()}
    return found


def _field(part: Part, change: changes.FieldChange, names: dict[tuple[type, int], str]) -> FieldStep:
    column = _column(part, change.name)
    name = column.name if column else change.name
    label = str(part.labels.get(name) or ALSO[name])
    return FieldStep(label, _words(column, change.old, names), _words(column, change.new, names))


def _words(column: Any, value: Any, names: dict[tuple[type, int], str]) -> str:
    if value is None or value == "":
        return ""
    if isinstance(column, ForeignKey):
        return names.get((column.related_model, value), str(value))
    if isinstance(value, bytes | memoryview):
        return _("sealed")
    if column is not None and column.choices:
        return str(dict(column.flatchoices).get(value, value))
    return _plain(value)


def _plain(value: Any) -> str:
    match value:
        case bool():
            return _("Yes") if value else _("No")
        case datetime():
            return moment(value)
        case date():
            return words_of_day(value)
        case Decimal():
            return number(value)
        case list():
            return ", ".join(map(str, value))
    return str(value)
