"""The desk on which a run is laid out: what the files say, and what is wrong with it."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from tenure.foundation.access import Actor

from . import targets
from .findings import Choice, Finding, Findings, Weight
from .tables import Source
from .targets import Index, Key


def shown(value: Any) -> str:
    """Write a natural key or a value for a person."""
    return " / ".join(shown(one) for one in value if one) if isinstance(value, tuple) else str(value)


class Piece(NamedTuple):
    """Some facts about one owner that hold for a time; an open end is ``None``."""

    start: date
    end: date | None
    facts: dict[str, Any]
    source: Source


@dataclass
class Draft:
    """One undated record to be, by its natural key."""

    key: Key
    facts: dict[str, Any]
    source: Source


@dataclass
class Desk:
    """Drafts of records by target and natural key, pieces of dated facts by target and owner."""

    by: Actor
    as_of: date
    findings: Findings
    drafts: dict[str, dict[Key, Draft]] = field(default_factory=lambda: defaultdict(dict))
    pieces: dict[str, dict[Key, list[Piece]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )
    undated: dict[str, dict[Key, Draft]] = field(default_factory=lambda: defaultdict(dict))
    aside: dict[str, Any] = field(default_factory=dict)
    index: Index = field(default_factory=Index)
    progress: Callable[[int], None] = lambda _count: None

    def put(self, target: str, key: Key, facts: dict[str, Any], source: Source) -> Draft:
        """Say something about an undated record; several rows may each say a part."""
        known = self.drafts[target].get(key)
        if known is None:
            known = self.drafts[target][key] = Draft(key, {}, source)
        known.facts.update(facts)
        return known

    def hold(self, target: str, key: Key, piece: Piece) -> None:
        """Say something about an owner for a time."""
        self.pieces[target][key].append(piece)

    def hold_always(self, target: str, key: Key, facts: dict[str, Any], source: Source) -> None:
        """Say something about an owner without a date: it holds as long as the files speak of."""
        known = self.undated[target].setdefault(key, Draft(key, {}, source))
        for name, value in facts.items():
            if known.facts.setdefault(name, value) != value:
                words = _("The files say two things about %(field)s of “%(what)s”.")
                self.error(source, "said_twice", words % {"field": name, "what": shown(key)})

    def date_the_undated(self) -> None:
        """Let undated facts hold from the day of the run; of new things from the first day in the files."""
        first = min(
            [
                self.as_of,
                *(one.start for told in self.pieces.values() for some in told.values() for one in some),
            ]
        )
        for name, told in self.undated.items():
            owner = targets.target(name).refs[targets.target(name).key[0]]
            for key, draft in told.items():
                is_there = self.index.pk(owner, key[0]) is not None  # type: ignore[arg-type]
                self.hold(
                    name, key, Piece(self.as_of if is_there else first, None, draft.facts, draft.source)
                )
        self.undated.clear()

    def error(self, source: Source, code: str, words: str) -> None:
        """Report what blocks the run."""
        self.findings.add(Finding(Weight.ERROR, code, words, source))

    def note(self, source: Source, code: str, words: str) -> None:
        """Explain what was done with a row."""
        self.findings.add(Finding(Weight.NOTE, code, words, source))

    def warn(self, source: Source, code: str, words: str, *offers: Choice) -> Choice:
        """Report what needs a choice; answer with the one made, or the first on offer until then."""
        self.findings.add(Finding(Weight.WARNING, code, words, source, offers))
        chosen = self.findings.choices.get(code)
        return chosen if chosen in offers else offers[0]
