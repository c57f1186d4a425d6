"""Finds the person that a cell names: by number, e-mail or name; never by a guess."""

from collections import defaultdict
from dataclasses import dataclass, field

from tenure.foundation.exchange.desk import Desk
from tenure.foundation.exchange.targets import Key
from tenure.foundation.search.folding import fold

from ..models import Person
from .said import said


@dataclass
class Roll:
    """Everybody who is there or comes with the run, by what they may be called."""

    numbers: set[str] = field(default_factory=set)
    emails: dict[str, str] = field(default_factory=dict)
    names: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def find(self, words: str) -> set[str]:
        """Give the numbers of the people that the words may mean."""
        if words in self.numbers:
            return {words}
        mail = self.emails.get(words.lower())
        if mail is not None:
            return {mail}
        last, comma, first = words.partition(",")
        turned = f"{first} {last}" if comma else words
        return self.names.get(fold(words), set()) | self.names.get(fold(turned), set())


def roll_of(desk: Desk) -> Roll:
    """Give the roll of a run; made once, when all rows have been read."""
    if "roll" not in desk.aside:
        desk.aside["roll"] = _made(desk)
    roll: Roll = desk.aside["roll"]
    return roll


def called(desk: Desk, key: Key) -> str:
    """Name a person for a report: name and number."""
    draft = desk.drafts["person"].get(key)
    name = draft.facts.get("name", "") if draft else ""
    if not name:
        name = Person.objects.filter(number=key[0]).values_list("name", flat=True).first() or ""
    return f"{name} ({key[0]})"


def _made(desk: Desk) -> Roll:
    roll, told = Roll(), said(desk)
    for number, name, preferred, email in Person.objects.values_list(
        "number", "name", "preferred_name", "work_email"
    ):
        roll.numbers.add(number)
        for one in {fold(name), fold(preferred)} - {""}:
            roll.names[one].add(number)
        if email:
            roll.emails[email.lower()] = number
    roll.numbers |= {str(key[0]) for key in told.people}
    roll.emails |= {email: str(key[0]) for email, key in told.emails.items()}
    for name, keys in told.names.items():
        roll.names[name] |= {str(key[0]) for key in keys}
    return roll
