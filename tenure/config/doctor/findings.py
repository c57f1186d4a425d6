"""What the doctor finds."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How bad it is."""

    GOOD = "good"
    NOTE = "note"
    WARNING = "warning"
    PROBLEM = "problem"


MARKS = {Level.GOOD: "✓", Level.NOTE: "·", Level.WARNING: "!", Level.PROBLEM: "✗"}


@dataclass(frozen=True)
class Finding:
    """One thing looked at: how it is, and what to do where it is not well."""

    subject: str
    level: Level
    words: str
    repair: str = ""

    def line(self) -> str:
        """Write the finding for a person."""
        first = f"{MARKS[self.level]} {self.subject}: {self.words}"
        return f"{first}\n    → {self.repair}" if self.repair else first


def good(subject: str, words: str) -> Finding:
    return Finding(subject, Level.GOOD, words)


def note(subject: str, words: str, repair: str = "") -> Finding:
    return Finding(subject, Level.NOTE, words, repair)


def warning(subject: str, words: str, repair: str) -> Finding:
    return Finding(subject, Level.WARNING, words, repair)


def problem(subject: str, words: str, repair: str) -> Finding:
    return Finding(subject, Level.PROBLEM, words, repair)
