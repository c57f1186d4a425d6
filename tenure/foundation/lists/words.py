"""Search that forgives accents, case and typing errors."""

from collections.abc import Sequence
from functools import reduce
from operator import and_, or_

from django.db.models import Q
from rapidfuzz import fuzz, process

from tenure.foundation.search.folding import fold

from .view import View

ENOUGH = 20_000
ALIKE = 68.0


def matching(view: View) -> Q:
    """Name the rows in which every word of the search begins some word."""
    parts = fold(view.q).split()[:8]
    if not parts:
        return Q()
    return reduce(and_, (_word(view, one) for one in parts))


def _word(view: View, word: str) -> Q:
    folded = [
        Q(**{f"{c}__startswith": word}) | Q(**{f"{c}__contains": f" {word}"}) for c in view.listing.folded
    ]
    plain = [
        Q(**{f"{c}__istartswith": word}) | Q(**{f"{c}__icontains": f" {word}"}) for c in view.listing.also
    ]
    other = [view.listing.found_by(view.ask, word)] if view.listing.found_by else []
    return reduce(or_, [*folded, *plain, *other])


def did_you_mean(view: View) -> list[str]:
    """Offer what is most like a search that found nothing."""
    if not view.q or not view.listing.suggest:
        return []
    rows = view.listing.rows(view.ask).order_by()
    return alike(view.q, list(rows.values_list(view.listing.suggest, flat=True)[:ENOUGH]))


def alike(query: str, among: Sequence[str], limit: int = 3) -> list[str]:
    """Pick the words that somebody may have meant, the likeliest first."""
    found = process.extract(
        fold(query), list(dict.fromkeys(among)), processor=fold, scorer=_score, limit=limit
    )
    return [text for text, score, _place in found if score >= ALIKE]


def _score(query: str, text: str, **_options: object) -> float:
    """Rate a whole name, or the one word of it that is most like the query."""
    whole = fuzz.ratio(query, text)
    return max(whole, *(fuzz.ratio(query, word) for word in text.split()), fuzz.token_sort_ratio(query, text))
