"""Fields and a table that the demo company made for itself, filled."""

from datetime import timedelta
from decimal import Decimal
from typing import Any, Final

from tenure.domains.people import actions
from tenure.foundation.access import Actor
from tenure.foundation.fields import actions as fields
from tenure.foundation.fields.actions import Choice
from tenure.foundation.fields.keeping import When

from .careers import Career
from .persons import Persons
from .private import chance

SIZES: Final = ("XS", "S", "M", "L", "XL")
EQUIPMENT: Final = ("Laptop", "Phone", "Access card")
FILLED: Final = 60


def make(by: Actor) -> None:
    """Make four fields, each of another kind, and a table."""
    sizes = [Choice(size) for size in SIZES]
    fields.make_field(
        "person", label="Shirt size", labels={"de": "Hemdgröße"}, kind="choice", level="public",
        options=sizes, by=by,
    )  # fmt: skip
    fields.make_field(
        "person", label="Badge number", labels={"de": "Ausweisnummer"}, kind="text", level="internal",
        mask="AA-9999", by=by,
    )  # fmt: skip
    fields.make_field(
        "person", label="Commute", labels={"de": "Arbeitsweg"}, kind="whole", level="personal", unit="km",
        least=Decimal(0), most=Decimal(500), by=by,
    )  # fmt: skip
    fields.make_field(
        "person", label="First aider", labels={"de": "Ersthelfer"}, kind="yes_no", level="internal",
        dated=True, by=by,
    )  # fmt: skip
    table = fields.make_table(
        "person", label="Equipment", labels={"de": "Ausstattung"}, level="internal", dated=True, by=by
    )
    kinds = [Choice(kind) for kind in EQUIPMENT]
    made: dict[str, Any] = {"table": table.uid, "by": by}
    fields.make_field("person", label="Item", kind="choice", options=kinds, required=True, order=1, **made)
    fields.make_field("person", label="Serial number", kind="text", order=2, **made)


def fill(persons: Persons, by: Actor) -> None:
    """Fill them for some people, evenly over the company."""
    staff = [one for one in persons.now() if one.worker == "employee"]
    for one in staff[:: max(len(staff) // FILLED, 1)][:FILLED]:
        _fill(one, persons, by)


def _fill(one: Career, persons: Persons, by: Actor) -> None:
    uid, luck = persons[one].uid, chance(one, "extras")
    values = {
        "shirt_size": luck.choice(SIZES).lower(),
        "badge_number": f"MW-{luck.randint(1000, 9999)}",
        "commute": luck.randint(1, 60),
    }
    actions.set_custom(uid, values=values, by=by)
    since = by.today - timedelta(days=luck.randint(20, 700))
    if luck.random() < 0.2:
        actions.change_custom(uid, code="first_aider", value=True, when=When(since, "change"), by=by)
    cells = {"item": "laptop", "serial_number": f"LT{luck.randint(10**5, 10**6)}"}
    actions.add_custom_row(uid, table="equipment", cells=cells, span=(since, None), by=by)
