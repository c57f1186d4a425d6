"""The cards of the chart: what colleagues may know of a person or a seat, and what some may know besides."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.utils.translation import gettext as _

from tenure.domains.organisation import queries as organisation
from tenure.domains.organisation.models import PositionTerm
from tenure.foundation.access import Actor

from ..models import DottedLine
from ..rules.branches import Branches, Key
from .chart_stems import Stem
from .directory import ALL_KINDS, NONE, directory
from .seats import SEE, VIEW, Occupancy, known_on, occupancy

YEARS: Final = ((1, "0–1"), (3, "1–3"), (5, "3–5"), (10, "5–10"))
FEW: Final = 1000  # of more, it is quicker to read at once what there is of everybody
SPANS: Final = ((0, "0"), (3, "1–3"), (7, "4–7"), (12, "8–12"))


class Told(NamedTuple):
    """What the directory tells of a person, as far as a card shows it; no other column is worked out."""

    uid: UUID
    name: str
    preferred_name: str
    title: str | None
    unit_name: str | None
    place_name: str | None
    entity_name: str | None
    status: str | None
    worker_type: str | None
    starts_on: date | None


@dataclass
class Card:
    """One card: a person, a vacant seat, a pooled one, or a seat with its holders."""

    key: Key
    parent: Key | None
    name: str
    title: str = ""
    kind: str = "person"
    state: str = ""
    uid: UUID | None = None
    below: int = 0
    direct: int = 0
    day: date | None = None
    fte: Decimal | None = None
    facts: dict[str, str] = field(default_factory=dict)
    dotted: list[Key] = field(default_factory=list)


def colours(by: Actor) -> list[tuple[str, Any]]:
    """Give the fields that a card can be coloured by, as far as the actor may know them."""
    open_to_all = [
        ("unit", _("Unit")),
        ("place", _("Place")),
        ("entity", _("Legal entity")),
        ("state", _("Status")),
        ("span", _("Direct reports")),
    ]
    guarded = [("worker", _("Worker type")), ("tenure", _("Years of service"))] if by.holds(VIEW) else []
    return [*open_to_all, *guarded]


def cards(by: Actor, day: date, stems: Mapping[Key, Stem], whole: Branches) -> list[Card]:
    """Fill the cards of these stems, in their order, in a fixed number of queries."""
    people = _people(by, day, [one.person for one in stems.values() if one.person is not None])
    seats = _seats(by, day, [one.seat for one in stems.values() if one.seat is not None])
    found = {**people, **seats}
    most = _("13 or more")
    made = [_placed(found[key], key, stems[key], whole, most) for key in stems if key in found]
    _dot(by, day, {card.key: card for card in made}, stems)
    return made


def _placed(card: Card, key: Key, stem: Stem, whole: Branches, most: str) -> Card:
    card.parent = whole.parents.get(key, stem.parent)  # a leaf stands in no branch
    card.below, card.direct = whole.below.get(key, 0), whole.direct(key)
    card.facts["span"] = _bucket(card.direct, SPANS, most)
    if stem.starts_on is not None:
        card.state, card.day = "future", stem.starts_on
    return card


def _people(by: Actor, day: date, people: list[int]) -> dict[Key, Card]:
    kinds = ALL_KINDS if len(people) > FEW else NONE
    rows = directory(by, day=day, at_once=kinds).filter(pk__in=people).values_list(*Told._fields)
    longest = _("10 or more")  # told once: there may be thousands of cards
    return {str(row.uid): _person(row, day, longest) for row in map(Told._make, rows)}


def _person(row: Told, day: date, longest: str) -> Card:
    facts = {
        "unit": row.unit_name or "",
        "place": row.place_name or "",
        "entity": row.entity_name or "",
        "state": row.status or "",
    }
    if row.worker_type:
        facts["worker"] = row.worker_type
    if row.starts_on:
        facts["tenure"] = _bucket((day - row.starts_on).days / 365.25, YEARS, longest, under=True)
    called = row.preferred_name or row.name
    return Card(str(row.uid), None, called, row.title or "", uid=row.uid, facts=facts)


def _seats(by: Actor, day: date, seats: list[int]) -> dict[Key, Card]:
    terms = list(organisation.seats_on(by, day).filter(position_id__in=seats))
    taken = occupancy(by, seats, day=day)
    return {str(one.position.uid): _seat(one, taken.get(one.position_id, Occupancy())) for one in terms}


def _seat(term: Any, taken: Occupancy) -> Card:
    pooled = term.position.is_pooled
    names = ", ".join(person.called for person in taken.holders[:3])
    state = "" if taken.count or pooled else "frozen" if term.state == PositionTerm.State.FROZEN else "vacant"
    facts = {"unit": term.unit_name or "", "place": str(term.place or ""), "level": str(term.level or "")}
    return Card(
        key=str(term.position.uid),
        parent=None,
        name=names or term.title,
        title=term.title if names else "",
        kind="pool" if pooled else "seat",
        state=state,
        uid=term.position.uid,
        fte=term.capacity if pooled else None,
        facts={**facts, "state": state or "active"},
    )


def _dot(by: Actor, day: date, made: Mapping[Key, Card], stems: Mapping[Key, Stem]) -> None:
    """Add the second managers who are on screen."""
    shown = {one.person: key for key, one in stems.items() if one.person is not None}
    rows = DottedLine.objects.allowed(by, SEE).filter(known_on(by, day))
    near = rows if len(shown) > FEW else rows.filter(person__in=shown)
    found: dict[Key, list[Key]] = defaultdict(list)
    for person, manager in near.values_list("person_id", "manager_id"):
        if person in shown and manager in shown:
            found[shown[person]].append(shown[manager])
    for key, managers in found.items():
        if key in made:
            made[key].dotted = managers


def _bucket(value: float, steps: Any, rest: str, *, under: bool = False) -> str:
    return next((words for top, words in steps if (value < top if under else value <= top)), rest)
