"""Writes values and rows. Domains' verbs call this inside their transaction, and write the trail.

Whoever calls has locked the record that the values are about.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as __, gettext_lazy as _

from tenure.foundation.access import Actor
from tenure.foundation.effective import acts
from tenure.foundation.refusal import Clash, NotThere, Refused

from .access import EDIT
from .checks import Unfit, clean
from .hosts import Host
from .kinds import EMPTY, Plain, as_json
from .models import ALWAYS, CustomField, CustomRow, CustomTable, CustomValue
from .queries import open_fields, open_tables


class ValuesUnfit(Refused):
    message = _("Some of this cannot be kept. Look at the marked fields.")


class NothingNew(Refused):
    message = _("This is what is there already, so there is nothing to change.")


class ValuesChanged(Clash):
    message = _("Somebody changed this while you had it open. Compare both, then decide.")


@dataclass(frozen=True)
class When:
    """From when something holds, and why."""

    on: date
    reason: str = ""
    why: str = ""


def set_values(
    host: Host, owner: Any, given: Mapping[str, Any], *, by: Actor, version: int | None = None
) -> list[str]:
    """Write undated values, all errors at once; give the codes of those that differ.

    ``version`` is the state (``queries.state_of``) of these fields when they were read.
    """
    fields = _fields(host, owner, given, by)
    _refuse({code: __("This one has dates: say from when.") for code, one in fields.items() if one.dated})
    values = _cleaned(fields, given, by)
    rows = _rows(host, owner, fields.values())
    if version is not None and version != sum(one.version for one in rows.values()):
        raise ValuesChanged
    changed = [code for code, one in fields.items() if _differs(rows.get(one.pk), values[code])]
    if not changed:
        raise NothingNew
    for code in changed:
        row = rows.get(fields[code].pk) or _fresh(host, owner, fields[code], ALWAYS)
        row.keep(values[code])
        row.save()
    return changed


def change_value(host: Host, owner: Any, code: str, given: Any, when: When, *, by: Actor) -> CustomValue:
    """From a day on, let another value hold; the first one begins with it."""
    field = _fields(host, owner, {code: given}, by)[code]
    if not field.dated:
        raise ValuesUnfit(errors={code: __("This one has no dates.")})
    value = _cleaned({code: field}, {code: given}, by)[code]
    mine = host.values.objects.filter(**{host.owner: owner}, field=field)
    held = mine.as_of(when.on).first()
    if held is None:
        later = mine.filter(valid_from__gt=when.on).in_order().first()
        fresh = _fresh(host, owner, field, when.on, later.valid_from if later else None)
        fresh.reason, fresh.why = when.reason, when.why
        fresh.keep(value)
        begun: CustomValue = acts.begin(fresh)
        return begun
    if not _differs(held, value):
        raise NothingNew
    stamp = {"reason": when.reason, "why": when.why}
    changed: CustomValue = acts.change_from(held, when.on, stamp=stamp, **_facts(host, owner, field, value))
    return changed


def fetch_value(host: Host, uid: UUID, by: Actor, version: int | None = None) -> CustomValue:
    """Fetch a value that the actor may change, its record locked."""
    reachable = host.values.objects.allowed(by, EDIT)
    acts.lock_owner(reachable.get(uid=uid))
    row: CustomValue = reachable.select_related("field", host.owner).get(uid=uid)
    if version is not None and row.version != version:
        raise ValuesChanged
    return row


def correct_value(host: Host, row: CustomValue, given: Any, *, by: Actor) -> CustomValue:
    """Put right a value that was wrong for its whole time."""
    value = _cleaned({row.field.code: row.field}, {row.field.code: given}, by)[row.field.code]
    if not _differs(row, value):
        raise NothingNew
    return acts.correct(row, **_facts(host, row.owner, row.field, value))


def rescind_value(row: CustomValue) -> None:
    """Take back a value that never was."""
    acts.rescind(row)


def add_row(
    host: Host,
    owner: Any,
    code: str,
    cells: Mapping[str, Any],
    span: tuple[date | None, date | None],
    *,
    by: Actor,
) -> CustomRow:
    """Put a row into a custom table of a record."""
    table = open_tables(host, owner.pk, by, edit=True).get(code)
    if table is None or table.retired:
        raise ValuesUnfit(errors={"table": __("There is no such table, or it is not yours to change.")})
    row = host.rows(table=table, **{host.owner: owner})
    _lay(row, cells, span, by)
    row.save()
    return row


def fetch_row(host: Host, uid: UUID, by: Actor, version: int | None = None) -> CustomRow:
    """Fetch and lock a row that the actor may change."""
    reachable = host.rows.objects.allowed(by, EDIT).select_related("table", host.owner)
    row: CustomRow = reachable.select_for_update(no_key=True, of=("self",)).get(uid=uid)
    if version is not None and row.version != version:
        raise ValuesChanged
    return row


def update_row(
    row: CustomRow, cells: Mapping[str, Any], span: tuple[date | None, date | None], *, by: Actor
) -> CustomRow:
    """Write the cells that are named, and when the row holds."""
    there = row.told()
    _lay(row, {**there, **cells}, span, by)
    row.save()
    return row


def _lay(row: CustomRow, cells: Mapping[str, Any], span: tuple[date | None, date | None], by: Actor) -> None:
    start, end = span
    columns = {one.code: one for one in row.table.columns.prefetch_related("options") if not one.retired}
    kept = {code: value for code, value in row.told().items() if code not in columns} if row.pk else {}
    named = {code: cells.get(code) for code in columns}
    strange = {
        code: __("There is no such column.") for code in cells if code not in columns and code not in kept
    }
    _refuse(strange)
    values = _cleaned(columns, named, by)
    row.valid_from, row.valid_until = _span(row.table, start, end)
    row.keep({**kept, **{code: as_json(value) for code, value in values.items() if value is not None}})


def _span(table: CustomTable, start: date | None, end: date | None) -> tuple[date, date | None]:
    if not table.dated:
        return ALWAYS, None
    if start is None:
        raise ValuesUnfit(errors={"valid_from": __("This is required.")})
    if end is not None and end <= start:
        raise ValuesUnfit(errors={"valid_until": __("The last day lies before the first.")})
    return start, end


def _fields(host: Host, owner: Any, given: Mapping[str, Any], by: Actor) -> dict[str, CustomField]:
    known = open_fields(host, owner.pk, by, edit=True)
    words = __("There is no such field, or it is not yours to change.")
    _refuse({code: words for code in given if code not in known or known[code].retired})
    if not given:
        raise NotThere
    return {code: known[code] for code in given}


def _cleaned(fields: Mapping[str, CustomField], given: Mapping[str, Any], by: Actor) -> dict[str, Plain]:
    values: dict[str, Plain] = {}
    errors: dict[str, str] = {}
    for code, field in fields.items():
        try:
            values[code] = clean(field, given[code], by)
        except Unfit as told:
            errors[code] = str(told)
    _refuse(errors)
    return values


def _refuse(errors: Mapping[str, str]) -> None:
    if errors:
        raise ValuesUnfit(errors=errors)


def _rows(host: Host, owner: Any, fields: Any) -> dict[int, CustomValue]:
    keys = [one.pk for one in fields]
    found = host.values.objects.filter(**{host.owner: owner}, field_id__in=keys, valid_from=ALWAYS)
    return {one.field_id: one for one in found.select_related("field", host.owner)}


def _differs(row: CustomValue | None, value: Plain) -> bool:
    return value != (row.plain() if row is not None else None)


def _fresh(host: Host, owner: Any, field: CustomField, start: date, end: date | None = None) -> CustomValue:
    return host.values(field=field, valid_from=start, valid_until=end, **{host.owner: owner})


def _facts(host: Host, owner: Any, field: CustomField, value: Plain) -> dict[str, Any]:
    row = _fresh(host, owner, field, ALWAYS)
    row.keep(value)
    return {name: getattr(row, name) for name in EMPTY}
