"""What fields and tables that HR made say of people, as far as the viewer may see them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.db import transaction

from tenure.foundation.access import Actor
from tenure.foundation.audit import trail
from tenure.foundation.fields import queries as fields
from tenure.foundation.fields.hosts import Host, host_of
from tenure.foundation.fields.kinds import as_json
from tenure.foundation.fields.models import CustomField, CustomTable
from tenure.foundation.fields.queries import Line, Told, Wanted, every

from ..models import Person


@dataclass(frozen=True)
class Group:
    """Fields that the same permission opens."""

    see: str
    level: str
    label: str
    own_list: bool
    fields: tuple[Told, ...]

    @property
    def plain(self) -> list[Told]:
        """Those without dates: edited together."""
        return [one for one in self.fields if not one.field.dated]

    @property
    def dated(self) -> list[Told]:
        """Those with dates: changed one by one."""
        return [one for one in self.fields if one.field.dated]

    @property
    def may_edit(self) -> bool:
        return any(one.may_edit for one in self.plain)


@dataclass(frozen=True)
class Sheet:
    """One table of one person."""

    table: CustomTable
    lines: tuple[Line, ...]
    may_edit: bool


@dataclass(frozen=True)
class Custom:
    """Everything that HR made and that the viewer may see of one person."""

    groups: tuple[Group, ...]
    sheets: tuple[Sheet, ...]


def host() -> Host:
    """Give people as a kind of record that carries fields."""
    return host_of("person")


def has_custom(found: Any) -> bool:
    """Say whether HR made anything that this viewer may see of this person."""
    opening = found.permissions
    made = [one.see for one in fields.fields_on(host())]
    made += CustomTable.objects.filter(host="person", retired=False).values_list("see", flat=True)
    return any(see in opening for see in made)


@transaction.atomic
def custom(by: Actor, person: Person, *, day: date, only: Wanted = every) -> Custom:
    """Give what HR made of one person; ``only`` says which definitions.

    Reading what is logged is written down, one line for all.
    """
    told = sorted(fields.told_fields(host(), person, by, day, only), key=lambda one: one.field.see)
    groups = [_group(see, list(some)) for see, some in groupby(told, key=lambda one: one.field.see)]
    editable = fields.open_tables(host(), person.pk, by, edit=True)
    sheets = [
        Sheet(table, tuple(lines), code in editable and not table.retired)
        for code, table in fields.open_tables(host(), person.pk, by).items()
        if only(table) and ((lines := fields.told_rows(host(), table, person, by, day)) or not table.retired)
    ]
    _log(by, person, told, sheets)
    order = {one.value: place for place, one in enumerate(host().classes)}
    return Custom(tuple(sorted(groups, key=lambda one: (order[one.level], one.see))), tuple(sheets))


def _group(see: str, told: list[Told]) -> Group:
    first = told[0].field
    told = sorted(told, key=lambda one: (one.field.order, one.field.called))
    return Group(see, first.level, first.called if first.own_list else "", first.own_list, tuple(told))


def _log(by: Actor, person: Person, told: list[Told], sheets: list[Sheet]) -> None:
    whole = person.pk in by.broken_into
    shown = [one.field for one in told if one.text or one.past or one.future]
    seen = [one.code for one in shown if whole or one.is_logged]
    seen += [one.table.code for one in sheets if (whole or one.table.is_logged) and one.lines]
    if seen:
        trail.viewed(by, "people.custom", person, about=person, fields=seen)


def listed_fields() -> list[CustomField]:
    """Give the fields that lists can show: those whose reading is not logged."""
    return [one for one in fields.fields_on(host()) if not one.is_logged]


def customs_of(by: Actor, keys: Iterable[int], made: Sequence[CustomField], day: date) -> Mapping[int, Any]:
    """Give by person and code what holds on a day, of fields that need no log; one query."""
    found: Mapping[int, Any] = fields.values_of(host(), by, keys, made, day)
    return found


def attach_custom(rows: Sequence[Any], by: Actor, day: date) -> None:
    """Hang onto people what HR made, by code, as JSON: what holds on the day and may be seen.

    Classes whose reading is logged have a list of their own, as pay has.
    """
    found = customs_of(by, [row.pk for row in rows], listed_fields(), day)
    for row in rows:
        told = found.get(row.pk, {})
        row.custom = {code: as_json(value) for code, value in told.items() if value is not None}


def log_custom(rows: Sequence[Any], by: Actor, codes: set[str]) -> None:
    """Write down that these values or rows, of the fields or tables with these codes, were read."""
    if rows:
        about = {row.person_id for row in rows}
        trail.viewed(by, "people.custom", rows, about=about, fields=codes)
