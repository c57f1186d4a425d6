"""Seals every value anew with a new data key while Tenure runs, then destroys the old key.

Whoever keeps an old backup and every key file still cannot open it once the old data key is gone from
the database: that is how sealed values are erased from copies that nobody can reach any more.
History keeps its shape: equal seals stay equal, so that nothing looks changed that was not.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db import OperationalError, connection, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from tenure.foundation.audit.history import is_tracked, past_of
from tenure.foundation.postgres.roles import quoted
from tenure.foundation.refusal import Refused

from . import wrapping
from .columns import SealedColumn, columns
from .models import DataKey
from .sealing import CannotUnseal, blind, key_of, seal, unseal

BATCH: Final = 500
TRIES: Final = 120
PATIENCE: Final = "500ms"


class StillInUse(Refused):
    message = _("The old data key stays for now: others are at work without a pause. Run the command again.")
    status = 409


class DoNotOpen(Refused):
    message = _(
        "The old data key stays: {count} sealed values do not open, so they could not be sealed anew. "
        "They were changed, or moved from another record."
    )
    status = 409


@dataclass
class Renewed:
    """What a renewal did."""

    values: int = 0
    destroyed: int = 0


def renew(tell: Callable[[int], None] = lambda _count: None) -> Renewed:
    """Seal everything anew; safe to stop and to start again, and to run while people work."""
    begun = DataKey.objects.order_by("-made_at", "-uid").first()
    if begun is None:
        return Renewed()
    if not _is_under_way(begun):
        begun = wrapping.add_data_key()
    done = Renewed()
    for column in columns():
        for count in _sealed_anew(column, begun.pk):
            done.values += count
            tell(done.values)
    done.destroyed = _destroy_old(begun.pk)
    return done


def reindex(*, only_missing: bool = False, tell: Callable[[int], None] = lambda _count: None) -> int:
    """Make the fingerprints of sealed numbers anew: after an update, or with a new ``blind-index`` key."""
    done = 0
    for column in columns():
        if not column.blind:
            continue
        rows = column.model._default_manager.exclude(**{column.column: None}).order_by("pk")
        if only_missing:
            rows = rows.filter(**{column.blind: None})
        for row in rows.annotate(bound=F(column.uid_path)).iterator(BATCH):
            text = unseal(getattr(row, column.column), bound_to=row.bound, purpose=column.purpose)
            rows.filter(pk=row.pk).update(**{column.blind: blind(text, purpose=column.purpose)})
            done += 1
        tell(done)
    return done


def _is_under_way(newest: DataKey) -> bool:
    """Say whether an earlier renewal was stopped: there is an older key that was not destroyed yet."""
    return DataKey.objects.exclude(pk=newest.pk).exists()


def _sealed_anew(column: SealedColumn, newest: UUID) -> Iterator[int]:
    """Seal the values of a column anew, some hundreds in a transaction."""
    closed: set[bytes] = set()
    while found := _old_values(column, newest, closed):
        fresh: dict[bytes, bytes] = {}
        for old, bound in found.items():
            try:
                text = unseal(old, bound_to=bound, purpose=column.purpose)
            except CannotUnseal:
                closed.add(old)
                continue
            fresh[old] = seal(text, bound_to=bound, purpose=column.purpose)
        with transaction.atomic():
            _exchange(column, fresh)
        yield len(fresh)
    if closed:
        raise DoNotOpen(count=len(closed))


def _old_values(column: SealedColumn, newest: UUID, closed: set[bytes]) -> dict[bytes, UUID]:
    """Give some seals of older keys, in rows and in their history, with what each is bound to."""
    found: dict[bytes, UUID] = {}
    for rows in _places(column):
        old = rows.exclude(**{column.column: None}).exclude(**{f"{column.column}__in": list(closed)})
        old = old.extra(  # noqa: S610 — our own column names
            where=[f"substring({quoted(column.column)} from 2 for 16) <> %s"], params=[newest.bytes]
        )
        for sealed, bound in old.values_list(column.column, _uid_path(rows, column))[:BATCH]:
            found[bytes(sealed)] = bound
    return found


def _places(column: SealedColumn) -> Iterator[Any]:
    yield column.model._default_manager.order_by("pk")
    if is_tracked(column.model):
        yield past_of(column.model).objects.order_by("pk")


def _uid_path(_rows: Any, column: SealedColumn) -> str:
    return column.uid_path


def _exchange(column: SealedColumn, fresh: dict[bytes, bytes]) -> None:
    """Put the new seals in the place of the old ones.

    The triggers write a line of history for it, which says that something changed when nothing did:
    it is known by its new seal, and taken out again before the same seals go into the older lines.
    """
    olds, news = list(fresh), list(fresh.values())
    name, table = quoted(column.column), quoted(column.model._meta.db_table)
    swap = "UPDATE {} t SET {} = m.new FROM unnest(%s::bytea[], %s::bytea[]) m(old, new) WHERE t.{} = m.old"
    with connection.cursor() as cursor:
        cursor.execute(swap.format(table, name, name), [olds, news])
        if is_tracked(column.model):
            past = quoted(past_of(column.model)._meta.db_table)
            cursor.execute(f"DELETE FROM {past} WHERE {name} = ANY(%s)", [news])  # noqa: S608
            cursor.execute(swap.format(past, name, name), [olds, news])


def _destroy_old(newest: UUID) -> int:
    """Destroy the older data keys once no value needs them and nobody still holds one in hand.

    Whoever sealed with an old key, or copies a value that it sealed, has read one of these tables in a
    transaction that is still open: locking them all waits for that one to end, for moments at a time.
    """
    for _attempt in range(TRIES):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SELECT set_config('lock_timeout', %s, true)", [PATIENCE])
                cursor.execute(f"LOCK TABLE {', '.join(_tables())} IN ACCESS EXCLUSIVE MODE")
                if any(_old_values(column, newest, set()) for column in columns()):
                    break
                return DataKey.objects.exclude(pk=newest).delete()[0]
        except OperationalError:
            continue
    raise StillInUse


def _tables() -> list[str]:
    names = {DataKey._meta.db_table} | {column.model._meta.db_table for column in columns()}
    return [quoted(name) for name in sorted(names)]


def counts() -> dict[str, int]:
    """Count the sealed values by the data key that sealed them, history included."""
    found: dict[str, int] = {}
    for column in columns():
        for rows in _places(column):
            for sealed in rows.exclude(**{column.column: None}).values_list(column.column, flat=True):
                key = str(key_of(sealed))
                found[key] = found.get(key, 0) + 1
    return found
