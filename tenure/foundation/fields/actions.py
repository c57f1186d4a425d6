"""Makes fields and tables, changes what they take, retires them. Never deletes one that holds values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as __, gettext_lazy as _

from tenure.foundation.access import Actor, require
from tenure.foundation.audit import trail
from tenure.foundation.refusal import Clash, Refused

from . import jobs, previews
from .access import CONFIGURE
from .defining import NotADefinition, checked, fresh_code, set_rights
from .hosts import Host, host_of
from .kinds import Kind
from .lists import Roles, drop_list, keep_list
from .models import CustomField, CustomOption, CustomTable

LOCKED: Final = ("kind", "level", "own_list", "table")
FACTS: Final = (
    "label", "labels", "help_text", "kind", "unit", "required", "searchable", "least", "most", "earliest",
    "latest", "longest", "mask", "level", "own_list", "dated", "order",
)  # fmt: skip
TABLE_FACTS: Final = ("label", "labels", "help_text", "level", "own_list", "dated", "order")


class HasValues(Refused):
    message = _("There are values already, so {what} cannot change. Retire this one and make another.")


class NoLongerFits(Refused):
    message = _("{count} have values that would no longer be allowed, among them: {names}.")


class NotYoursToNarrow(Refused):
    message = _(
        "There are values that your roles do not show you, so the rule cannot be checked against them. "
        "Somebody who sees the values has to change it."
    )


class DefinitionChanged(Clash):
    message = _("Somebody changed this while you had it open. Compare both, then decide.")


@dataclass(frozen=True)
class Choice:
    """One option as somebody wants it; without a code it is new."""

    label: str
    code: str = ""
    retired: bool = False
    labels: Mapping[str, str] | None = None


@transaction.atomic
def make_field(
    host: str,
    *,
    table: UUID | None = None,
    code: str = "",
    options: Sequence[Choice] = (),
    roles: Roles | None = None,
    by: Actor,
    **facts: Any,
) -> CustomField:
    """Make a field on a kind of record, or a column of a table."""
    require(by, CONFIGURE)
    place = host_of(host)
    above = CustomTable.objects.select_for_update().get(uid=table, host=host) if table else None
    field = CustomField(host=host, table=above, **_known(facts, FACTS))
    field.code = fresh_code(CustomField, host, above, code or field.label)
    checked(field, place)
    set_rights(field, place)
    field.save()
    _keep_options(place, field, options)
    keep_list(field, place, roles, by)
    trail.record(by, "fields.field.made", field, path=field.path, fields=sorted(facts))
    return field


@transaction.atomic
def change_field(
    uid: UUID,
    *,
    version: int | None = None,
    accept: bool = False,
    options: Sequence[Choice] | None = None,
    roles: Roles | None = None,
    by: Actor,
    **facts: Any,
) -> CustomField:
    """Change what a field is called and takes; ``accept`` keeps values that no longer fit as they are."""
    field: CustomField = _fetch(CustomField, uid, by, version)
    host = host_of(field.host)
    before = CustomField.objects.get(pk=field.pk)
    _set(field, _known(facts, FACTS))
    checked(field, host)
    if previews.has_values(host, field):
        _check_there(host, before, field, by, accept=accept)
    set_rights(field, host)
    field.save()
    if options is not None:
        _keep_options(host, field, options)
    keep_list(field, host, roles, by)
    if before.searchable or field.searchable:
        jobs.index_anew(field)
    trail.record(by, "fields.field.changed", field, path=field.path, fields=sorted(facts))
    return field


@transaction.atomic
def make_table(
    host: str, *, code: str = "", roles: Roles | None = None, by: Actor, **facts: Any
) -> CustomTable:
    """Make a table of which a record can have several rows."""
    require(by, CONFIGURE)
    place = host_of(host)
    table = CustomTable(host=host, **_known(facts, TABLE_FACTS))
    table.code = fresh_code(CustomTable, host, None, code or table.label)
    checked(table, place)
    set_rights(table, place)
    table.save()
    keep_list(table, place, roles, by)
    trail.record(by, "fields.table.made", table, path=table.path, fields=sorted(facts))
    return table


@transaction.atomic
def change_table(
    uid: UUID, *, version: int | None = None, roles: Roles | None = None, by: Actor, **facts: Any
) -> CustomTable:
    """Change what a table is called, and who sees it."""
    table: CustomTable = _fetch(CustomTable, uid, by, version)
    host = host_of(table.host)
    before = CustomTable.objects.get(pk=table.pk)
    _set(table, _known(facts, TABLE_FACTS))
    checked(table, host)
    if previews.has_values(host, table):
        _refuse_locked(before, table, ("level", "own_list", "dated"))
    set_rights(table, host)
    table.save()
    for column in table.columns.all():
        set_rights(column, host)
        column.save()
    keep_list(table, host, roles, by)
    trail.record(by, "fields.table.changed", table, path=table.path, fields=sorted(facts))
    return table


@transaction.atomic
def retire(kind: type[CustomField] | type[CustomTable], uid: UUID, *, retired: bool = True, by: Actor) -> Any:
    """Take a definition out of forms and lists, or back in; what it holds stays."""
    one = _fetch(kind, uid, by, None)
    one.retired = retired
    one.save(update_fields=["retired"])
    if isinstance(one, CustomField) and one.searchable:
        jobs.index_anew(one)
    verb = "retired" if retired else "restored"
    trail.record(by, f"fields.{_word(one)}.{verb}", one, path=one.path)
    return one


@transaction.atomic
def remove(
    kind: type[CustomField] | type[CustomTable], uid: UUID, *, version: int | None = None, by: Actor
) -> None:
    """Delete a definition under which nothing was ever kept."""
    one = _fetch(kind, uid, by, version)
    host = host_of(one.host)
    if previews.has_values(host, one):
        raise HasValues(what=__("its removal"))
    drop_list(one)
    trail.record(by, f"fields.{_word(one)}.removed", one, path=one.path)
    one.delete()


def _word(one: CustomField | CustomTable) -> str:
    return "field" if isinstance(one, CustomField) else "table"


def _fetch(kind: Any, uid: UUID, by: Actor, version: int | None) -> Any:
    require(by, CONFIGURE)
    one = kind.objects.select_for_update(of=("self",)).get(uid=uid)
    if version is not None and one.version != version:
        raise DefinitionChanged
    return one


def _known(facts: Mapping[str, Any], names: Sequence[str]) -> dict[str, Any]:
    strange = {name: __("There is no such field.") for name in facts if name not in names}
    if strange:
        raise NotADefinition(errors=strange)
    return dict(facts)


def _set(one: Any, facts: Mapping[str, Any]) -> None:
    for name, value in facts.items():
        setattr(one, name, value)


def _check_there(host: Host, before: CustomField, after: CustomField, by: Actor, *, accept: bool) -> None:
    """Hold a changed definition against the values that are there."""
    _refuse_locked(before, after, LOCKED)
    if before.dated and not after.dated:
        raise HasValues(what=__("dates"))
    if not previews.narrows(before, after):
        return
    if not previews.sees_all(before.see, by):
        raise NotYoursToNarrow
    found = previews.misfits(host, after)
    if found.count and not accept:
        raise NoLongerFits(count=found.count, names=", ".join(found.named))


def _refuse_locked(before: Any, after: Any, names: Sequence[str]) -> None:
    told = {
        "kind": __("the kind"),
        "level": __("the class"),
        "own_list": __("the class"),
        "dated": __("dates"),
    }
    for name in names:
        if getattr(before, name) != getattr(after, name):
            raise HasValues(what=told.get(name, name))


def _keep_options(host: Host, field: CustomField, wanted: Sequence[Choice]) -> None:
    there = {one.code: one for one in field.options.all()}
    kept: set[str] = set()
    for place, said in enumerate(wanted):
        option = there.get(said.code) or _new_option(field, said, {*there, *kept})
        option.label, option.order, option.retired = said.label.strip(), place, said.retired
        if said.labels is not None:
            option.labels = dict(said.labels)
        option.save()
        kept.add(option.code)
    for code in there.keys() - kept:
        _drop_option(host, field, there[code])
    if field.kind in (Kind.CHOICE, Kind.CHOICES) and not field.options.filter(retired=False).exists():
        raise NotADefinition(errors={"options": __("A list needs at least one option.")})


def _new_option(field: CustomField, said: Choice, taken: set[str]) -> CustomOption:
    if not said.label.strip():
        raise NotADefinition(errors={"options": __("An option needs a label.")})
    code = fresh_code(CustomOption, "", None, said.code or said.label, taken)
    return CustomOption(field=field, code=code)


def _drop_option(host: Host, field: CustomField, option: CustomOption) -> None:
    if previews.chosen(host, field, option.code):
        option.retired = True
        option.save(update_fields=["retired"])
    else:
        option.delete()
