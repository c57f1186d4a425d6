"""Finds records by the beginnings of their words, forgiving accents, case and typing errors."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db.models import BooleanField, Case, QuerySet, Value, When
from django.db.models.expressions import RawSQL
from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from tenure.foundation.access import Actor, policy_of

from .folding import fold
from .indexing import tokens_of
from .models import Entry
from .registry import Source, sources

CLOSE: Final = 0.7
LOOKED_AT: Final = 20_000


@dataclass(frozen=True)
class Hit:
    """One record that was found."""

    kind: str
    id: int
    uid: UUID
    title: str
    subtitle: str


@dataclass(frozen=True)
class Found:
    """What was found; ``meant`` is the corrected text when only that found something."""

    hits: tuple[Hit, ...]
    meant: str = ""


def find(by: Actor, text: str, *, kinds: Iterable[str] = (), limit: int = 20) -> Found:
    """Find what the actor may see; ``kinds`` are labels such as "people.person", none means all."""
    wanted = set(kinds)
    where = [s for s in sources() if not wanted or s.model._meta.label_lower in wanted]
    tokens = tokens_of(text)
    if hits := _hits(by, where, tokens, fold(text), limit):
        return Found(hits)
    better = _corrected(by, where, tokens)
    if better == tokens:
        return Found(())
    return Found(_hits(by, where, better, " ".join(better), limit), " ".join(better))


def _hits(by: Actor, where: Sequence[Source], tokens: list[str], folded: str, limit: int) -> tuple[Hit, ...]:
    hits: list[Hit] = []
    if not tokens:
        return ()
    for source in where:
        begins = Case(
            When(folded__startswith=folded, then=Value(False)),
            default=Value(True),
            output_field=BooleanField(),
        )
        rows = _matching(_visible(by, source), tokens).order_by(begins, "folded", "pk")[: limit - len(hits)]
        hits += [Hit(r.kind, r.object_id, r.object_uid, r.title, r.subtitle) for r in rows]
        if len(hits) >= limit:
            break
    return tuple(hits)


def _visible(by: Actor, source: Source) -> QuerySet[Entry]:
    """Narrow the index to the rows that the policy of their model lets the actor see."""
    mine = source.model._default_manager.filter(policy_of(source.model).rows(by, source.permission))
    return Entry.objects.filter(kind=source.model._meta.label_lower, object_id__in=mine.values("pk"))


def _matching(rows: QuerySet[Entry], tokens: Iterable[str]) -> QuerySet[Entry]:
    """Keep the rows in which each token begins some word."""
    query = " & ".join(f"'{token}':*" for token in tokens)
    return rows.annotate(matches=RawSQL("words @@ %s::tsquery", [query], output_field=BooleanField())).filter(
        matches=True
    )


def _corrected(by: Actor, where: Sequence[Source], tokens: list[str]) -> list[str]:
    """Replace each token that begins no word by the nearest word that the actor could have found."""
    return [_nearest(by, where, token) for token in tokens]


def _nearest(by: Actor, where: Sequence[Source], token: str) -> str:
    words: set[str] = set()
    for source in where:
        near = _matching(_visible(by, source), [token[0]]) if len(token) > 1 else Entry.objects.none()
        for found in near.values_list("tokens", flat=True)[:LOOKED_AT]:
            words.update(found)
    if token in words or any(word.startswith(token) for word in words):
        return token
    best = process.extractOne(
        token, words, scorer=DamerauLevenshtein.normalized_similarity, score_cutoff=CLOSE
    )
    return best[0] if best else token
