"""Reads definitions, and the values of one record or of a page of records."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from tenure.foundation.access import Actor, policy_of
from tenure.foundation.ui.filters import date as words_of_day, money, number

from .access import SEE
from .hosts import Host, person_named
from .kinds import LISTS, Amount, Kind, Plain, from_json
from .models import ALWAYS, CustomField, CustomRow, CustomTable, CustomValue


@dataclass(frozen=True)
class Stretch:
    """A value, and the time for which it holds; ``None`` where the field has no dates."""

    uid: Any
    version: int
    text: str
    since: date | None
    until: date | None
    reason: str = ""
    why: str = ""


@dataclass(frozen=True)
class Told:
    """One field of one record as a page shows it: its value on the day, and its whole life."""

    field: CustomField
    value: Plain
    text: str
    version: int
    may_edit: bool
    now: Stretch | None = None
    past: tuple[Stretch, ...] = ()
    future: tuple[Stretch, ...] = ()


@dataclass(frozen=True)
class Line:
    """One row of a custom table as a page shows it."""

    uid: Any
    version: int
    cells: tuple[tuple[str, str], ...]
    values: dict[str, Plain]
    since: date | None
    until: date | None
    state: str


Wanted = Callable[[CustomField | CustomTable], bool]


def every(_one: CustomField | CustomTable) -> bool:
    """Want every definition."""
    return True


def fields_on(host: Host, *, retired: bool = False) -> list[CustomField]:
    """Give the fields of a kind of record, in two queries, or in one where there are none."""
    found = CustomField.objects.filter(host=host.code, table=None).prefetch_related("options")
    return list(found if retired else found.filter(retired=False))


def open_fields(host: Host, pk: int, by: Actor, *, edit: bool = False) -> dict[str, CustomField]:
    """Give the fields that the actor may see (and change) on one record, by code."""
    return {one.code: one for one in _open(host, pk, by, fields_on(host, retired=True), edit=edit)}


def open_tables(host: Host, pk: int, by: Actor, *, edit: bool = False) -> dict[str, CustomTable]:
    """Give the tables that the actor may see (and change) of one record, by code."""
    tables = CustomTable.objects.filter(host=host.code).prefetch_related("columns__options")
    return {one.code: one for one in _open(host, pk, by, list(tables), edit=edit)}


def _open(host: Host, pk: int, by: Actor, found: Sequence[Any], *, edit: bool) -> list[Any]:
    answers: dict[str, bool] = {}

    def reaches(code: str) -> bool:
        if code not in answers:
            answers[code] = by.holds(code) and host.reaches(by, code, pk)
        return answers[code]

    return [one for one in found if reaches(one.see) and (not edit or reaches(one.edit))]


def held_on(host: Host, by: Actor, day: date) -> QuerySet[Any]:
    """Give the values that the actor may see and that hold on a day."""
    rows: QuerySet[Any] = host.values.objects.allowed(by, SEE).filter(known_on(host, by, day))
    return rows.select_related("field", host.owner)


def known_on(host: Host, by: Actor, day: date) -> Q:
    """Say which values hold on a day; where the future may not be known, what holds today goes on."""
    if day <= by.today:
        return Q(valid__contains=day)
    plans = policy_of(host.values).rows(by, host.plan)
    return (plans & Q(valid__contains=day)) | (~plans & Q(valid__contains=by.today))


def values_of(host: Host, by: Actor, owners: Iterable[int], fields: Iterable[CustomField], day: date) -> Any:
    """Give by record and code what holds on a day, of fields that need no log; one query."""
    keys = [one.pk for one in fields]
    if not keys:
        return {}
    rows = held_on(host, by, day).filter(**{f"{host.owner}_id__in": list(owners)}, field_id__in=keys)
    out: dict[int, dict[str, Plain]] = {}
    for row in rows:
        out.setdefault(getattr(row, f"{host.owner}_id"), {})[row.field.code] = row.plain()
    return out


def found_by(host: Host) -> "Prefetch[Any]":
    """Fetch with records the values under which search finds them; `words_of` reads them."""
    owner: Any = host.values._meta.get_field(host.owner)
    return Prefetch(owner.related_query_name(), queryset=_searched(host), to_attr="found_by")


def words_of(host: Host, owner: Any) -> tuple[str, ...]:
    """Give the words under which search finds a record, in every language that its lists have."""
    rows = owner.found_by if hasattr(owner, "found_by") else _searched(host).filter(**{host.owner: owner})
    words: list[str] = []
    for row in rows:
        value = row.plain()
        for one in value if isinstance(value, tuple) else (value,):
            option = row.field.option(one) if row.field.kind in LISTS else None
            words += [option.label, *option.labels.values()] if option else [str(one or "")]
    return tuple(filter(None, words))


def _searched(host: Host) -> QuerySet[Any]:
    rows: QuerySet[Any] = host.values.objects.filter(field__searchable=True, field__retired=False)
    return rows.select_related("field").prefetch_related("field__options")


def told_fields(host: Host, owner: Any, by: Actor, day: date, only: Wanted = every) -> list[Told]:
    """Give every field of a record that the actor may see, with its life; retired ones only if filled."""
    editable = open_fields(host, owner.pk, by, edit=True)
    view = View(host, by, day, host.reaches(by, host.plan, owner.pk))
    rows: dict[int, list[CustomValue]] = {}
    seen = [one for one in open_fields(host, owner.pk, by).values() if only(one)]
    mine = host.values.objects.allowed(by, SEE).filter(**{host.owner: owner}, field__in=seen)
    for row in mine.select_related("field", host.owner).in_order():
        rows.setdefault(row.field_id, []).append(row)
    told = [view.field(one, rows.get(one.pk, []), one.code in editable) for one in seen]
    return [one for one in told if not one.field.retired or one.text or one.past]


def told_rows(host: Host, table: CustomTable, owner: Any, by: Actor, day: date) -> list[Line]:
    """Give the rows of a table of a record that the actor may see, the newest first."""
    view = View(host, by, day, host.reaches(by, host.plan, owner.pk))
    rows = host.rows.objects.allowed(by, SEE).filter(**{host.owner: owner}, table=table)
    return [view.line(one, table) for one in rows.select_related("table").order_by("-valid_from", "-pk")]


@dataclass(frozen=True)
class View:
    """What one actor sees of one record on one day; ``plans`` opens ends that lie ahead."""

    host: Host
    by: Actor
    day: date
    plans: bool

    def field(self, field: CustomField, rows: list[CustomValue], may_edit: object) -> Told:
        """Tell a field: the value of the day, and its life where it has dates."""
        held = next((one for one in rows if one.holds_on(self.day)), None)
        value = _plain(held, field)
        lives = [(one, self._stretch(one, field)) for one in rows] if field.dated else []
        return Told(
            field,
            value,
            in_words(field, value, self.by),
            sum(one.version for one in rows),
            bool(may_edit) and not field.retired,
            next((life for one, life in lives if one is held), None),
            tuple(life for one, life in reversed(lives) if one.valid_until and one.valid_until <= self.day),
            tuple(life for one, life in lives if one.valid_from > self.day),
        )

    def line(self, row: CustomRow, table: CustomTable) -> Line:
        """Tell a row of a table."""
        told = row.told()
        columns = [one for one in table.columns.all() if not one.retired or one.code in told]
        values = {one.code: from_json(one.kind, told.get(one.code)) for one in columns}
        cells = tuple((one.called, in_words(one, values[one.code], self.by)) for one in columns)
        until = self._end(row.valid_until)
        state = "past" if until and until <= self.day else "current"
        state = "future" if row.valid_from > self.day else state
        return Line(row.uid, row.version, cells, values, _since(row.valid_from), until, state)

    def _stretch(self, row: CustomValue, field: CustomField) -> Stretch:
        text = in_words(field, _plain(row, field), self.by) or "–"
        until, since = self._end(row.valid_until), _since(row.valid_from)
        return Stretch(row.uid, row.version, text, since, until, row.reason, row.why)

    def _end(self, end: date | None) -> date | None:
        return end if self.plans or (end and end <= self.by.today) else None


def _since(start: date) -> date | None:
    return None if start == ALWAYS else start


def _plain(row: CustomValue | None, field: CustomField) -> Plain:
    if row is None:
        return None
    row.field = field  # the one whose options were fetched
    return row.plain()


def in_words(field: CustomField, value: Plain, by: Actor) -> str:
    """Write a value for people; none is empty."""
    if value is None:
        return ""
    if field.kind == Kind.PERSON:
        return person_named(by, value) or ""
    if isinstance(value, tuple):
        return ", ".join(_option(field, one) for one in value)
    return _option(field, str(value)) if field.kind == Kind.CHOICE else _plainly(field, value)


def _plainly(field: CustomField, value: Any) -> str:
    match value:
        case bool():
            return _("Yes") if value else _("No")
        case Amount():
            return money(value.amount, value.currency)
        case date():
            return words_of_day(value)
        case str():
            return value
    return _figure(field, value)


def _figure(field: CustomField, value: Any) -> str:
    text = number(value.normalize() if hasattr(value, "normalize") else value)
    return f"{text} {field.unit}" if field.unit else text


def _option(field: CustomField, code: str) -> str:
    found = field.option(code)
    return str(found) if found else code


def state_of(told: Iterable[Told]) -> int:
    """Give the state of some fields: a number that every write of them raises."""
    return sum(one.version for one in told)
