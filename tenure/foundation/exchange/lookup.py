"""Finds what a cell names: by code first, then by name; what is not there can be made, if said so."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from django.utils.translation import gettext as _

from tenure.foundation.search.folding import fold

from .desk import Desk
from .findings import Choice
from .sheets import Given
from .tables import Source
from .targets import Key, target

Names = Callable[[], Iterable[tuple[str, str]]]
Maker = Callable[[Desk, str, Source], None]
_names: dict[str, Names] = {}
_makers: dict[str, Maker] = {}


def names_of(name: str, names: Names) -> None:
    """Register how to read the code and the name of every row of a target."""
    _names[name] = names


def made_by(name: str, maker: Maker) -> None:
    """Register how a row is drafted of which only the name is known."""
    _makers[name] = maker


def code_of(what: str, words: str) -> str:
    """Make the code under which a name stands in a table, as long as the table allows."""
    one = target(what)
    return code_for(words, one.model._meta.get_field(one.key[0]).max_length or 60)  # type: ignore[union-attr]


def relations(given: Given, desk: Desk, *names: str, **targets: str) -> dict[str, Key | None]:
    """Find what the named columns of a row refer to; ``parent="unit"`` says that parent is a unit."""
    wanted = {**{name: name for name in names}, **targets}
    present = {name: what for name, what in wanted.items() if given.has(name)}
    return {name: refer(desk, what, given.get(name), given.at(name)) for name, what in present.items()}


def code_for(name: str, most: int = 60) -> str:
    """Make a code of a name: itself, or shortened with a mark that keeps it apart from others."""
    if len(name) <= most:
        return name
    mark = hashlib.sha256(name.encode()).hexdigest()[:6]
    return f"{name[: most - 7]}~{mark}"


def call(desk: Desk, what: str, code: str, name: str) -> None:
    """Let a draft be found by its name as well."""
    _known(desk, what)[fold(name)].add(code)


def find(desk: Desk, what: str, words: str) -> set[str]:
    """Give the codes of what a cell may mean."""
    code = code_of(what, words)
    if (code,) in desk.drafts[what] or desk.index.pk(what, (code,)) is not None:
        return {code}
    return _known(desk, what).get(fold(words), set())


def refer(desk: Desk, what: str, words: str, source: Source) -> Key | None:
    """Give the natural key of what a cell names; report what is ambiguous or not there."""
    codes = find(desk, what, words)
    label = target(what).label
    if len(codes) == 1:
        return (next(iter(codes)),)
    if codes:
        told = _("“%(words)s” names several of %(label)s: %(codes)s. Write the code.")
        desk.error(
            source,
            f"{what}_ambiguous",
            told % {"words": words, "label": label, "codes": ", ".join(sorted(codes))},
        )
        return None
    if what not in _makers:
        desk.error(
            source,
            f"{what}_unknown",
            _("“%(words)s” is not among %(label)s.") % {"words": words, "label": label},
        )
        return None
    return _new(desk, what, words, source)


def _new(desk: Desk, what: str, words: str, source: Source) -> Key | None:
    told = _("“%(words)s” is not yet among %(label)s. Accept makes it, park leaves the field empty.")
    place = Source(source.file, None, source.column)
    choice = desk.warn(
        place, f"{what}_new", told % {"words": words, "label": target(what).label}, Choice.ACCEPT, Choice.PARK
    )
    if choice == Choice.PARK:
        return None
    _makers[what](desk, words, source)
    return (code_of(what, words),)


def _known(desk: Desk, what: str) -> dict[str, set[str]]:
    cache: dict[str, Any] = desk.aside.setdefault("names", {})
    if what not in cache:
        found: dict[str, set[str]] = defaultdict(set)
        for code, name in _names[what]() if what in _names else ():
            found[fold(name)].add(code)
        cache[what] = found
    known: dict[str, set[str]] = cache[what]
    return known
