"""What a check found: errors that block, warnings that need a choice, notes that explain."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from .tables import Source


class Weight(StrEnum):
    """How heavy a finding is."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Choice(StrEnum):
    """What to do with the rows of a warning."""

    ACCEPT = "accept"
    PARK = "park"
    SKIP = "skip"


ALL_CHOICES: Final = (Choice.ACCEPT, Choice.PARK, Choice.SKIP)


@dataclass(frozen=True)
class Finding:
    """One thing found in one place. ``offers`` are the choices that make sense for a warning."""

    weight: Weight
    code: str
    words: str
    source: Source
    offers: tuple[Choice, ...] = ()

    def facts(self) -> dict[str, Any]:
        """Give the finding as plain values, for JSON and CSV."""
        return {
            "weight": self.weight.value,
            "code": self.code,
            "file": self.source.file,
            "row": self.source.row,
            "column": self.source.column,
            "message": self.words,
        }


@dataclass
class Findings:
    """All findings of a check, with the choices made for its warnings."""

    choices: Mapping[str, Choice] = field(default_factory=dict)
    all: list[Finding] = field(default_factory=list)
    _seen: set[tuple[str, Source, str]] = field(default_factory=set)

    def add(self, finding: Finding) -> None:
        """Add a finding once, however often the check passes by."""
        mark = (finding.code, finding.source, finding.words)
        if mark not in self._seen:
            self._seen.add(mark)
            self.all.append(finding)

    def of(self, weight: Weight) -> list[Finding]:
        return [one for one in self.all if one.weight == weight]

    @property
    def errors(self) -> list[Finding]:
        return self.of(Weight.ERROR)

    @property
    def unanswered(self) -> dict[str, tuple[Choice, ...]]:
        """Name the warnings that still need a choice, with what can be chosen."""
        open_ones = (one for one in self.of(Weight.WARNING) if self.choices.get(one.code) not in one.offers)
        return {one.code: one.offers for one in open_ones}

    @property
    def offers(self) -> dict[str, tuple[Choice, ...]]:
        """Name all warnings with what can be chosen."""
        return {one.code: one.offers for one in self.of(Weight.WARNING)}

    def counts(self, weight: Weight) -> dict[str, int]:
        """Count the findings of a weight by code, the most frequent first."""
        return dict(Counter(one.code for one in self.of(weight)).most_common())


def answers(**chosen: Iterable[str]) -> dict[str, Choice]:
    """Turn lists of codes per choice into a choice per code."""
    return {code: Choice(choice) for choice, codes in chosen.items() for code in codes}
