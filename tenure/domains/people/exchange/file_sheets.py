"""Sheets of the staff file: addresses from when until when, qualifications, members of the family."""

from typing import Final, NamedTuple

from django.utils.translation import gettext_lazy as lazy

from tenure.foundation.exchange import values
from tenure.foundation.exchange.desk import Desk, Piece
from tenure.foundation.exchange.sheets import Column, Given, Sheet
from tenure.foundation.exchange.spans import SPAN, end_of, is_possible
from tenure.foundation.exchange.targets import Target
from tenure.foundation.exchange.values import one_of, text

from .. import models
from .dated_sheets import PERSON
from .people_sheets import PERSONAL
from .said import RowSaid
from .settle_people import person_of

ADDRESS: Final = Target(
    "address",
    lazy("addresses"),
    models.Address,
    key=("person",),
    facts=models.Address.facts,
    refs={"person": "person"},
    is_dated=True,
    permission=PERSONAL,
    order=43,
)
QUALIFICATION: Final = Target(
    "qualification",
    lazy("qualifications"),
    models.Qualification,
    key=("person", "title"),
    facts=("kind", "issuer", "grade", "started_on", "awarded_on", "expires_on"),
    refs={"person": "person"},
    permission="people.edit",
    order=43,
)
DEPENDANT: Final = Target(
    "dependant",
    lazy("dependants"),
    models.Dependant,
    key=("person", "name"),
    facts=("relationship", "birth_date", "is_beneficiary"),
    refs={"person": "person"},
    permission=PERSONAL,
    order=43,
)
TARGETS: Final = (ADDRESS, QUALIFICATION, DEPENDANT)
KINDS: Final[dict[str, tuple[str, ...]]] = dict.fromkeys(models.Qualification.Kind.values, ())


class Entry(NamedTuple):
    """A row held back until everybody in the run is known; ``name`` completes its key if it is undated."""

    row: RowSaid
    name: str


def settle_files(desk: Desk) -> None:
    """Put what rows say into the files of the people they name."""
    entries: list[Entry] = desk.aside.get("files", [])
    for row, name in entries:
        person = person_of(row, desk)
        if person is None:
            continue
        if name:
            desk.put(row.target, (person, name), row.facts, row.given.source)
        else:
            piece = Piece(row.start or desk.as_of, row.end, row.facts, row.given.source)
            desk.hold(row.target, (person,), piece)


def _entry(given: Given, desk: Desk, target: str, facts: dict[str, object], name: str = "") -> None:
    start, end = given.get("from"), end_of(given)
    row = RowSaid(target, given.get("person"), "", 1, start, end, facts, given)
    desk.aside.setdefault("files", []).append(Entry(row, name))


def _address(given: Given, desk: Desk) -> None:
    if is_possible(given, desk):
        _entry(given, desk, "address", given.only(*models.Address.facts))


def _qualification(given: Given, desk: Desk) -> None:
    _entry(given, desk, "qualification", given.only(*QUALIFICATION.facts), given.get("title"))


def _dependant(given: Given, desk: Desk) -> None:
    _entry(given, desk, "dependant", given.only(*DEPENDANT.facts), given.get("name"))


SHEETS: Final = (
    Sheet(
        "addresses",
        lazy("Addresses"),
        lazy("Where people live, each row for a time."),
        (
            PERSON,
            Column("lines", lazy("Street"), text(500), required=True, also=("address", "street address")),
            Column("locality", lazy("City"), text(120), also=("town",)),
            Column("postcode", lazy("Postcode"), text(20), also=("zip", "zip code", "postal code")),
            Column("subdivision", lazy("State or region"), values.subdivision),
            Column("country", lazy("Country"), values.country, required=True),
            *SPAN,
        ),
        _address,
        order=60,
        permission=PERSONAL,
    ),
    Sheet(
        "qualifications",
        lazy("Qualifications"),
        lazy("Educations, certificates, licences and skills."),
        (
            PERSON,
            Column("title", lazy("Title"), text(200), required=True, also=("qualification", "degree")),
            Column("kind", lazy("Kind"), one_of(KINDS), choices=tuple(KINDS), required=True),
            Column("issuer", lazy("Issued by"), text(200), also=("school", "university", "institution")),
            Column("grade", lazy("Grade"), text(80)),
            Column("started_on", lazy("Began on"), values.day),
            Column("awarded_on", lazy("Awarded on"), values.day),
            Column("expires_on", lazy("Expires on"), values.day),
        ),
        _qualification,
        order=62,
        permission="people.edit",
    ),
    Sheet(
        "dependants",
        lazy("Dependants"),
        lazy("Members of the family whom benefits may cover."),
        (
            PERSON,
            Column("name", lazy("Name"), text(300), required=True),
            Column("relationship", lazy("Relationship"), text(80), required=True),
            Column("birth_date", lazy("Date of birth"), values.day),
            Column("is_beneficiary", lazy("Is a beneficiary"), values.yes_or_no),
        ),
        _dependant,
        order=64,
        permission=PERSONAL,
    ),
)
