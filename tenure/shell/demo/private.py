"""Invented private facts: born when and where, reached how, whom to call."""

from collections.abc import Iterator, Mapping, Sequence
from random import Random

from .careers import Career
from .names import invent

# Numbers kept free for fiction: 555-01xx; Ofcom's 01632 and 07700 900; the Federal Network Agency's 030 23125 and 0176 040690.
WORK = {"US": "+1 617 555 01{:02d}", "GB": "+44 1632 960{:03d}", "DE": "+49 30 23125 {:03d}"}
MOBILE = {"US": "+1 857 555 01{:02d}", "GB": "+44 7700 900{:03d}", "DE": "+49 176 040690{:02d}"}
BORN_IN = {
    "US": ("Boston", "Worcester", "Chicago", "Oakland", "Houston", "Providence"),
    "GB": ("Cambridge", "Leeds", "Edinburgh", "Bristol", "Glasgow", "Norwich"),
    "DE": ("München", "Berlin", "Leipzig", "Augsburg", "Köln", "Potsdam"),
}
ELSEWHERE = ("IN", "PL", "IT", "FR", "NG", "BR", "TR", "IE", "ES", "CN")
STATUS = ("single", "married", "married", "partnership", "divorced")
RELATION = ("Partner", "Mother", "Father", "Sister", "Brother", "Friend")


def chance(one: Career, what: str) -> Random:
    """Give the dice for one kind of fact about one person, so that facts do not depend on one another."""
    return Random(f"{one.number} {one.called.full} {what}")


def work_phone(one: Career) -> str:
    """Give most people a phone at work."""
    dice = chance(one, "work phone")
    return _phone(WORK[one.country], dice) if dice.random() < 0.8 else ""


def of(one: Career) -> dict[str, object]:
    """Give the facts of civil life."""
    dice = chance(one, "civil life")
    return {
        "legal_name": one.called.full,
        "birth_date": one.born,
        "birth_place": dice.choice(BORN_IN[one.country]),
        "sex": one.called.sex,
        "nationality": nationality(one),
        "marital_status": dice.choice(STATUS),
        "private_email": f"{one.called.address}@example.net",
        "private_phone": _phone(MOBILE[one.country], dice),
    }


def nationality(one: Career) -> str:
    """Give the country somebody is a citizen of: most often the one they work in."""
    dice = chance(one, "nationality")
    return one.country if dice.random() < 0.88 else dice.choice(ELSEWHERE)


def emergency(found: Sequence[Career]) -> Iterator[Mapping[str, object]]:
    """Give most people somebody to call."""
    for one in found:
        dice = chance(one, "emergency")
        if dice.random() < 0.85:
            called = invent(one.country, dice)
            yield {
                "person": one.number,
                "name": f"{called.given} {one.called.family}".strip() if dice.random() < 0.6 else called.full,
                "relationship": dice.choice(RELATION),
                "phone": _phone(MOBILE[one.country], dice),
            }


def _phone(form: str, dice: Random) -> str:
    return form.format(dice.randint(0, 99))
