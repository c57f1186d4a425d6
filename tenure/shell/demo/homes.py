"""Invented homes: where people live since when, so that some have moved."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from random import Random

from .careers import Career
from .private import chance

MOVED_SHARE = 0.22
STREETS = {
    "US": ("Maple Street", "Cedar Avenue", "Harbor Road", "Lincoln Street", "Orchard Lane", "Summit Avenue"),
    "GB": ("Mill Road", "Station Road", "Church Lane", "Victoria Street", "Park Terrace", "Queen's Road"),
    "DE": ("Lindenstraße", "Gartenweg", "Schillerstraße", "Am Mühlbach", "Goethestraße", "Birkenallee"),
}
# Towns near a site, with the beginning of their postcodes.
TOWNS = {
    "BOS": (("Boston", "021{:02d}"), ("Quincy", "021{:02d}"), ("Medford", "021{:02d}")),
    "SFO": (("Oakland", "946{:02d}"), ("Berkeley", "947{:02d}"), ("Alameda", "945{:02d}")),
    "CAM": (("Cambridge", "CB{:d} 1ZZ"), ("Ely", "CB{:d} 2ZZ"), ("Royston", "SG{:d} 3ZZ")),
    "EDI": (("Edinburgh", "EH{:d} 1ZZ"), ("Musselburgh", "EH{:d} 2ZZ"), ("Leith", "EH{:d} 3ZZ")),
    "MUC": (("München", "8{:02d}99"), ("Freising", "853{:02d}"), ("Dachau", "852{:02d}")),
    "BER": (("Berlin", "1{:02d}99"), ("Potsdam", "144{:02d}"), ("Falkensee", "146{:02d}")),
}
PART = {"BOS": "US-MA", "SFO": "US-CA", "CAM": "GB-ENG", "EDI": "GB-SCT", "MUC": "DE-BY", "BER": ""}


def addresses(found: Sequence[Career], today: date) -> Iterator[Mapping[str, object]]:
    """Give everybody a home; about a fifth moved while they worked here."""
    for one in found:
        dice = chance(one, "home")
        moved = _moved(one, today, dice)
        yield {"person": one.number, "from": one.hired, "until": moved, **_home(one, dice)}
        if moved:
            yield {"person": one.number, "from": moved, **_home(one, dice)}


def _moved(one: Career, today: date, dice: Random) -> date | None:
    here = (min(one.left or today, today) - one.hired).days
    if here < 200 or dice.random() > MOVED_SHARE:
        return None
    return one.hired + timedelta(days=dice.randint(90, here - 30))


def _home(one: Career, dice: Random) -> dict[str, object]:
    town, postcode = dice.choice(TOWNS[one.site])
    number, street = dice.randint(1, 140), dice.choice(STREETS[one.country])
    comes_last = street.startswith("Am ") or street.endswith(("straße", "weg", "allee"))
    return {
        "lines": f"{street} {number}" if comes_last else f"{number} {street}",
        "locality": town,
        "postcode": postcode.format(dice.randint(1, 19)),
        "subdivision": PART[one.site],
        "country": one.country,
    }
