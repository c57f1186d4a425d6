"""Keeps the index true: in the transaction of the act, or for many rows at once."""

import re
from collections.abc import Collection, Iterable
from typing import Final

from django.db import transaction
from django.db.models import Model

from .folding import fold
from .models import Entry
from .registry import Source, source_of, sources

WORD: Final = re.compile(r"[^\W_]+")
COLUMNS: Final = ["object_uid", "title", "subtitle", "folded", "tokens"]
BATCH: Final = 1_000


def tokens_of(*texts: str) -> list[str]:
    """Cut texts into folded words, each once."""
    return sorted({word[:100] for text in texts for word in WORD.findall(fold(text))})


def index(*rows: Model) -> None:
    """Write what search knows of these rows; call it where they are saved."""
    for model in {type(row) for row in rows}:
        _write(source_of(model), [row for row in rows if type(row) is model])


def index_keys(model: type[Model], keys: Collection[int]) -> None:
    """Bring what search knows of many rows in step: those that are there are written, the others go."""
    source = source_of(model)
    there: set[int] = set()
    wanted = sorted(keys)
    for start in range(0, len(wanted), BATCH):
        rows = list(source.rows().filter(pk__in=wanted[start : start + BATCH]))
        there |= {row.pk for row in rows}
        _write(source, rows)
    gone = list(set(keys) - there)
    Entry.objects.filter(kind=model._meta.label_lower, object_id__in=gone).delete()


def remove(*rows: Model) -> None:
    """Take these rows out of the index; call it before they are deleted."""
    for row in rows:
        Entry.objects.filter(kind=row._meta.label_lower, object_id=row.pk).delete()


@transaction.atomic
def rebuild() -> int:
    """Make the whole index anew; readers see the old one until it is done."""
    Entry.objects.all().delete()
    for source in sources():
        _write(source, source.rows().iterator(chunk_size=BATCH))
    return Entry.objects.count()


def _write(source: Source, rows: Iterable[Model]) -> None:
    kind, gone, entries = source.model._meta.label_lower, [], []
    for row in rows:
        entry = _entry(source, kind, row)
        if entry is None:
            gone.append(row.pk)
        else:
            entries.append(entry)
    Entry.objects.filter(kind=kind, object_id__in=gone).delete()
    Entry.objects.bulk_create(
        entries,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["kind", "object_id"],
        update_fields=COLUMNS,
    )


def _entry(source: Source, kind: str, row: Model) -> Entry | None:
    line = source.line(row)
    if line is None:
        return None
    return Entry(
        kind=kind,
        object_id=row.pk,
        object_uid=row.uid,  # type: ignore[attr-defined]
        title=line.title[:400],
        subtitle=line.subtitle[:400],
        folded=fold(line.title)[:400],
        tokens=tokens_of(line.title, line.subtitle, *line.words),
    )
