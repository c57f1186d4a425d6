"""Invented lives outside: what people have learned, and the family that benefits may cover."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from .careers import Career
from .private import chance
from .seats import WORKS

SCHOOLS = {
    "US": ("University of Massachusetts", "Northeastern University", "San José State University"),
    "GB": ("University of Leeds", "Heriot-Watt University", "Anglia Ruskin University"),
    "DE": ("Technische Universität München", "Hochschule Augsburg", "Freie Universität Berlin"),
}
DEGREES = {
    "ENG": ("BSc Electrical Engineering", "MSc Computer Science", "BEng Mechatronics", "MSc Physics"),
    "COM": ("BA Business Administration", "BA Communication", "MBA"),
    "COR": ("BSc Accounting and Finance", "BA Human Resource Management", "BSc Information Systems"),
    "EXE": ("MBA", "MSc Engineering Management", "MSc Economics"),
    "OPS": ("BSc Logistics", "BEng Production Engineering"),
}
PAPERS = {
    "ENG": ("ISO 9001 internal auditor", "Certified functional safety engineer"),
    "OPS": ("Forklift licence", "IPC-A-610 specialist", "First aider"),
    "COM": ("Certified account manager", "First aider"),
    "COR": ("CIPD level 5", "First aider"),
    "EXE": (),
}
TRADE = "Vocational certificate, electronics assembly"
PARTNERS = ("Sam", "Robin", "Kim", "Jo", "Charlie", "Toni")
CHILDREN = ("Mila", "Noah", "Ella", "Finn", "Zoe", "Ben", "Ida", "Leo")


def qualifications(found: Sequence[Career]) -> Iterator[Mapping[str, object]]:
    """Give most people an education, and some a certificate that runs out one day."""
    for one in found:
        dice, family = chance(one, "learned"), WORKS[one.last_seat.work].family
        if dice.random() < 0.8:
            yield _education(one, family)
        if dice.random() < 0.3 and PAPERS[family]:
            awarded = one.hired + timedelta(days=dice.randint(30, 400))
            yield {
                "person": one.number,
                "kind": "certificate",
                "title": dice.choice(PAPERS[family]),
                "issuer": "Institute for Professional Standards",
                "awarded_on": awarded,
                "expires_on": awarded + timedelta(days=365 * 3),
            }


def _education(one: Career, family: str) -> dict[str, object]:
    dice = chance(one, "education")
    is_trade = family == "OPS" and WORKS[one.last_seat.work].level in ("Associate", "Professional")
    began = one.born.year + (16 if is_trade else 19)
    ended = date(min(began + (3 if is_trade else 4), one.hired.year), 7, 1)
    return {
        "person": one.number,
        "kind": "education",
        "title": TRADE if is_trade else dice.choice(DEGREES[family]),
        "issuer": "Regional trade school" if is_trade else dice.choice(SCHOOLS[one.country]),
        "awarded_on": min(ended, one.hired),
    }


def dependants(found: Sequence[Career], today: date) -> Iterator[Mapping[str, object]]:
    """Give about a third of the people a partner or children."""
    for one in found:
        dice, surname = chance(one, "family"), one.called.family or one.called.given
        if dice.random() < 0.35:
            name = f"{dice.choice(PARTNERS)} {surname}"
            yield {"person": one.number, "name": name, "relationship": "Partner", "is_beneficiary": "yes"}
        for name in dice.sample(CHILDREN, dice.choice((0, 0, 0, 1, 1, 2))):
            grown = (today - one.born).days // 365 - 18
            if grown > 2:
                born = today - timedelta(days=dice.randint(200, 365 * min(grown, 17)))
                yield {
                    "person": one.number,
                    "name": f"{name} {surname}",
                    "relationship": "Child",
                    "birth_date": born,
                }
