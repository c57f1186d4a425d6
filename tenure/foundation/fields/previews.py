"""What the change of a definition would do to the values that are there."""

from dataclasses import dataclass
from typing import Any, Final

from tenure.foundation.access import Actor

from .checks import unfit
from .hosts import Host
from .models import CustomField, CustomTable

BOUNDS: Final = ("least", "most", "earliest", "latest", "longest", "mask")
NAMED: Final = 10


@dataclass(frozen=True)
class Misfits:
    """How many records have values that a new rule would not take, and the first of them by name."""

    count: int = 0
    named: tuple[str, ...] = ()


def narrows(before: CustomField, after: CustomField) -> bool:
    """Say whether a bound differs, so that values may no longer fit."""
    return any(getattr(before, name) != getattr(after, name) for name in BOUNDS)


def sees_all(see: str, by: Actor) -> bool:
    """Say whether the actor sees the values of every record: a count would tell others what they are."""
    return any(scope == "everyone" for scope, _targets in by.grants(see))


def misfits(host: Host, field: CustomField) -> Misfits:
    """Find the values, past and to come included, that the field would no longer take."""
    if field.table_id:
        return Misfits()
    rows = host.values.objects.filter(field_id=field.pk).select_related(host.owner)
    found: dict[int, str] = {}
    for row in rows.iterator(chunk_size=2000):
        row.field = field
        if not row.is_blank and unfit(field, row.plain()):
            found.setdefault(row.owner.pk, str(row.owner))
    return Misfits(len(found), tuple(sorted(found.values())[:NAMED]))


def has_values(host: Host, one: CustomField | CustomTable) -> bool:
    """Say whether anything is kept under a definition: rows of the past included."""
    if isinstance(one, CustomTable):
        return bool(host.rows.objects.filter(table=one).exists())
    if one.table_id:
        return bool(host.rows.objects.filter(table_id=one.table_id).exists())
    return bool(host.values.objects.filter(field=one).exists())


def chosen(host: Host, field: CustomField, code: str) -> bool:
    """Say whether an option stands in some value or cell."""
    if field.table_id:
        return has_values(host, field)
    mine = host.values.objects.filter(field=field)
    if field.is_sealed:
        return bool(mine.exists())
    where: dict[str, Any] = {"text": code} if field.kind == "choice" else {"codes__contains": [code]}
    return bool(mine.filter(**where).exists())
